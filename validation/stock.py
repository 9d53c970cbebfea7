"""Whether there is enough: the order's demand for each item against what is available."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from orders.findings import Finding, FindingCode
from orders.reference import Item
from orders.resolution import Fact
from validation.demand import base_demand, ordered_item
from validation.item_units import exact
from validation.rule import Case, Verdict
from validation.wording import hold, line_name, note, number


class StockAvailable:
    """Holds an order that asks for more than there is, all its lines of one item together; notes it if so set."""

    name = "stock"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if not case.reference.has("stock"):
            message = "Stock was not checked: none is loaded. Import stock.csv."
            return Verdict(findings=(note(FindingCode.NOT_CHECKED, "", message, found="stock"),))
        return Verdict(findings=tuple(_findings(case)))


def _findings(case: Case) -> Iterator[Finding]:
    asked: defaultdict[str, Fraction] = defaultdict(Fraction)
    for index in range(len(case.reading.lines)):
        item = ordered_item(case, index)
        demand = base_demand(case, index, item) if item else None
        if item is None or demand is None:
            continue
        available = case.reference.available_stock(item.sku)
        before, asked[item.sku] = asked[item.sku], asked[item.sku] + demand
        if available is None:
            message = f"{line_name(case.reading, index)}: the stock of {item.sku} is not known, so it was not checked."
            yield note(FindingCode.NOT_CHECKED, f"lines[{index}].quantity", message, found="stock")
        elif asked[item.sku] > Fraction(available):
            left = max(Fraction(0), Fraction(available) - before)
            yield _short(case, index, item, demand, left)


def _short(case: Case, index: int, item: Item, demand: Fraction, left: Fraction) -> Finding:
    weigh = hold if case.policy.hold_short_stock else note
    return weigh(
        FindingCode.STOCK_SHORT,
        f"lines[{index}].quantity",
        f"{line_name(case.reading, index)}: {_text(demand)} {item.unit} of {item.sku} ordered, "
        f"{_text(left)} available. Agree on a date or a part delivery, or accept the order as it is.",
        found=_text(demand),
        expected=_text(left),
    )


def _text(value: Fraction) -> str:
    decimal = exact(value)
    return str(value) if decimal is None else number(decimal)
