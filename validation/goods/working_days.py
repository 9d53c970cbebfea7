"""On which days goods are delivered: not on the weekend of the policy, and not on closed days."""

from dataclasses import dataclass
from datetime import date

from orders.policy import Weekday
from validation.rule import Case

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_LONGEST_BREAK = 366
"""Days after which a calendar without any open day is taken for a mistake."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """`closed` are single days, beside the weekend."""

    closed: frozenset[date]
    weekend: frozenset[int]

    def has(self, day: date) -> bool:
        return day not in self.closed and day.weekday() not in self.weekend

    def next(self, day: date, *, step: int = 1) -> date | None:
        """The nearest one after this day, or before it with a step of -1; None where there is none for a year, or
        before the calendar of the machine ends.
        """
        numbers = (day.toordinal() + step * count for count in range(1, _LONGEST_BREAK))
        days = (date.fromordinal(number) for number in numbers if _FIRST <= number <= _LAST)
        return next(filter(self.has, days), None)

    def later(self, day: date, count: int) -> date | None:
        """So many working days after this one."""
        found: date | None = day
        for _ in range(count):
            found = self.next(found) if found else None
        return found


def working_days(case: Case) -> WorkingDays:
    """Those of the customer, or of everybody while it is not known."""
    has_calendar = case.reference.has("closed_days")
    closed = case.reference.closed_days(case.resolved("customer")) if has_calendar else ()
    numbers = {day: number for number, day in enumerate(Weekday)}
    return WorkingDays(frozenset(one.day for one in closed), frozenset(numbers[day] for day in case.policy.weekend))
