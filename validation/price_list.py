"""What a line should cost, by the supplier's own prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from orders.reference import Item, Price
from validation.item_units import meant_by
from validation.rule import Case


@dataclass(frozen=True, slots=True)
class Expected:
    """A price of ours; `each` is for one base unit."""

    price: Price
    each: Fraction
    price_unit: Fraction
    """How many base units one unit of the price is."""


def expected_prices(case: Case, index: int, item: Item) -> Sequence[Expected]:
    """The prices that may hold for a line, in its currency: contract before list, that of the stated part number first.

    A customer may have one item under several part numbers, at different prices.
    """
    line, customer = case.reading.lines[index], case.resolved("customer")
    on = case.reading.order_date.value if case.reading.order_date else case.today
    prices = [
        price for price in case.reference.prices(customer, item.sku, on) if price.currency == case.resolved("currency")
    ]
    contract = [price for price in prices if price.origin == "contract"]
    number = line.buyer_item.value.strip() if line.buyer_item else ""
    of_number = [price for price in contract if number and f"/{number} " in price.row]
    return [expected for price in of_number or contract or prices if (expected := _expected(price, item))]


def _expected(price: Price, item: Item) -> Expected | None:
    factor = Fraction(1)
    if price.unit:
        meant = meant_by(price.unit, item)
        if len(meant) != 1:
            return None
        factor = meant[0].factor
    return Expected(price, Fraction(price.amount) / (Fraction(price.basis) * factor), factor)
