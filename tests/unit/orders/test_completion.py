"""From a reading and its resolutions to an order: all there, or no order at all."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.completion import completed
from orders.order import Allowance, OrderCancellation, OrderChange, Party, PurchaseOrder
from orders.resolution import Fact, Resolution
from tests.fakes.readings import charge, line, party, reading
from validation.changes.comparison import changed_fields

WHOLE = {
    "customer": "0100",
    "ship_to": "0100/1",
    "currency": "EUR",
    "lines[0].item": "BOLT-08",
    "lines[0].unit": "EA",
}


KARST = Party(account="0100/1", name="Karst", street="Lindenstraße 4", postcode="30159", city="Hannover")


def resolutions(**changed: str | None) -> dict[str, Resolution]:
    values = WHOLE | {path.replace("__", "lines[0]."): value for path, value in changed.items()}
    return {
        path: Resolution(fact=Fact.ITEM, path=path, value=value) for path, value in values.items() if value is not None
    }


def test_what_is_resolved_becomes_an_order() -> None:
    order = completed(reading(), resolutions())
    assert isinstance(order, PurchaseOrder)
    assert ("0100", "PO-1", "0100/1") == (order.customer, order.po_number, order.ship_to.account)
    assert Decimal("33.80") == order.value


@pytest.mark.parametrize("path", sorted(WHOLE))
def test_nothing_that_an_order_needs_may_be_missing(path: str) -> None:
    found = resolutions()
    del found[path]
    assert completed(reading(), found) is None


@pytest.mark.parametrize(
    "order",
    [
        reading(po_number=None),
        reading(lines=()),
        reading(lines=(line(quantity=None),)),
        reading(lines=(line(quantity=Decimal(0)),)),
        reading(lines=(line(quantity=Decimal(-1)),)),
        reading(lines=(line(unit_price=None),)),
        reading(lines=(line(unit_price=Decimal(-1)),)),
        reading(lines=(line(price_basis=Decimal(0)),)),
        # More than the database holds, let alone a warehouse.
        reading(lines=(line(quantity=Decimal(10) ** 12),)),
        reading(lines=(line(quantity=Decimal("1E+999999")),)),
        reading(lines=(line(quantity=Decimal(10) ** 9, unit_price=Decimal(10) ** 9),)),
    ],
)
def test_no_order_comes_of_an_unusable_reading(order: object) -> None:
    assert completed(order, resolutions()) is None  # type: ignore[arg-type] # parametrize hides the type


def test_the_documents_price_is_posted_and_ours_only_where_it_has_none() -> None:
    ours = resolutions(__unit_price="20", __price_basis="50")
    stated = completed(reading(), ours)
    absent = completed(reading(lines=(line(unit_price=None, discount_percent=Decimal(10)),)), ours)
    assert isinstance(stated, PurchaseOrder)
    assert isinstance(absent, PurchaseOrder)
    # Ours is net: the discount of a price that is not there takes nothing off it.
    assert (Decimal("33.80"), Decimal(80)) == (stated.value, absent.value)


@given(st.integers(1, 10_000), st.integers(1, 999), st.integers(1, 99), st.integers(1, 99))
def test_a_price_for_another_unit_is_carried_over_exactly(quantity: int, cents: int, over: int, under: int) -> None:
    order = completed(
        reading(lines=(line(quantity=Decimal(quantity), unit_price=Decimal(cents), price_basis=None),)),
        resolutions(__price_uom=f"{over}/{under}"),
    )
    assert isinstance(order, PurchaseOrder)
    (posted,) = order.lines
    # One price unit is over/under of ours, so one of ours costs cents x under/over.
    assert cents * under * posted.price_basis == posted.unit_price.amount * over


def test_changes_and_cancellations_are_no_new_orders() -> None:
    change = completed(reading(kind="change"), resolutions())
    cancellation = completed(reading(kind="cancel", lines=()), resolutions())
    assert isinstance(change, OrderChange)
    assert isinstance(cancellation, OrderCancellation)


def test_a_known_account_goes_with_its_own_address_and_never_beside_the_documents() -> None:
    elsewhere = reading(ship_to=party(street="Hafenweg 9", postcode="20457", city="Hamburg", id="1", id_scheme="GLN"))
    known = Resolution(fact=Fact.SHIP_TO, path="ship_to", value="0100/1", party=KARST)
    order, bare = completed(elsewhere, resolutions() | {"ship_to": known}), completed(elsewhere, resolutions())
    change = completed(elsewhere.model_copy(update={"kind": "change"}), resolutions() | {"ship_to": known})
    assert isinstance(order, PurchaseOrder)
    assert isinstance(bare, PurchaseOrder)
    assert isinstance(change, OrderChange)
    assert (KARST, KARST, Party(account="0100/1")) == (order.ship_to, change.ship_to, bare.ship_to)


def test_a_one_off_address_has_no_account() -> None:
    order = completed(reading(), resolutions(ship_to=""))
    assert isinstance(order, PurchaseOrder)
    assert ("", "30159") == (order.ship_to.account, order.ship_to.postcode)


def test_the_days_between_which_delivery_is_taken_go_with_the_order() -> None:
    between = reading(earliest_delivery_date=date(2026, 4, 1), latest_delivery_date=date(2026, 4, 8))
    order = completed(between, resolutions())
    assert isinstance(order, PurchaseOrder)
    assert (date(2026, 4, 1), date(2026, 4, 8)) == (order.earliest_delivery_date, order.latest_delivery_date)
    plain = completed(reading(), resolutions())
    assert {"earliest_delivery_date", "latest_delivery_date"} == (changed_fields(order, plain) or {}).keys()


def test_freight_goes_with_the_order() -> None:
    order = completed(reading(freight=Decimal("9.50")), resolutions())
    assert isinstance(order, PurchaseOrder)
    assert (Decimal("9.50"), Decimal("33.80")) == (order.freight, order.value)
    assert {"freight"} == (changed_fields(order, completed(reading(), resolutions())) or {}).keys()
    assert completed(reading(freight=Decimal("1E+999999")), resolutions()) is None


def test_allowances_and_charges_go_with_the_order_and_its_lines() -> None:
    order = completed(reading(allowances=(charge("4"),), lines=(line(allowances=(charge("1", is_charge=False),)),)),
                      resolutions())  # fmt: skip
    assert isinstance(order, PurchaseOrder)
    expected = Allowance(is_charge=True, amount=Decimal(4), reason="Transport documents")
    assert ((expected,), Decimal("33.80")) == (order.allowances, order.value)
    assert [(False, Decimal(1))] == [(one.is_charge, one.amount) for one in order.lines[0].allowances]
    assert {"allowances", "lines[0].allowances"} == (
        changed_fields(order, completed(reading(), resolutions())) or {}
    ).keys()


def test_an_allowance_that_nobody_means_completes_nothing() -> None:
    assert completed(reading(allowances=(charge("1E+999999"),)), resolutions()) is None
    assert completed(reading(lines=(line(allowances=(charge("1E+999999"),)),)), resolutions()) is None
