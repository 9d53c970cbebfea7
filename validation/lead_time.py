"""Whether there is time to make or buy what is not in stock."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orders.findings import Finding, FindingCode
from orders.reading import LineAction, OrderKind, Read
from orders.reference import Item
from orders.resolution import Fact
from validation.goods.availability import Availability, availabilities
from validation.goods.demand import base_demand, ordered_item
from validation.goods.working_days import working_days
from validation.rule import Case, Verdict
from validation.words.wording import fix, hold, line_name, with_fixes

_HEADER = "requested_delivery_date"


class LeadTime:
    """Holds a delivery asked for sooner than its items take. What stock and incoming supply cover takes no time, less
    what was posted since.

    Lines without a date of their own are wanted on that of the order, and the longest of them decides.
    """

    name = "lead_time"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if case.reading.kind is OrderKind.CANCEL:
            return Verdict()
        wanted = list(_wanted(case))
        # The calendar is looked into only where an item takes time at all, and the stock where there is too little.
        earliest = _earliest(case, {one.days for one in wanted}) if wanted else {}
        soon = [one for one in wanted if one.days in earliest and one.on < earliest[one.days]]
        lacking: dict[str, Wanted] = {}
        for one in _not_there(case, soon):
            if one.path not in lacking or lacking[one.path].days < one.days:
                lacking[one.path] = one
        return Verdict(findings=tuple(_finding(case, one, earliest[one.days]) for one in lacking.values()))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line whose item takes so many working days, when it is wanted, and the field that says so."""

    index: int
    item: Item
    days: int
    path: str
    on: date


def _wanted(case: Case) -> Iterator[Wanted]:
    for index, line in enumerate(case.reading.lines):
        if line.action and line.action.value in (LineAction.CANCEL, LineAction.NONE):
            continue
        item = ordered_item(case, index)
        path, read = _date(case, index)
        if item and read:
            days = case.policy.lead_time_days if item.lead_time_days is None else item.lead_time_days
            if days:
                yield Wanted(index, item, days, path, read.value)


def _earliest(case: Case, counts: Collection[int]) -> Mapping[int, date]:
    """The day on which so many working days are over."""
    calendar = working_days(case)
    return {count: day for count in counts if (day := calendar.later(case.today, count))}


def _not_there(case: Case, soon: Sequence[Wanted]) -> Iterator[Wanted]:
    """Those that stock and incoming supply do not cover, all lines of an item together."""
    asked: defaultdict[str, Fraction] = defaultdict(Fraction)
    known = availabilities(case, [one.item for one in soon])
    for one in soon:
        demand, sku = base_demand(case, one.index, one.item), one.item.sku
        asked[sku] += demand or 0
        available = known.get(sku) or Availability(None, case.reference.incoming(sku))
        if demand is None or asked[sku] > available.by(one.on):
            yield one


def _date(case: Case, index: int) -> tuple[str, Read[date] | None]:
    own = case.reading.lines[index].requested_date
    return (f"lines[{index}].requested_date", own) if own else (_HEADER, case.reading.requested_delivery_date)


def _finding(case: Case, wanted: Wanted, earliest: date) -> Finding:
    finding = hold(
        FindingCode.LEAD_TIME,
        wanted.path,
        f"{line_name(case.reading, wanted.index)}: {wanted.item.sku} takes {wanted.days} working days and can be "
        f"there on {earliest} at the earliest; the delivery is wanted on {wanted.on}. "
        "Agree on a date with the customer, or accept the order as it is.",
        found=str(wanted.on),
        # Not the day, which is another one tomorrow: what a person accepted today is accepted then.
        expected=f"{wanted.days} working days",
    )
    return with_fixes(finding, fix(f"Deliver on {earliest}", wanted.path, str(earliest)))
