"""Dates of X12: CCYYMMDD since version 004010, YYMMDD before, the century apart where it is sent at all.

Data element 374 says what a date is; times of day are left out, as an order's dates are days.
"""

from datetime import date, datetime

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Day, Message

REQUESTED = ("002",)


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
