"""Whether a second change asks for the same as the first: a copy of it, whatever the channel."""

from decimal import Decimal

import pytest

from orders.order import Allowance, ChangedLine, OrderCancellation, OrderChange, Party
from orders.reading import LineAction
from tests.fakes.purchase_orders import order_line, purchase_order
from validation.changes.same_request import same_request

CANCELLED = OrderCancellation(customer="C-1", po_number="P-1")
LINE = ChangedLine(action=LineAction.CHANGE, line=order_line(1))


def change(*lines: ChangedLine, **header: object) -> OrderChange:
    order = purchase_order()
    own = {"customer": order.customer, "po_number": order.po_number, "currency": "EUR", "buyer": order.buyer}
    return OrderChange.model_validate({**own, "ship_to": Party(), "unstated": ("ship_to",), "lines": lines, **header})


def line(action: LineAction = LineAction.CHANGE, unstated: tuple[str, ...] = (), **values: object) -> ChangedLine:
    return ChangedLine(action=action, line=LINE.line.model_copy(update=values), unstated=unstated)


@pytest.mark.parametrize(
    "other",
    [
        change(LINE),
        # Texts, zeros before a number, and the number of the change where one side has none.
        change(line(description="other words", buyer_item="other")),
        change(line(line_no="010")),
        change(LINE, change_number="2"),
        change(LINE, notes=("please",)),
    ],
)
def test_the_same(other: OrderChange) -> None:
    assert same_request(change(LINE), other)
    assert same_request(other, change(LINE))


@pytest.mark.parametrize(
    "other",
    [
        change(),
        change(LINE, LINE),
        change(line(LineAction.CANCEL)),
        change(line(line_no="20")),
        change(line(item="SKU-9")),
        change(line(requested_date=None)),
        change(line(allowances=(Allowance(is_charge=True, amount=Decimal(5)),))),
        # One leaves the price as it is, the other states it.
        change(line(unstated=("unit_price",))),
        change(LINE, ship_to=Party(account="S-1"), unstated=()),
        CANCELLED,
        None,
    ],
)
def test_not_the_same(other: OrderChange | OrderCancellation | None) -> None:
    assert not same_request(change(LINE), other)
    assert not same_request(other, change(LINE))


def test_two_numbers_are_two_changes() -> None:
    assert not same_request(change(LINE, change_number="1"), change(LINE, change_number="2"))


def test_an_order_is_cancelled_once_however_often_it_is_said() -> None:
    assert same_request(CANCELLED, CANCELLED.model_copy(update={"po_number": "p-1"}))
