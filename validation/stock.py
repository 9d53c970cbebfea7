"""Whether there is enough: the order's demand for each item against what is there and comes in by the requested day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from orders.findings import Detail, Finding, FindingCode
from orders.reference import Item
from orders.resolution import Fact
from validation.goods.alternatives import alternatives
from validation.goods.availability import NOT_KNOWN, Availability, availabilities, requested
from validation.goods.demand import base_demand, ordered_item
from validation.goods.short_stock import Short, remedies
from validation.rule import Case, Verdict
from validation.words.wording import fraction, hold, line_name, note, with_fixes

MOST_DAYS_SHOWN = 5


class StockAvailable:
    """Holds an order that asks for more than there is, all its lines of one item together; notes it if so set.

    Either a part of a line is there on its day, with the days on which the rest is, or nothing of it.
    """

    name = "stock"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if not case.reference.has("stock"):
            message = "Stock was not checked: none is loaded. Import stock.csv."
            return Verdict(findings=(note(FindingCode.NOT_CHECKED, "", message, found="stock"),))
        weighed = list(_weighed(case))
        instead = alternatives(case, [short.item for short in weighed if isinstance(short, Short)])
        return Verdict(
            findings=tuple(
                _short(case, one, instead[one.item.sku]) if isinstance(one, Short) else one for one in weighed
            )
        )


def _weighed(case: Case) -> Iterator[Short | Finding]:
    asked: defaultdict[str, Fraction] = defaultdict(Fraction)
    items = [ordered_item(case, index) for index in range(len(case.reading.lines))]
    there = availabilities(case, [item for item in items if item])
    for index, item in enumerate(items):
        demand = base_demand(case, index, item) if item else None
        if item is None or demand is None:
            continue
        available = there.get(item.sku, NOT_KNOWN)
        before, asked[item.sku] = asked[item.sku], asked[item.sku] + demand
        if available.stock is None:
            message = f"{line_name(case.reading, index)}: the stock of {item.sku} is not known, so it was not checked."
            yield note(FindingCode.NOT_CHECKED, f"lines[{index}].quantity", message, found="stock")
        elif asked[item.sku] > available.by(requested(case, index)):
            yield Short(index, item, demand, before, available, requested(case, index))


def _short(case: Case, short: Short, instead: Sequence[Item]) -> Finding:
    weigh = hold if case.policy.hold_short_stock else note
    demand, left = fraction(short.demand), fraction(short.left)
    by = f" by {short.wanted}" if short.wanted else ""
    there = f"only {left} available{by}" if short.left else f"none available{by}"
    promise = f" All of it can be there on {short.enough_on}." if short.enough_on else ""
    remedy = "Agree on a date or a part delivery" if short.left else "Agree on a date"
    finding = weigh(
        FindingCode.STOCK_SHORT,
        f"lines[{short.index}].quantity",
        f"{line_name(case.reading, short.index)}: {demand} {short.item.unit} of {short.item.sku} ordered, "
        f"{there}.{promise} {remedy}, or accept the order as it is.",
        found=demand,
        expected=left,
    )
    there_instead = availabilities(case, instead)
    others = [(item, there_instead.get(item.sku, NOT_KNOWN)) for item in instead]
    details = (*_days(short), *_others(short, others))
    return with_fixes(finding, *remedies(case, short, others)).model_copy(update={"details": details})


def _days(short: Short) -> Iterator[Detail]:
    """When how much of the line can be there."""
    yield Detail(name=str(short.wanted or "Now"), text=f"{fraction(short.left)} {short.item.unit}")
    for day, available in list(short.availability.days_after(short.wanted))[:MOST_DAYS_SHOWN]:
        left = min(short.demand, max(Fraction(0), available - short.before))
        yield Detail(name=str(day), text=f"{fraction(left)} {short.item.unit}")


def _others(short: Short, others: Sequence[tuple[Item, Availability]]) -> Iterator[Detail]:
    for item, available in others:
        described = item.descriptions[0] if item.descriptions else ""
        there = "stock not known" if available.stock is None else f"{fraction(available.by(short.wanted))} {item.unit}"
        yield Detail(name=f"Instead: {item.sku}", text=there, beside=described)
