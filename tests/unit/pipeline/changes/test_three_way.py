"""As posted, as asked for, as the ERP has it: who changed what."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp_adapters.adapter import ErpOrder, ErpOrderState
from erp_adapters.memory.adapter import as_held
from orders.order import Line, Party, PurchaseOrder, Quantity
from pipeline.changes.three_way import ChangedBy, Difference, three_way
from tests.fakes.purchase_orders import order_line, purchase_order

POSTED = purchase_order(lines=2)


def of(*quantities: int, order: PurchaseOrder = POSTED) -> PurchaseOrder:
    """The order with these quantities."""
    lines = [
        line.model_copy(update={"quantity": Quantity(value=Decimal(count), unit="KGM")})
        for line, count in zip(order.lines, quantities, strict=True)
    ]
    return order.model_copy(update={"lines": tuple(lines)})


def held(order: PurchaseOrder, state: ErpOrderState = ErpOrderState.RELEASED) -> ErpOrder:
    return as_held(order, "SO-1", "p-1", state)


def unlike(posted: PurchaseOrder, asked: PurchaseOrder | None, *now: ErpOrder) -> dict[str, ChangedBy]:
    rows = three_way(posted, asked, now)
    return {row.path: row.by for row in rows if row.by is not ChangedBy.NOBODY}


@pytest.mark.parametrize(
    ("posted", "asked", "now", "by"),
    [
        (1, 1, 1, None),
        (1, 2, 1, ChangedBy.CUSTOMER),
        (1, 1, 2, ChangedBy.CLERK),
        (1, 2, 2, ChangedBy.DONE),
        (1, 2, 3, ChangedBy.BOTH),
    ],
)
def test_who_changed_a_quantity(posted: int, asked: int, now: int, by: ChangedBy | None) -> None:
    found = unlike(of(posted, 5), of(asked, 5), held(of(now, 5)))
    assert ({} if by is None else {"line 10.quantity": by}) == found


def test_a_line_is_one_row_where_a_side_does_not_have_it() -> None:
    asked = POSTED.model_copy(update={"lines": (POSTED.lines[0], order_line(9))})
    assert {"line 20": ChangedBy.CUSTOMER, "line 90": ChangedBy.CUSTOMER} == unlike(POSTED, asked, held(POSTED))
    assert {"line 20": ChangedBy.DONE, "line 90": ChangedBy.DONE} == unlike(POSTED, asked, held(asked))
    assert {"line 90": ChangedBy.CLERK} == unlike(
        POSTED, POSTED, held(POSTED.model_copy(update={"lines": (*POSTED.lines, order_line(9))}))
    )


def test_a_cancellation_is_done_when_the_erp_has_cancelled_every_part() -> None:
    asked = unlike(POSTED, None, held(POSTED))
    assert {"state", "line 10", "line 20"} == set(asked)
    assert {ChangedBy.CUSTOMER} == set(asked.values())
    assert {ChangedBy.DONE} == set(unlike(POSTED, None, held(POSTED, ErpOrderState.CANCELLED)).values())


def test_parts_in_the_erp_are_one_order() -> None:
    parts = [held(POSTED.model_copy(update={"lines": (line,)})) for line in POSTED.lines]
    assert {} == unlike(POSTED, POSTED, *parts)


def test_without_an_answer_of_the_erp_there_are_two_sides() -> None:
    rows = [row for row in three_way(of(1, 5), of(2, 5), None) if row.is_open]
    assert [Difference("line 10.quantity", "1 KGM", "2 KGM", None, ChangedBy.CUSTOMER)] == rows


def test_what_the_erp_does_not_keep_is_no_difference() -> None:
    """It fills in the address of a known account, and keeps days on lines only."""
    kept = held(POSTED).model_copy(update={"ship_to": Party(account="S-7"), "requested_delivery_date": None})
    assert {} == unlike(POSTED, POSTED, kept)


def test_prices_are_compared_as_what_one_unit_costs() -> None:
    line = POSTED.lines[0]
    dearer = line.unit_price.model_copy(update={"amount": line.unit_price.amount * 10})
    same = line.model_copy(update={"unit_price": dearer, "price_basis": line.price_basis * 10})
    assert {} == unlike(POSTED, POSTED, held(POSTED.model_copy(update={"lines": (same, POSTED.lines[1])})))


LINES = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=4, unique_by=lambda one: one[0])


def drawn(lines: list[tuple[int, int]]) -> PurchaseOrder:
    def line(number: int, count: int) -> Line:
        quantity = Quantity(value=Decimal(count), unit="KGM")
        return order_line(number).model_copy(update={"quantity": quantity})

    return POSTED.model_copy(update={"lines": tuple(line(*one) for one in lines)})


@given(LINES, LINES, LINES)
def test_nothing_is_open_exactly_when_the_erp_has_what_is_asked(
    one: list[tuple[int, int]], two: list[tuple[int, int]], three: list[tuple[int, int]]
) -> None:
    posted, asked, now = map(drawn, (one, two, three))
    still = [row for row in three_way(posted, asked, [held(now)]) if row.is_open]
    assert (sorted(two) == sorted(three)) == (still == [])
    assert [] == [row for row in three_way(posted, asked, [held(asked)]) if row.is_open]
