"""Deliveries asked for on days on which nothing is delivered."""

from collections.abc import Iterator
from datetime import date

from orders.findings import Finding, FindingCode, Fix
from orders.reading import Read
from orders.resolution import Fact
from validation.goods.working_days import WorkingDays, working_days
from validation.rule import Case, Verdict
from validation.words.wording import fix, hold, line_name, with_fixes


class ClosedDays:
    """Holds a delivery on a day that the calendar of everybody, or of this customer, has as closed."""

    name = "closed_days"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if not case.reference.has("closed_days"):
            return Verdict()
        closed = {one.day: one.reason for one in case.reference.closed_days(case.resolved("customer"))}
        asked = ((path, what, read.value) for path, what, read in _requested(case))
        days = working_days(case)
        found = (_closed(path, what, day, closed[day], days) for path, what, day in asked if day in closed)
        return Verdict(findings=tuple(found))


def _requested(case: Case) -> Iterator[tuple[str, str, Read[date]]]:
    reading = case.reading
    if reading.requested_delivery_date:
        yield "requested_delivery_date", "The requested delivery date", reading.requested_delivery_date
    for index, line in enumerate(reading.lines):
        if line.requested_date:
            yield f"lines[{index}].requested_date", f"{line_name(reading, index)}: the delivery", line.requested_date


def _closed(path: str, what: str, day: date, why: str, days: WorkingDays) -> Finding:
    reason = f" ({why})" if why else ""
    message = f"{what} {day} is a day without delivery{reason}. Agree on another day, or accept the order as it is."
    finding = hold(FindingCode.CLOSED_DAY, path, message, found=str(day))
    return with_fixes(finding, *_other_days(path, day, days))


def _other_days(path: str, day: date, days: WorkingDays) -> Iterator[Fix]:
    """The nearest working day after and before."""
    for other in (days.next(day), days.next(day, step=-1)):
        if other:
            yield fix(f"Make it {other}", path, str(other))
