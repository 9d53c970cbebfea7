"""Amounts as a document means them, for the rules that add them up."""

from decimal import Decimal

from orders import units
from orders.completion import LARGEST_AMOUNT
from orders.currencies import smallest_amount
from orders.policy import Policy
from orders.reading import LineReading, OrderReading, Read

MOST_DECIMALS = 12


def computed_amount(line: LineReading) -> Decimal | None:
    """Quantity x price / basis less the discount, not rounded; None where the line does not say enough.

    Also None for a price in a unit that the quantity cannot be converted to without the catalogue: 48 pieces at a
    price for a kilogram.
    """
    if line.quantity is None or line.unit_price is None:
        return None
    scale = _price_units(line)
    basis = _or(line.price_basis, Decimal(1))
    discount = _or(line.discount_percent, Decimal(0))
    numbers = (line.quantity.value, line.unit_price.value, basis, discount)
    if scale is None or basis <= 0 or not all(map(in_range, numbers)):
        return None
    factor = (Decimal(100) - discount) / Decimal(100)
    return line.quantity.value * scale * line.unit_price.value / basis * factor


def line_amount(line: LineReading) -> Decimal | None:
    """The printed total of a line, else the computed one."""
    if line.line_total is None:
        return computed_amount(line)
    return line.line_total.value if in_range(line.line_total.value) else None


def in_range(value: Decimal) -> bool:
    """Whether the number is of a size that orders have; another rule blocks the others, nobody calculates with them."""
    return value == 0 or -MOST_DECIMALS <= value.adjusted() < LARGEST_AMOUNT.adjusted()


def rounding(policy: Policy, reading: OrderReading, amount: Decimal, additions: int = 1) -> Decimal:
    """How far a printed amount made of so many roundings may stray: the larger of both tolerances of the policy."""
    smallest = smallest_amount(reading.currency.value.strip().upper()) if reading.currency else Decimal(0)
    by_roundings = max(policy.rounding_tolerance_amount, smallest) * additions
    return max(by_roundings, abs(amount) * policy.rounding_tolerance_percent / 100)


def _price_units(line: LineReading) -> Decimal | None:
    """How many units of the price one unit of the quantity is."""
    if line.price_uom is None or line.uom is None or units.same_unit(line.uom.value, line.price_uom.value):
        return Decimal(1)
    ratio = units.ratio(line.uom.value, line.price_uom.value)
    return None if ratio is None else Decimal(ratio.numerator) / Decimal(ratio.denominator)


def _or(read: Read[Decimal] | None, absent: Decimal) -> Decimal:
    return absent if read is None else read.value
