"""What a line should cost, by the supplier's own prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from orders.matching import number_key
from orders.reading import Read
from orders.reference import Item, Price
from validation.goods.demand import base_demand
from validation.goods.item_units import ONE, meant_by
from validation.rule import Case


@dataclass(frozen=True, slots=True)
class Expected:
    """A price of ours; `each` is for one base unit."""

    price: Price
    each: Fraction
    price_unit: Fraction
    """How many base units one unit of the price is."""


def expected_prices(case: Case, index: int, item: Item) -> Sequence[Expected]:
    """The prices that may hold for a line, in its currency, the first of them expected.

    A quote that the order refers to by its number is the only price. Else quotes come before the contract, that of the
    stated part number first, and the list counts only without both. Of prices by quantity the one for the ordered
    quantity holds. A customer may have one item under several part numbers, at different prices.
    """
    line, customer, currency = case.reading.lines[index], case.resolved("customer"), case.resolved("currency")
    on = case.reading.order_date.value if case.reading.order_date else case.today
    prices = [price for price in case.reference.prices(customer, item.sku, on) if price.currency == currency]
    demand = base_demand(case, index, item)
    quotes = [price for price in prices if price.origin == "quote"]
    if referred := [price for price in quotes if is_named(price, case.reading.contract)]:
        return _all_expected(for_quantity(referred, demand), item)
    quoted = for_quantity(quotes, demand)
    number = line.buyer_item.value.strip() if line.buyer_item else ""
    contract = for_quantity(_contract([price for price in prices if price.origin == "contract"], number), demand)
    listed = for_quantity([price for price in prices if price.origin == "list"], demand)
    found = [*quoted, *contract] or listed
    return _all_expected(found, item)


def _all_expected(prices: Sequence[Price], item: Item) -> Sequence[Expected]:
    return [expected for price in prices if (expected := _expected(price, item))]


def is_named(quote: Price, contract: Read[str] | None) -> bool:
    """Whether the order refers to it, with whatever words beside its number."""
    number = number_key(quote.row.partition("/")[2].partition(" ")[0])
    return contract is not None and number in map(number_key, (contract.value, *contract.value.split()))


def for_quantity(prices: Sequence[Price], demand: Fraction | None) -> Sequence[Price]:
    """Those of the highest quantity that the demand reaches; of the lowest one while the demand is not known."""
    if not any(price.from_quantity for price in prices):
        return prices
    reached = [price for price in prices if demand is not None and price.from_quantity <= demand]
    if demand is None and prices:
        lowest = min(price.from_quantity for price in prices)
        return [price for price in prices if price.from_quantity == lowest]
    highest = max((price.from_quantity for price in reached), default=None)
    return [price for price in reached if price.from_quantity == highest]


def _contract(prices: Sequence[Price], number: str) -> Sequence[Price]:
    """Those agreed for the stated part number and for larger quantities, else all; agreed ones before discounts."""
    of_number = [price for price in prices if number and f"/{number} " in price.row]
    agreed = [price for price in prices if not price.discount_percent]
    if of_number:
        return [price for price in agreed if price in of_number or price.from_quantity]
    return agreed or prices


def _expected(price: Price, item: Item) -> Expected | None:
    factor = ONE
    if price.unit:
        meant = meant_by(price.unit, item)
        if len(meant) != 1:
            return None
        factor = meant[0].factor
    return Expected(price, _each(price, factor), factor)


def _each(price: Price, factor: Fraction) -> Fraction:
    # Most prices are for one of the base unit, and every line of every order comes here.
    amount = Fraction(price.amount)
    return amount if price.basis == 1 and factor is ONE else amount / (Fraction(price.basis) * factor)
