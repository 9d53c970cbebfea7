"""DTM C507: dates and periods as people write them in 2379 formats.

Times of day are left out: an order's dates are days, and midnight (`201508030000:203`) means that no time was meant.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.reads import Day, Message

# 2379 to the pattern of the part that is the day, its length, and how long the whole may be: a text longer or shorter
# than its format is in another one. With four digits for the year a time more or less does no harm.
_DAYS = {
    "": ("%Y%m%d", 8, {8, 12, 14}),
    "2": ("%d%m%y", 6, {6}),
    "3": ("%m%d%y", 6, {6}),
    "4": ("%d%m%Y", 8, {8}),
    "101": ("%y%m%d", 6, {6}),
    "102": ("%Y%m%d", 8, {8, 12, 14}),
    "201": ("%y%m%d", 6, {6, 10}),
    "202": ("%y%m%d", 6, {6, 12}),
    "203": ("%Y%m%d", 8, {8, 12, 14}),
    "204": ("%Y%m%d", 8, {8, 12, 14}),
    "205": ("%Y%m%d", 8, {8, 12, 15, 17}),
    "301": ("%y%m%d", 6, {10, 13}),
    "302": ("%y%m%d", 6, {12, 15}),
    "303": ("%Y%m%d", 8, {8, 12, 13, 15, 17}),
    "304": ("%Y%m%d", 8, {8, 14, 15, 17, 19}),
}
# Periods of two days: where the second day begins in the digits (hyphens taken out).
_PERIODS = {"711": ("%Y%m%d", 8, 8), "718": ("%Y%m%d", 8, 8), "713": ("%y%m%d", 6, 10), "719": ("%Y%m%d", 8, 12)}
_LONGEST_CODE = 3
_CENTURY = 2000
# Times of day without a day; they accompany another DTM.
_TIMES = frozenset({"401", "402", "404"})
# Too long to plan a delivery by.
_COARSE = {"602": "a year", "608": "a quarter", "613": "a ten-day period"}
# Weeks (ISO 8601) and months, by the digits of their year.
_WEEKS, _MONTHS = {"615": 2, "616": 4}, {"609": 2, "610": 4}


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day of what a DTM names; the same for a single day."""

    first: date
    last: date


def span(segment: Segment) -> Span | str:
    """The days a DTM names, or a sentence that says why there are none."""
    sent = segment.component(1, 2).strip()
    code = segment.component(1, 3).strip()
    if code in _COARSE:
        return f"“{sent}” names {_COARSE[code]}, not a day. Choose the day."
    if code in _WEEKS or code in _MONTHS:
        found = _week(sent, _WEEKS[code]) if code in _WEEKS else _month(sent, _MONTHS[code])
        return found or f"“{sent}” in format {code} is no week or month. Type the date."
    if code in _PERIODS:
        pattern, length, second = _PERIODS[code]
        digits = sent.replace("-", "") if len(sent.replace("-", "")) == 2 * second else ""
        first, last = _day(digits[:length], pattern), _day(digits[second : second + length], pattern)
        return Span(first, last) if first and last and first <= last else f"“{sent}” is no period of days."
    pattern, length, lengths = _DAYS.get(code, ("", 0, set()))
    day = _day(sent[:length], pattern) if len(sent) in lengths else None
    if day is None:
        return f"“{sent}” in format {code or '(none)'} is no date that can be read. Type the date."
    return Span(day, day)


def _week(sent: str, years: int) -> Span | None:
    if not (sent.isascii() and sent.isdecimal()) or len(sent) != years + 2:
        return None
    year = int(sent[:years]) + (0 if years == len("2026") else _CENTURY)
    try:
        return Span(date.fromisocalendar(year, int(sent[years:]), 1), date.fromisocalendar(year, int(sent[years:]), 7))
    except ValueError:
        return None


def _month(sent: str, years: int) -> Span | None:
    first = _day(f"{sent}01", "%Y%m%d" if years == len("2026") else "%y%m%d") if len(sent) == years + 2 else None
    return Span(first, first.replace(day=monthrange(first.year, first.month)[1])) if first else None


def _day(digits: str, pattern: str) -> date | None:
    if not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        # Only the calendar day is taken, so the missing zone does no harm.
        return datetime.strptime(digits, pattern).date()  # noqa: DTZ007 -- only the day is kept
    except ValueError:
        return None


def period(segments: Iterable[Segment]) -> tuple[Segment, Span] | None:
    """The one segment that names days, with them, where these are several."""
    named = [segment for segment in segments if names_a_day(segment)]
    days = span(named[0]) if len(named) == 1 else ""
    return (named[0], days) if isinstance(days, Span) and days.first != days.last else None


def day(message: Message, segments: list[Segment], path: str) -> Day | None:
    """The one day that the segments name; none, with a finding, where it is no day or they differ."""
    found = [
        (segment, days.first)
        for segment in segments
        if names_a_day(segment) and (days := _single_day(message, segment, path))
    ]
    if not found:
        return None
    if len({value for _, value in found}) > 1:
        listed = ", ".join(value.isoformat() for _, value in found)
        sentence = f"Several dates for one meaning: {listed}. Choose the one that is meant."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, found[1][0])
    segment, value = found[0]
    return Day(value=value, evidence=(message.place(segment, 1, 2),))


def names_a_day(segment: Segment) -> bool:
    """Not where it gives a time of day only, or nothing: systems send an empty date or zeros for none."""
    code = segment.component(1, 3).strip()
    return code not in _TIMES and (bool(segment.component(1, 2).strip(" 0")) or len(code) > _LONGEST_CODE)


def _single_day(message: Message, segment: Segment, path: str) -> Span | None:
    days = span(segment)
    if isinstance(days, str):
        message.hold(FindingCode.INVALID_VALUE, days, path, segment)
        return None
    if days.first != days.last:
        sentence = f"A period from {days.first} to {days.last}. Choose the day."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, segment)
        return None
    return days
