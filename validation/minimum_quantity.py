"""Whether enough is ordered to be sold at all."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from orders.findings import Finding, FindingCode, Fix
from orders.reference import Item
from orders.resolution import Fact
from validation.goods.demand import base_demand, ordered_item, unit_factor
from validation.goods.item_units import exact
from validation.rule import Case, Verdict
from validation.words.wording import fix, fraction, hold, line_name, number, with_fixes


class MinimumQuantity:
    """Holds a line that, with the others of its item, asks for less than the least that is sold at once."""

    name = "minimum_quantity"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        asked: defaultdict[str, Fraction] = defaultdict(Fraction)
        lines: dict[str, tuple[int, Item]] = {}
        for index in range(len(case.reading.lines)):
            item = ordered_item(case, index)
            demand = base_demand(case, index, item) if item and item.minimum_quantity else None
            if item and demand is not None and demand > 0:
                asked[item.sku] += demand
                lines.setdefault(item.sku, (index, item))
        short = ((*line, asked[sku]) for sku, line in lines.items() if asked[sku] < line[1].minimum_quantity)
        return Verdict(findings=tuple(_too_little(case, index, item, demand) for index, item, demand in short))


def _too_little(case: Case, index: int, item: Item, demand: Fraction) -> Finding:
    ordered, least = fraction(demand), number(item.minimum_quantity)
    finding = hold(
        FindingCode.MINIMUM_QUANTITY,
        f"lines[{index}].quantity",
        f"{line_name(case.reading, index)}: {ordered} {item.unit} of {item.sku} ordered, and it is sold from "
        f"{least} on. Raise the quantity with the customer's consent, or accept the order as it is.",
        found=ordered,
        expected=f"at least {least}",
    )
    return with_fixes(finding, *_raised(case, index, item, demand))


def _raised(case: Case, index: int, item: Item, demand: Fraction) -> Iterator[Fix]:
    """In the unit of the document; not offered where that was converted, or where several lines have the item."""
    factor, own = unit_factor(case, index, item), base_demand(case, index, item)
    if factor is None or own != demand or case.resolved(f"lines[{index}].quantity"):
        return
    quantity = exact(Fraction(item.minimum_quantity) / factor)
    if quantity is not None:
        yield fix(f"Make it {number(quantity)}", f"lines[{index}].quantity", number(quantity))
