"""Whether there is time to make or buy what is not in stock."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orders.findings import Finding, FindingCode
from orders.reading import LineAction, OrderKind, Read
from orders.reference import Item
from orders.resolution import Fact
from validation.demand import base_demand, ordered_item
from validation.rule import Case, Verdict
from validation.wording import fix, hold, line_name, with_fixes
from validation.working_days import WorkingDays, working_days

_HEADER = "requested_delivery_date"


class LeadTime:
    """Holds a delivery asked for sooner than its items take. What stock and incoming supply cover takes no time.

    Lines without a date of their own are wanted on that of the order, and the longest of them decides.
    """

    name = "lead_time"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if case.reading.kind is OrderKind.CANCEL:
            return Verdict()
        asked = _by_date(case)
        # The calendar is looked into only where an item takes time at all.
        days = working_days(case) if asked else None
        return Verdict(findings=tuple(_too_soon(case, days, asked)) if days else ())


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line whose item takes so many working days, and when it is wanted."""

    index: int
    item: Item
    days: int
    on: date


def _by_date(case: Case) -> Mapping[str, Sequence[Wanted]]:
    """By the field that holds the date, the lines whose items take time and are not there by then."""
    found: defaultdict[str, list[Wanted]] = defaultdict(list)
    asked: defaultdict[str, Fraction] = defaultdict(Fraction)
    for index, line in enumerate(case.reading.lines):
        if line.action and line.action.value in (LineAction.CANCEL, LineAction.NONE):
            continue
        item = ordered_item(case, index)
        path, read = _date(case, index)
        if item is None or read is None:
            continue
        demand = base_demand(case, index, item)
        asked[item.sku] += demand or 0
        days = case.policy.lead_time_days if item.lead_time_days is None else item.lead_time_days
        if days and (demand is None or asked[item.sku] > _there(case, item, read.value)):
            found[path].append(Wanted(index, item, days, read.value))
    return found


def _date(case: Case, index: int) -> tuple[str, Read[date] | None]:
    own = case.reading.lines[index].requested_date
    return (f"lines[{index}].requested_date", own) if own else (_HEADER, case.reading.requested_delivery_date)


def _there(case: Case, item: Item, day: date) -> Fraction:
    """What is in stock, and comes in by that day."""
    available = case.reference.available_stock(item.sku) if case.reference.has("stock") else None
    coming = (Fraction(supply.quantity) for supply in case.reference.incoming(item.sku) if supply.day <= day)
    return Fraction(available or 0) + sum(coming, Fraction(0))


def _too_soon(case: Case, days: WorkingDays, asked: Mapping[str, Sequence[Wanted]]) -> Iterator[Finding]:
    for path, wanted in asked.items():
        longest = max(wanted, key=lambda one: one.days)
        earliest = days.later(case.today, longest.days)
        if earliest and longest.on < earliest:
            yield _finding(case, path, longest, earliest)


def _finding(case: Case, path: str, wanted: Wanted, earliest: date) -> Finding:
    finding = hold(
        FindingCode.LEAD_TIME,
        path,
        f"{line_name(case.reading, wanted.index)}: {wanted.item.sku} takes {wanted.days} working days and can be "
        f"there on {earliest} at the earliest; the delivery is wanted on {wanted.on}. "
        "Agree on a date with the customer, or accept the order as it is.",
        found=str(wanted.on),
        # Not the day, which is another one tomorrow: what a person accepted today is accepted then.
        expected=f"{wanted.days} working days",
    )
    return with_fixes(finding, fix(f"Deliver on {earliest}", path, str(earliest)))
