"""Allowances and charges of segments: whether those that have amounts explain what a line or an order comes to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from orders.reading import AllowanceReading, LineReading
from orders.units import same_unit
from parsers.segments.reads import Number

CENT = Decimal("0.01")
PIECE = "C62"
"""What a quantity without a unit counts, as far as comparing units goes."""


def goods_of(price: Mapping[str, Any], quantity: Number | None) -> Decimal | None:
    """Quantity x price / basis; nothing where the price is for another unit, or where one of them is missing."""
    unit, basis, per, ordered = (price.get(name) for name in ("unit_price", "price_basis", "price_uom", "uom"))
    if quantity is None or unit is None or (basis and basis.value <= 0):
        return None
    if per and not same_unit(per.value, ordered.value if ordered else PIECE):
        return None
    amount: Decimal = quantity.value * unit.value / (basis.value if basis else Decimal(1))
    return amount


def total(found: Sequence[AllowanceReading]) -> Decimal:
    """What all of them add to the sum."""
    return sum((one.signed for one in found), Decimal(0))


def explain(found: Sequence[AllowanceReading], goods: Decimal | None, amount: Decimal | None) -> bool:
    """Whether the goods with all of them are the amount to the cent; each has to have an amount of its own."""
    if goods is None or amount is None or not all(one.amount and one.amount.value >= 0 for one in found):
        return False
    return abs(goods + total(found) - amount) <= CENT


def worth(lines: Sequence[LineReading]) -> Decimal | None:
    """What the lines come to, by their own amounts or their prices; nothing where one does not say."""
    amounts = [line.line_total.value if line.line_total else _reckoned(line) for line in lines]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(lines) else None


def _reckoned(line: LineReading) -> Decimal | None:
    goods = goods_of(dict(line), line.quantity)
    discount = line.discount_percent.value if line.discount_percent else Decimal(0)
    return None if goods is None else goods * (100 - discount) / 100
