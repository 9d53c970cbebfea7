"""Units that mean something else to one customer, or that only this customer writes."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.evidence import ReferenceRow
from orders.findings import FindingCode
from orders.order import PurchaseOrder
from orders.reference import Item, Pack
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found
from validation.goods.item_units import exact, meant_by, sold_units
from validation.validate import Validation

D = Decimal
OWN = """customer_no,supplier_item,uom,factor
    0100,GLUE-1,CS,10
    0100,GLUE-1,Kolli,24
    0200,GLUE-1,PK,6"""


def ordered(trial: Trial, **fields: Any) -> Validation:
    """Wood glue, 6.80 a bottle; a case of everybody has 12 bottles."""
    glue = {"buyer_item": "08-15", "unit_price": None, "price_basis": None} | fields
    return trial(reading(lines=(line(**glue),)))


@pytest.mark.parametrize(
    ("uom", "quantity", "bottles"),
    [
        # The customer's case, however its unit is spelt; a word of its own; everybody's bottle
        ("CS", 2, 20),
        ("case", 2, 20),
        ("Kolli", 2, 48),
        ("KOLLI", 1, 24),
        ("BO", 2, 2),
    ],
)
def test_the_customers_meaning_counts_in_base_units(
    trial_with: Callable[..., Trial], uom: str, quantity: int, bottles: int
) -> None:
    order = ordered(trial_with(customer_packs=OWN), uom=uom, quantity=D(quantity)).order
    assert isinstance(order, PurchaseOrder)
    assert (D(bottles), "BO") == (order.lines[0].quantity.value, order.lines[0].quantity.unit)
    assert D(bottles) * D("6.80") == order.value


def test_the_row_by_which_it_counts_is_named(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(customer_packs=OWN)
    evidence = ordered(trial, uom="Kolli", quantity=D(2)).resolutions["lines[0].unit"].evidence
    row = ReferenceRow(table="customer_packs", key="0100/GLUE-1 Kolli", snapshot=trial.reference.snapshot)
    assert row in evidence


def test_a_price_is_for_the_customers_unit_too(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(customer_packs=OWN)
    of_a_case = ordered(trial, uom="CS", quantity=D(2), unit_price=D("68.00"))
    assert [] == found(of_a_case, FindingCode.PRICE_DIFFERS)
    assert isinstance(of_a_case.order, PurchaseOrder)
    assert D("136.00") == of_a_case.order.value
    assert 1 == len(found(ordered(trial, uom="CS", quantity=D(2), unit_price=D("81.60")), FindingCode.PRICE_DIFFERS))


def test_anothers_unit_means_nothing(trial_with: Callable[..., Trial]) -> None:
    assert 1 == len(found(ordered(trial_with(customer_packs=OWN), uom="PK", quantity=D(1)), FindingCode.UNIT_NOT_SOLD))


FACTORS = st.decimals(min_value="0.001", max_value=1_000_000, places=3)
QUANTITIES = st.decimals(min_value="0.001", max_value=1_000_000, places=3)


@given(factor=FACTORS, quantity=QUANTITIES)
def test_a_quantity_in_packs_is_the_same_after_it_was_counted_in_base_units(factor: Decimal, quantity: Decimal) -> None:
    """Conversions are exact: none of them loses a digit, however odd the pack."""
    (meant,) = meant_by("CS", Item(sku="X", unit="BO", packs=(Pack(unit="CS", factor=factor),)))
    base = Fraction(quantity) * meant.factor
    assert quantity == exact(base / meant.factor)
    assert exact(base) == quantity * factor


@given(quantity=QUANTITIES, pair=st.sampled_from([("DZN", "EA"), ("GRM", "KGM"), ("CMT", "MTR"), ("KGM", "GRM")]))
def test_units_that_convert_exactly_convert_back(quantity: Decimal, pair: tuple[str, str]) -> None:
    written, base = pair
    there = meant_by(written, Item(sku="X", unit=base))
    back = meant_by(base, Item(sku="X", unit=written))
    assert all(len(meant) == 1 for meant in (there, back))
    assert quantity == exact(Fraction(quantity) * there[0].factor * back[0].factor)


@given(factors=st.lists(FACTORS, min_size=1, max_size=4))
def test_what_is_sold_begins_with_the_base_unit_and_keeps_every_factor(factors: list[Decimal]) -> None:
    packs = tuple(Pack(unit=f"P{at}", factor=factor) for at, factor in enumerate(factors))
    sold = sold_units(Item(sku="X", unit="EA", packs=packs))
    assert [1, *map(Fraction, factors)] == [unit.factor for unit in sold]
