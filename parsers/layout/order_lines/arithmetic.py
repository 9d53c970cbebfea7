"""Whether the numbers of a line prove each other."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orders import units
from orders.reading import Read
from parsers.language.values import Number, Text
from parsers.layout.values.reads import proven

_CENT: Final = Decimal("0.01")
PROOF: Final = "quantity x price = amount"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a line as read."""

    quantity: Number | None = None
    uom: Text | None = None
    unit_price: Number | None = None
    price_basis: Number | None = None
    price_uom: Text | None = None
    discount_percent: Number | None = None
    line_total: Number | None = None


def adds_up(numbers: Numbers) -> bool:
    """Whether quantity x price / basis less discount is the amount, to the cent."""
    if numbers.quantity is None or numbers.unit_price is None or numbers.line_total is None:
        return False
    basis = _or(numbers.price_basis, Decimal(1))
    discount = _or(numbers.discount_percent, Decimal(0))
    if not basis or not _may_share(numbers.uom, numbers.price_uom):
        return False
    expected = numbers.quantity.value * numbers.unit_price.value / basis * (1 - discount / 100)
    return abs(expected - numbers.line_total.value) <= _CENT


def _or(read: Number | None, absent: Decimal) -> Decimal:
    return absent if read is None else read.value


def _may_share(uom: Text | None, price_uom: Text | None) -> bool:
    return uom is None or price_uom is None or units.same_unit(uom.value, price_uom.value)


def proven_numbers(one: Numbers) -> Numbers:
    def known(read: Read[Decimal] | None) -> Read[Decimal] | None:
        return proven(read, PROOF) if read is not None else None

    # Without a unit of its own, a quantity counts in the unit of the price with which it adds up.
    return Numbers(
        known(one.quantity),
        one.uom or one.price_uom,
        known(one.unit_price),
        known(one.price_basis),
        one.price_uom,
        known(one.discount_percent),
        known(one.line_total),
    )
