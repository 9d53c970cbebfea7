"""When goods are wanted: a period of one day is a date, any other a window."""

from dataclasses import dataclass

from orders.findings import FindingCode
from parsers.segments.reads import Day
from parsers.xml.reads import Message
from parsers.xml.tree import Node


@dataclass(frozen=True, slots=True)
class Wanted:
    """A day, or a window with one or both of its ends."""

    day: Day | None = None
    earliest: Day | None = None
    latest: Day | None = None

    @property
    def days(self) -> tuple[object, ...]:
        return tuple(read.value if read else None for read in (self.day, self.earliest, self.latest))

    def __bool__(self) -> bool:
        return any(self.days)

    @property
    def fields(self) -> dict[str, Day | None]:
        return {
            "requested_delivery_date": self.day,
            "earliest_delivery_date": self.earliest,
            "latest_delivery_date": self.latest,
        }


def period(start: Day | None, end: Day | None) -> Wanted:
    """Of both ends; the same day twice is that day."""
    if start and end and start.value == end.value:
        return Wanted(day=start.model_copy(update={"evidence": (*start.evidence, *end.evidence)}))
    return Wanted(earliest=start, latest=end)


def line_day(message: Message, wanted: Wanted, heading: Wanted, path: str, at: Node | None) -> Day | None:
    """The line's own day; a window of its own that is not the heading's is asked about."""
    if wanted and not wanted.day and wanted.days[1:] != heading.days[1:]:
        shown = " to ".join(str(day) if day else "…" for day in wanted.days[1:])
        sentence = "The line has a delivery window of its own. Choose the day on which it is to be delivered."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.requested_date", at, found=shown)
    return wanted.day
