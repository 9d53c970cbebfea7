"""The dates of the heading: when the order was made, and when the goods are wanted."""

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import OrderKind, OtherDateReading
from parsers.edifact.dates import day, period
from parsers.edifact.other_dates import EARLIEST, LATEST, OTHER_DATES, other_dates
from parsers.segments.groups import Group
from parsers.segments.reads import Day, Message

_REQUESTED = "2"
_ISSUED = ("137", "4")


def order_dates(message: Message, root: Group, kind: OrderKind) -> dict[str, Day | tuple[OtherDateReading, ...] | None]:
    """The dates by their fields. A requested date that names several days is the window of the delivery."""
    requested = root.qualified("DTM", _REQUESTED)
    first, last = _window(message, requested)
    if not root.qualified("DTM", *_ISSUED):
        _tell_misplaced_date(message, root)
    ordered = day(message, root.qualified("DTM", "137") or root.qualified("DTM", "4"), "order_date")
    wanted = None if first else day(message, requested, "requested_delivery_date")
    if ordered and wanted and ordered.value == wanted.value:
        sentence = "The delivery is requested for the day of the order, which some systems send where nobody chose one."
        message.note(FindingCode.AMBIGUOUS_VALUE, sentence, "requested_delivery_date", requested[0])
    return {
        "order_date": ordered,
        "requested_delivery_date": wanted,
        "earliest_delivery_date": _end(message, root, EARLIEST, "earliest_delivery_date") or first,
        "latest_delivery_date": _end(message, root, LATEST, "latest_delivery_date") or last,
        "other_dates": other_dates(message, root.qualified("DTM", *OTHER_DATES), "", kind),
    }


def _end(message: Message, root: Group, qualifiers: tuple[str, ...], path: str) -> Day | None:
    return day(message, root.qualified("DTM", *qualifiers), path)


def _window(message: Message, requested: list[Segment]) -> tuple[Day | None, Day | None]:
    """The first and last day of the one period that is requested; nothing where it is a day, or where there are two."""
    named = period(requested)
    if named is None:
        return None, None
    segment, days = named
    place = message.place(segment, 1, 2)
    sentence = f"A delivery is requested from {days.first} to {days.last}; no day of it is preferred."
    message.note(FindingCode.AMBIGUOUS_VALUE, sentence, "requested_delivery_date", segment)
    return Day(value=days.first, evidence=(place,)), Day(value=days.last, evidence=(place,))


def _tell_misplaced_date(message: Message, root: Group) -> None:
    for segment in root.everything():
        if segment.tag == "DTM" and segment.component(1) == "137":
            sentence = "The only date of a document stands behind a reference or in a line. Type the date of the order."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "order_date", segment)
