"""Whether there is enough: the order's demand for each item against what is there and comes in by the requested day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orders.findings import Finding, FindingCode, Fix
from orders.reference import Item, Supply
from orders.resolution import Fact
from validation.demand import base_demand, ordered_item
from validation.rule import Case, Verdict
from validation.wording import fix, fraction, hold, line_name, note, with_fixes


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
            continue
        incoming = case.reference.incoming(item.sku)
        by_then = Fraction(available) + _until(incoming, _requested(case, index))
        if asked[item.sku] > by_then:
            short = Short(demand, max(Fraction(0), by_then - before), asked[item.sku] - Fraction(available))
            yield _short(case, index, item, short, incoming)


@dataclass(frozen=True, slots=True)
class Short:
    """A line's demand, what of it there will be on the requested day, and what its item lacks in stock in all."""

    demand: Fraction
    left: Fraction
    lacking: Fraction


def _requested(case: Case, index: int) -> date | None:
    read = case.reading.lines[index].requested_date or case.reading.requested_delivery_date
    return read.value if read else None


def _until(incoming: Sequence[Supply], day: date | None) -> Fraction:
    """What comes in by the requested day; nothing where none is requested."""
    return sum((Fraction(supply.quantity) for supply in incoming if day and supply.day <= day), Fraction(0))


def _short(case: Case, index: int, item: Item, short: Short, incoming: Sequence[Supply]) -> Finding:
    weigh = hold if case.policy.hold_short_stock else note
    enough = _enough_on(incoming, short.lacking)
    promise = f" All of it can be there on {enough}." if enough else ""
    finding = weigh(
        FindingCode.STOCK_SHORT,
        f"lines[{index}].quantity",
        f"{line_name(case.reading, index)}: {fraction(short.demand)} {item.unit} of {item.sku} ordered, "
        f"{fraction(short.left)} available.{promise} Agree on a date or a part delivery, or accept the order as it is.",
        found=fraction(short.demand),
        expected=fraction(short.left),
    )
    return with_fixes(finding, *_later(index, enough))


def _enough_on(incoming: Sequence[Supply], lacking: Fraction) -> date | None:
    """The first day on which what came in makes up for what is lacking."""
    coming = Fraction(0)
    for supply in incoming:
        coming += Fraction(supply.quantity)
        if coming >= lacking:
            return supply.day
    return None


def _later(index: int, enough: date | None) -> Iterator[Fix]:
    if enough:
        yield fix(f"Deliver it on {enough}", f"lines[{index}].requested_date", str(enough))
