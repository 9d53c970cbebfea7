"""When goods are wanted: a period of one day is a date, any other a window; other days are for something else."""

from dataclasses import dataclass

from orders.conditions import DATE_WORDS, DateMeaning
from orders.findings import FindingCode
from orders.reading import OtherDateReading
from parsers.segments.reads import Day
from parsers.xml.reads import Message
from parsers.xml.tree import Node


@dataclass(frozen=True, slots=True)
class Wanted:
    """A day, or a window with one or both of its ends; and `others`, which are no days of a delivery asked for."""

    day: Day | None = None
    earliest: Day | None = None
    latest: Day | None = None
    others: tuple[OtherDateReading, ...] = ()

    @property
    def days(self) -> tuple[object, ...]:
        return tuple(read.value if read else None for read in (self.day, self.earliest, self.latest))

    def __bool__(self) -> bool:
        return any(self.days)

    @property
    def fields(self) -> dict[str, object]:
        return {
            "requested_delivery_date": self.day,
            "earliest_delivery_date": self.earliest,
            "latest_delivery_date": self.latest,
            "other_dates": self.others,
        }


def period(start: Day | None, end: Day | None) -> Wanted:
    """Of both ends; the same day twice is that day."""
    if start and end and start.value == end.value:
        return Wanted(day=start.model_copy(update={"evidence": (*start.evidence, *end.evidence)}))
    return Wanted(earliest=start, latest=end)


def other_date(message: Message, meaning: DateMeaning, day: Day | None, path: str, at: Node) -> OtherDateReading | None:
    """A day that is no delivery date, which goes along as what it is."""
    if day is None:
        return None
    sentence = f"The document gives a day that is no delivery date: {DATE_WORDS[meaning].lower()} {day.value}."
    message.note(FindingCode.AMBIGUOUS_VALUE, f"{sentence} It goes along as stated.", path, at, found=str(day.value))
    return OtherDateReading(meaning=meaning, day=day)


def line_dates(message: Message, wanted: Wanted, heading: Wanted, path: str, at: Node | None) -> dict[str, object]:
    """The line's own day and its other days; a window of its own that is not the heading's is among them."""
    others = list(wanted.others)
    if wanted and wanted.days[1:] != heading.days[1:]:
        others += _window(message, wanted, f"{path}.requested_date", at)
    return {"requested_date": wanted.day, "other_dates": tuple(others)}


def _window(message: Message, wanted: Wanted, path: str, at: Node | None) -> list[OtherDateReading]:
    ends = ((DateMeaning.DELIVERY_NOT_BEFORE, wanted.earliest), (DateMeaning.DELIVERY_NOT_AFTER, wanted.latest))
    found = [OtherDateReading(meaning=meaning, day=day) for meaning, day in ends if day is not None]
    shown = " to ".join(str(day.value) if day else "…" for _meaning, day in ends)
    if wanted.earliest and wanted.latest and wanted.earliest.value > wanted.latest.value:
        sentence = "The line's delivery window ends before it begins. Type the day on which it is to be delivered."
        message.hold(FindingCode.DATE_IMPLAUSIBLE, sentence, path, at, found=shown)
    elif found:
        sentence = "The line has a delivery window of its own, which goes along with it."
        message.note(FindingCode.AMBIGUOUS_VALUE, sentence, path, at, found=shown)
    return found
