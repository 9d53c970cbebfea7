"""What can be done about a line of which there is not enough: later, in two parts, or another item."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from orders import units
from orders.findings import Change, Fix
from orders.reading import LineReading
from orders.reference import Item
from validation.goods.availability import Availability
from validation.goods.demand import unit_factor
from validation.goods.item_units import exact
from validation.rule import Case
from validation.words.wording import fix, fraction, number

_COPIED = (
    "buyer_item",
    "supplier_item",
    "gtin",
    "description",
    "uom",
    "unit_price",
    "price_basis",
    "price_uom",
    "discount_percent",
)


@dataclass(frozen=True, slots=True)
class Short:
    """A line's demand in base units, after what lines above it ask for of the same item."""

    index: int
    item: Item
    demand: Fraction
    before: Fraction
    availability: Availability
    wanted: date | None

    @property
    def left(self) -> Fraction:
        """What there is of it on the day it is wanted."""
        return max(Fraction(0), self.availability.by(self.wanted) - self.before)

    @property
    def enough_on(self) -> date | None:
        """The first day on which there is all of it."""
        return self.availability.enough_on(self.before + self.demand)


def remedies(case: Case, short: Short, others: Sequence[tuple[Item, Availability]]) -> Iterator[Fix]:
    """The best first. Another item is only ever offered, and only where there is enough of it in the same unit."""
    if short.enough_on:
        yield fix(f"Deliver it on {short.enough_on}", f"lines[{short.index}].requested_date", str(short.enough_on))
        yield from _in_two_parts(case, short, short.enough_on)
    for item, available in others:
        there = available.by(short.wanted)
        if item.unit == short.item.unit and available.stock is not None and there >= short.demand:
            yield fix(
                f"Take {item.sku} instead, {fraction(there)} {item.unit} available",
                f"lines[{short.index}].item",
                item.sku,
            )


def _in_two_parts(case: Case, short: Short, rest_on: date) -> Iterator[Fix]:
    """What is there now, the rest as a line of its own, in the document's unit; not where that was converted."""
    line, factor = case.reading.lines[short.index], unit_factor(case, short.index, short.item)
    if factor is None or line.quantity is None or line.deliveries or case.resolved(f"lines[{short.index}].quantity"):
        return
    now = exact(_whole(short.left / factor, case.resolved(f"lines[{short.index}].unit")))
    if now:
        rest = line.quantity.value - now
        changes = (*_reduced(short.index, line, now), *_added(case, short, line, rest, rest_on))
        yield Fix(label=f"Deliver {number(now)} first and {number(rest)} on {rest_on}", changes=changes)


def _whole(quantity: Fraction, unit: str) -> Fraction:
    return quantity if units.is_divisible(unit) else Fraction(quantity.numerator // quantity.denominator)


def _reduced(index: int, line: LineReading, quantity: Decimal) -> Iterator[Change]:
    yield Change(path=f"lines[{index}].quantity", value=number(quantity))
    if line.line_total is not None:
        yield Change(path=f"lines[{index}].line_total", value="")


def _added(case: Case, short: Short, line: LineReading, quantity: Decimal, day: date) -> Iterator[Change]:
    """A further line at the end, for the same item at the same price."""
    path = f"lines[{len(case.reading.lines)}]"
    yield Change(path="lines[+]", value="")
    for name in _COPIED:
        read = getattr(line, name)
        if read is not None:
            value = number(read.value) if isinstance(read.value, Decimal) else str(read.value)
            yield Change(path=f"{path}.{name}", value=value)
    yield Change(path=f"{path}.item", value=short.item.sku)
    yield Change(path=f"{path}.unit", value=case.resolved(f"lines[{short.index}].unit"))
    yield Change(path=f"{path}.quantity", value=number(quantity))
    yield Change(path=f"{path}.requested_date", value=str(day))
