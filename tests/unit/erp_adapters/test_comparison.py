"""Nothing ships while the ERP holds another order than the one that was sent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp_adapters.adapter import ErpOrder, ErpOrderState
from erp_adapters.comparison import differences
from orders.findings import FindingCode, Severity
from orders.order import Line, Money, Party, PurchaseOrder, Quantity
from tests.fakes.purchase_orders import order_line, purchase_order

ORDER = purchase_order(lines=3)


def as_held(order: PurchaseOrder = ORDER, **changed: Any) -> ErpOrder:
    fields: dict[str, Any] = {
        "reference": "SO-1",
        "state": ErpOrderState.DRAFT,
        "posting_id": "p1",
        "customer": order.customer,
        "po_number": order.po_number,
        "currency": order.currency,
        "ship_to": order.ship_to,
        "requested_delivery_date": order.requested_delivery_date,
        "lines": order.lines,
    }
    return ErpOrder(**(fields | changed))


def with_line(index: int, **changed: Any) -> ErpOrder:
    lines = list(ORDER.lines)
    lines[index] = lines[index].model_copy(update=changed)
    return as_held(lines=tuple(lines))


def paths(order: PurchaseOrder, erp_order: ErpOrder) -> list[str]:
    return [finding.path for finding in differences(order, erp_order)]


def test_an_order_held_as_it_was_sent_gives_no_finding() -> None:
    assert () == differences(ORDER, as_held())


def test_a_difference_holds_the_order_and_says_what_was_found_and_expected() -> None:
    (finding,) = differences(ORDER, with_line(1, quantity=Quantity(value=Decimal(125), unit="KGM")))
    assert FindingCode.ERP_DIFFERENCE == finding.code
    assert Severity.HOLD == finding.severity
    assert ("125", "12.500") == (finding.found, finding.expected)
    assert "line 20" in finding.message


@pytest.mark.parametrize(
    ("path", "erp_order"),
    [
        ("customer", as_held(customer="C-1002")),
        # SAP keeps 35 characters; one that cuts silently must not pass.
        ("po_number", as_held(po_number=ORDER.po_number[:-1])),
        ("currency", as_held(currency="USD")),
        ("ship_to.account", as_held(ship_to=Party(account="S-8"))),
        ("ship_to.street", as_held(ship_to=ORDER.ship_to.model_copy(update={"street": "Hafenstraße 4"}))),
        ("lines[0].item", with_line(0, item="SKU-0009")),
        ("lines[0].quantity", with_line(0, quantity=Quantity(value=Decimal("12.501"), unit="KGM"))),
        ("lines[0].unit", with_line(0, quantity=Quantity(value=Decimal("12.5"), unit="C62"))),
        ("lines[0].unit_price", with_line(0, unit_price=Money(amount=Decimal("1.11"), currency="EUR"))),
        ("lines[0].unit_price", with_line(0, unit_price=Money(amount=Decimal("1.10"), currency="USD"))),
        ("lines[0].unit_price", with_line(0, price_basis=Decimal(1))),
        ("lines[2].discount_percent", with_line(2, discount_percent=Decimal(0))),
        ("lines[2].requested_date", with_line(2, requested_date=date(2026, 3, 10))),
        ("lines[1]", as_held(lines=(ORDER.lines[0], ORDER.lines[2]))),
        ("lines", as_held(lines=(*ORDER.lines, order_line(4)))),
    ],
)
def test_each_field_that_matters_is_compared(path: str, erp_order: ErpOrder) -> None:
    assert path in paths(ORDER, erp_order)


def test_a_missing_line_does_not_make_the_others_differ() -> None:
    assert ["lines[0]"] == paths(ORDER, as_held(lines=ORDER.lines[1:]))


def test_lines_in_another_sequence_are_the_same_lines() -> None:
    assert [] == paths(ORDER, as_held(lines=ORDER.lines[::-1]))


def test_repeated_line_numbers_are_compared_one_by_one() -> None:
    twice = ORDER.model_copy(update={"lines": (order_line(1), order_line(1).model_copy(update={"item": "OTHER"}))})
    assert [] == paths(twice, as_held(twice))
    assert ["lines[1]"] == paths(twice, as_held(twice, lines=twice.lines[:1]))


def test_an_erp_without_line_numbers_is_compared_by_position() -> None:
    bare = tuple(line.model_copy(update={"line_no": ""}) for line in ORDER.lines)
    assert [] == paths(ORDER, as_held(lines=bare))
    assert ["lines[2]"] == paths(ORDER, as_held(lines=bare[:2]))


def test_a_price_for_a_hundred_is_the_same_price_for_one() -> None:
    per_one = {"unit_price": Money(amount=Decimal("0.011"), currency="EUR"), "price_basis": Decimal(1)}
    assert [] == paths(ORDER, with_line(0, **per_one))


def test_a_third_is_not_taken_for_its_rounded_quotient() -> None:
    third = ORDER.lines[0].model_copy(
        update={"unit_price": Money(amount=Decimal(1), currency="EUR"), "price_basis": Decimal(3)}
    )
    rounded = third.model_copy(
        update={"unit_price": Money(amount=Decimal("0." + "3" * 28), currency="EUR"), "price_basis": Decimal(1)}
    )
    order = ORDER.model_copy(update={"lines": (third,)})
    assert ["lines[0].unit_price"] == paths(order, as_held(order, lines=(rounded,)))


def test_two_prices_for_nothing_are_not_equal_because_both_are_undefined() -> None:
    free = ORDER.lines[0].model_copy(update={"price_basis": Decimal(0)})
    dear = free.model_copy(update={"unit_price": Money(amount=Decimal(9), currency="EUR")})
    order = ORDER.model_copy(update={"lines": (free,)})
    assert ["lines[0].unit_price"] == paths(order, as_held(order, lines=(dear,)))


def test_a_number_with_a_monstrous_exponent_is_compared_without_being_written_out() -> None:
    huge = Quantity(value=Decimal("1E+999999"), unit="KGM")
    (finding,) = differences(ORDER, with_line(0, quantity=huge))
    assert "1E+999999" == finding.found


def test_of_a_known_account_the_erp_may_keep_the_number_alone() -> None:
    assert [] == paths(ORDER, as_held(ship_to=Party(account="S-7")))


def test_a_one_off_address_must_be_there_in_full() -> None:
    order = ORDER.model_copy(update={"ship_to": ORDER.ship_to.model_copy(update={"account": ""})})
    assert [] == paths(order, as_held(order))
    assert ["ship_to.city"] == paths(order, as_held(order, ship_to=order.ship_to.model_copy(update={"city": ""})))


def test_blanks_and_case_do_not_make_another_address() -> None:
    shouted = ORDER.ship_to.model_copy(update={"street": "HAFENSTRASSE  3", "city": " MÜNCHEN "})
    assert [] == paths(ORDER, as_held(ship_to=shouted))


def test_a_header_date_that_the_erp_keeps_on_its_lines_is_no_difference() -> None:
    undated = tuple(line.model_copy(update={"requested_date": None}) for line in ORDER.lines)
    order = ORDER.model_copy(update={"lines": undated})
    dated = tuple(line.model_copy(update={"requested_date": order.requested_delivery_date}) for line in undated)
    assert [] == paths(order, as_held(order, requested_delivery_date=None, lines=dated))
    assert "lines[0].requested_date" in paths(order, as_held(order, requested_delivery_date=None, lines=undated))


def test_a_requested_date_that_the_erp_made_up_is_a_difference() -> None:
    undated = tuple(line.model_copy(update={"requested_date": None}) for line in ORDER.lines)
    order = ORDER.model_copy(update={"lines": undated, "requested_delivery_date": None})
    assert "requested_delivery_date" in paths(order, as_held(order, requested_delivery_date=date(2026, 1, 1)))


LINES = st.builds(
    Line,
    line_no=st.sampled_from(["", "1", "2", "10"]),
    item=st.text(max_size=3),
    quantity=st.builds(Quantity, value=st.decimals(allow_nan=False, allow_infinity=False), unit=st.just("C62")),
    unit_price=st.builds(Money, amount=st.decimals(allow_nan=False, allow_infinity=False), currency=st.just("EUR")),
    price_basis=st.decimals(allow_nan=False, allow_infinity=False),
)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_whatever_the_lines_an_order_equals_itself(lines: list[Line]) -> None:
    order = ORDER.model_copy(update={"lines": tuple(lines)})
    assert () == differences(order, as_held(order))


@given(st.lists(LINES, min_size=1, max_size=5), st.data())
def test_a_line_left_out_is_always_noticed(lines: list[Line], data: st.DataObject) -> None:
    order = ORDER.model_copy(update={"lines": tuple(lines)})
    left_out = data.draw(st.integers(0, len(lines) - 1))
    kept = tuple(lines[:left_out] + lines[left_out + 1 :])
    assert differences(order, as_held(order, lines=kept))
