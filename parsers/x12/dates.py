"""Dates of X12: CCYYMMDD since version 004010, YYMMDD before, the century apart where it is sent at all.

Data element 374 says what a date is; times of day are left out, as an order's dates are days.
"""

from datetime import date, datetime

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Day, Message

REQUESTED, EARLIEST, LATEST = ("002",), ("064",), ("063",)
# What binds the delivery in a way the order has no field for; none of it is turned into a delivery date.
OTHER_DATES = {
    "001": "a date after which the order is void",
    "010": "a requested shipment date",
    "017": "an estimated delivery date",
    "037": "an earliest shipment date",
    "038": "a latest shipment date",
    "061": "a date before which the order is void",
    "067": "a scheduled delivery date",
    "068": "a scheduled shipment date",
    "069": "a promised delivery date",
    "070": "a scheduled pick-up date",
    "074": "a date until which delivery is asked for",
    "077": "a week in which delivery is asked for",
    "079": "a promised shipment date",
    "106": "a date by which it is required",
    "118": "a requested pick-up date",
    "175": "a cancel date",
    "176": "a cancel date",
    "177": "a cancel date",
}


def day(message: Message, segment: Segment, element: int, path: str) -> Day | None:
    """The day in an element, or none; what is no date is a finding."""
    sent = segment.component(element).strip()
    if not sent.strip("0"):
        return None
    value = _day(sent, _century(segment, element))
    if value is None:
        message.hold(FindingCode.INVALID_VALUE, f"“{sent}” is no date that can be read. Type the date.", path, segment)
        return None
    return Day(value=value, evidence=(message.place(segment, element, 1),))


def qualified_day(message: Message, group: Group, qualifiers: tuple[str, ...], path: str) -> Day | None:
    """The one day that the DTM segments with one of the qualifiers name; none, with a finding, where they differ."""
    found = [(segment, read) for segment in dated(group, *qualifiers) if (read := day(message, segment, 2, path))]
    if len({read.value for _, read in found}) > 1:
        listed = ", ".join(read.value.isoformat() for _, read in found)
        sentence = f"Several dates for one meaning: {listed}. Choose the one that is meant."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, found[1][0])
    return found[0][1] if found else None


def dated(group: Group, *qualifiers: str) -> list[Segment]:
    """The DTM segments with these qualifiers, which old versions and hand-written maps send without the zeros."""
    wanted = {qualifier.lstrip("0") for qualifier in qualifiers}
    return [segment for segment in group.all("DTM") if segment.component(1).strip().lstrip("0") in wanted]


def tell_other_dates(message: Message, group: Group, path: str, *, is_dated: bool) -> None:
    """What else binds the delivery: shown beside a requested date, asked about where there is none."""
    tell = message.note if is_dated else message.hold
    for segment in dated(group, *OTHER_DATES):
        meaning = OTHER_DATES[segment.component(1).strip().zfill(3)]
        sentence = f"The document gives {meaning}, not a delivery date. Type the date that keeps it."
        tell(FindingCode.AMBIGUOUS_VALUE, sentence, path, segment)


def _century(segment: Segment, element: int) -> str:
    """DTM05 of the versions before 004010."""
    sent = segment.component(5).strip() if segment.tag == "DTM" and element == 2 else ""
    return sent if sent in ("19", "20") else ""


def _day(digits: str, century: str) -> date | None:
    if not (digits.isascii() and digits.isdecimal()) or len(digits) not in (6, 8):
        return None
    whole = century + digits if len(digits) == 6 and century else digits
    try:
        # Only the calendar day is taken, so the missing zone does no harm.
        return datetime.strptime(whole, "%Y%m%d" if len(whole) == 8 else "%y%m%d").date()  # noqa: DTZ007 -- only the day
    except ValueError:
        return None
