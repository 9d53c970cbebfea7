"""Which of several prices holds: by quantity, by day, by quote, by discount."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only

PRICES = """supplier_item,customer_no,price,currency,price_basis,from_quantity,valid_from,valid_until
    TAPE-5,0100,11.00,EUR,1,,,
    TAPE-5,0100,10.00,EUR,1,10,,
    TAPE-5,0100,9.00,EUR,1,50,,2026-03-31
    CABLE-3,,1.05,EUR,1,100,,"""
QUOTES = """quote_no,customer_no,supplier_item,price,currency,from_quantity,valid_from,valid_until
    Q1,0100,GLUE-1,6.20,EUR,,2026-02-01,2026-03-02
    Q2,0100,GLUE-1,6.00,EUR,24,2026-02-01,2026-03-31"""
DISCOUNTS = """customer_no,supplier_item,discount_percent,from_quantity,valid_from,valid_until
    0100,,10,,,
    0100,CABLE-3,12.5,,,"""


@pytest.mark.parametrize(
    ("item", "uom", "quantity", "price", "ordered", "passes"),
    [
        # Below the first break, at a break, above the last
        ("TAPE-5", "BX", 9, "11.00", date(2026, 3, 2), True),
        ("TAPE-5", "BX", 9, "10.00", date(2026, 3, 2), False),
        ("TAPE-5", "BX", 10, "10.00", date(2026, 3, 2), True),
        ("TAPE-5", "BX", 49, "9.00", date(2026, 3, 2), False),
        ("TAPE-5", "BX", 50, "9.00", date(2026, 3, 2), True),
        # Its last day, and the day after
        ("TAPE-5", "BX", 50, "9.00", date(2026, 3, 31), True),
        ("TAPE-5", "BX", 50, "9.00", date(2026, 4, 1), False),
        ("TAPE-5", "BX", 50, "10.00", date(2026, 4, 1), True),
        # A contract leaves no room for the list
        ("TAPE-5", "BX", 9, "12.00", date(2026, 3, 2), False),
        # A quote while it holds, the contract beside it, not the list
        ("GLUE-1", "BO", 5, "6.20", date(2026, 3, 2), True),
        ("GLUE-1", "BO", 5, "6.20", date(2026, 3, 3), False),
        ("GLUE-1", "BO", 30, "6.00", date(2026, 3, 3), True),
        ("GLUE-1", "BO", 5, "6.80", date(2026, 3, 2), True),
        ("GLUE-1", "BO", 5, "7.50", date(2026, 3, 2), False),
        # The discount of the item before that of all, rounded as the customer prints it
        ("CABLE-3", "M", 5, "1.01", date(2026, 3, 2), True),
        ("CABLE-3", "M", 5, "1.04", date(2026, 3, 2), False),
        ("CABLE-3", "M", 5, "1.15", date(2026, 3, 2), False),
        ("BOLT-08", "EA", 100, "16.56", date(2026, 3, 2), False),
    ],
)
def test_the_price_that_holds(
    trial_with: Callable[..., Trial], item: str, uom: str, quantity: int, price: str, ordered: date, *, passes: bool
) -> None:
    trial = trial_with(prices=PRICES, quotes=QUOTES, discounts=DISCOUNTS)
    basis = Decimal(100) if item == "BOLT-08" else None
    wanted = {"quantity": Decimal(quantity), "unit_price": Decimal(price), "price_basis": basis}
    order = reading(order_date=ordered, lines=(line(supplier_item=item, buyer_item=None, uom=uom, **wanted),))
    assert (0 if passes else 1) == len(found(trial(order), FindingCode.PRICE_DIFFERS))


def test_the_finding_names_the_quantity_from_which_the_price_holds(trial_with: Callable[..., Trial]) -> None:
    wanted = {"supplier_item": "TAPE-5", "buyer_item": None, "uom": "BX", "price_basis": None}
    order = reading(lines=(line(**wanted, quantity=Decimal(12), unit_price=Decimal("9.50")),))
    finding = only(trial_with(prices=PRICES)(order), FindingCode.PRICE_DIFFERS)
    assert "contract price from 10 on of 10.00" in finding.message
    assert "10" == finding.fixes[0].changes[0].value
