"""Dates that contradict each other or the calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

from orders.evidence import Segment, XmlPath
from orders.findings import Change, Finding, FindingCode, Fix
from orders.reading import OrderReading, Read
from orders.resolution import Fact
from validation.goods.working_days import working_days
from validation.rule import Case, Verdict
from validation.words.wording import fix, hold, line_name, note, with_fixes

LONGEST_LEAD = timedelta(days=3 * 366)
"""A delivery later than this after the order is more likely a misread year than a plan."""
OLD = timedelta(days=366)
AHEAD = timedelta(days=31)
_WINDOW_END = "latest_delivery_date"


class Dates:
    """Holds what the document itself contradicts; notes what is only odd today, since old orders are read again too."""

    name = "dates"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        reading = case.reading
        findings = [*_window(reading), *_outside(reading), *_age(reading, case.today)]
        soonest = _soonest(case)
        for path, what, read in _deliveries(reading):
            findings += _delivery(case, path, what, read, soonest)
        return Verdict(findings=tuple(findings))


def _deliveries(reading: OrderReading) -> Iterator[tuple[str, str, Read[date]]]:
    for name in ("requested_delivery_date", "latest_delivery_date"):
        read: Read[date] | None = getattr(reading, name)
        if read:
            yield name, f"The {name.replace('_', ' ')}", read
    for index, line in enumerate(reading.lines):
        if line.requested_date:
            yield f"lines[{index}].requested_date", f"{line_name(reading, index)}: the delivery", line.requested_date


def _soonest(case: Case) -> date | None:
    """The next working day, for what was wanted earlier; the calendar is looked into only then."""
    past = any(read.value < case.today for _path, _what, read in _deliveries(case.reading))
    return working_days(case).next(case.today) if past else None


def _delivery(case: Case, path: str, what: str, read: Read[date], soonest: date | None) -> Iterator[Finding]:
    ordered = case.reading.order_date
    if ordered and read.value < ordered.value and path == _WINDOW_END and _is_stated_as_such(read):
        message = (
            f"{what} {read.value} lies before the order date {ordered.value}, so the delivery window binds nothing. "
            "Agree on a day with the customer if it matters."
        )
        yield with_fixes(note(FindingCode.DATE_IMPLAUSIBLE, path, message, found=str(read.value)), _no_date(path))
    elif ordered and read.value < ordered.value:
        before = _contradicts(path, what, read, f"lies before the order date {ordered.value}", f"from {ordered.value}")
        yield with_fixes(before, *_instead(path, read.value, ordered.value))
    elif ordered and read.value - ordered.value > LONGEST_LEAD:
        late = _contradicts(path, what, read, f"lies years after the order date {ordered.value}", "a nearer date")
        yield with_fixes(late, *_instead(path, read.value, ordered.value))
    elif read.value < case.today:
        message = f"{what} {read.value} is past. Agree on a new date with the customer if the goods have not left."
        past = note(FindingCode.DATE_IMPLAUSIBLE, path, message, found=str(read.value))
        yield with_fixes(past, *([fix(f"Deliver on {soonest}", path, str(soonest))] if soonest else []))


def _instead(path: str, read: date, ordered: date) -> Iterator[Fix]:
    """Day and month the other way round, or the year of the order, where that is possible; or no date."""
    swapped = [read.replace(month=read.day, day=read.month)] if read.day <= 12 else []
    nearer = [read.replace(year=ordered.year)] if (read.month, read.day) != (2, 29) else []
    for day in dict.fromkeys((*swapped, *nearer)):
        if day != read and timedelta() <= day - ordered <= LONGEST_LEAD:
            yield fix(f"It is {day}", path, str(day))
    yield _no_date(path)


def _no_date(path: str) -> Fix:
    return fix("No date is asked for", path, "")


def _is_stated_as_such(read: Read[date]) -> bool:
    """Whether an interchange gives it in a field of its own, where nothing can be misread: a period left from before.

    A day that is asked for is another thing: it is meant, so one that cannot be is a mistake to ask about.
    """
    return bool(read.evidence) and all(isinstance(place, XmlPath | Segment) for place in read.evidence)


def _contradicts(path: str, what: str, read: Read[date], how: str, expected: str) -> Finding:
    message = f"{what} {read.value} {how}. Compare both with the document."
    return hold(FindingCode.DATE_IMPLAUSIBLE, path, message, found=str(read.value), expected=expected)


def _window(reading: OrderReading) -> Iterator[Finding]:
    earliest, latest = reading.earliest_delivery_date, reading.latest_delivery_date
    if earliest and latest and earliest.value > latest.value:
        crossed = hold(
            FindingCode.DATE_IMPLAUSIBLE,
            "earliest_delivery_date",
            f"The earliest delivery {earliest.value} lies behind the latest {latest.value}. "
            "Compare both with the document.",
            found=str(earliest.value),
            expected=f"until {latest.value}",
        )
        changes = (
            Change(path="earliest_delivery_date", value=str(latest.value)),
            Change(path="latest_delivery_date", value=str(earliest.value)),
        )
        yield with_fixes(crossed, Fix(label="The other way round", changes=changes))


def _outside(reading: OrderReading) -> Iterator[Finding]:
    requested, latest = reading.requested_delivery_date, reading.latest_delivery_date
    earliest = reading.earliest_delivery_date
    what = "The requested delivery"
    if requested and latest and requested.value > latest.value:
        how, expected = f"lies behind the latest {latest.value}", f"until {latest.value}"
        late = _contradicts("requested_delivery_date", what, requested, how, expected)
        yield with_fixes(late, fix(f"Deliver on {latest.value}", "requested_delivery_date", str(latest.value)))
    if requested and earliest and requested.value < earliest.value:
        how, expected = f"lies before the earliest {earliest.value}", f"from {earliest.value}"
        early = _contradicts("requested_delivery_date", what, requested, how, expected)
        yield with_fixes(early, fix(f"Deliver on {earliest.value}", "requested_delivery_date", str(earliest.value)))


def _age(reading: OrderReading, today: date) -> Iterator[Finding]:
    if reading.order_date is None:
        return
    ordered = reading.order_date.value
    if today - ordered > OLD or ordered - today > AHEAD:
        how = "more than a year ago" if ordered < today else "more than a month ahead"
        message = f"The order date {ordered} is {how}. Look whether the order is still meant."
        yield note(FindingCode.DATE_IMPLAUSIBLE, "order_date", message, found=str(ordered))
