"""What an order would be after a change: all of the change is carried out, or nothing is and it is said why."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.changed_order import Mismatch, changed_order
from orders.order import Allowance, ChangedLine, Line, Money, OrderChange, Party, PurchaseOrder, Quantity
from orders.reading import LineAction
from tests.fakes.purchase_orders import order_line, purchase_order

ORDER = purchase_order(lines=3)


def changed(
    line: Line, action: LineAction = LineAction.CHANGE, *unstated: str, quantity: str = "", number: str = ""
) -> ChangedLine:
    new = {"quantity": Quantity(value=Decimal(quantity), unit=line.quantity.unit)} if quantity else {}
    named = {"line_no": number} if number else {}
    return ChangedLine(action=action, line=line.model_copy(update={**new, **named}), unstated=unstated)


def change(*lines: ChangedLine, of: PurchaseOrder = ORDER, **header: object) -> OrderChange:
    own = {"customer": of.customer, "po_number": of.po_number, "currency": of.currency, "buyer": of.buyer}
    values = {**own, "ship_to": Party(), "unstated": ("ship_to", "currency"), "lines": lines}
    return OrderChange.model_validate({**values, **header})


def after(asked: OrderChange, of: PurchaseOrder = ORDER) -> PurchaseOrder:
    found = changed_order(of, asked)
    assert isinstance(found, PurchaseOrder)
    return found


def reasons(asked: OrderChange, of: PurchaseOrder = ORDER) -> list[tuple[int | None, str]]:
    found = changed_order(of, asked)
    assert not isinstance(found, PurchaseOrder)
    assert all(isinstance(one, Mismatch) for one in found)
    return [(one.index, one.reason) for one in found]


def quantities(order: PurchaseOrder) -> list[str]:
    return [f"{line.line_no}: {line.quantity.value.normalize():f}" for line in order.lines]


class TestLines:
    def test_a_change_that_lists_one_line_leaves_the_others(self) -> None:
        new = after(change(changed(ORDER.lines[1], quantity="7")))
        assert ["10: 12.5", "20: 7", "30: 12.5"] == quantities(new)
        assert (ORDER.lines[0], ORDER.lines[2]) == (new.lines[0], new.lines[2])

    def test_a_line_is_cancelled_and_another_added(self) -> None:
        gone, new = changed(ORDER.lines[0], LineAction.CANCEL), changed(order_line(9), LineAction.ADD)
        assert ["20: 12.5", "30: 12.5", "90: 12.5"] == quantities(after(change(gone, new)))

    def test_a_line_to_be_added_that_is_there_is_added_once(self) -> None:
        assert ORDER == after(change(changed(ORDER.lines[2], LineAction.ADD)))

    def test_an_added_line_without_a_number_gets_the_next_one(self) -> None:
        new = changed(order_line(9), LineAction.ADD, "line_no", number="1")
        assert "40: 12.5" == quantities(after(change(new)))[-1]

    @pytest.mark.parametrize("number", ["020", " 20 ", "20"])
    def test_numbers_are_the_same_with_zeros_and_blanks(self, number: str) -> None:
        assert "20: 7" == quantities(after(change(changed(ORDER.lines[1], quantity="7", number=number))))[1]

    def test_another_channels_number_is_told_by_the_item_if_one_line_has_it(self) -> None:
        assert "20: 7" == quantities(after(change(changed(ORDER.lines[1], quantity="7", number="2"))))[1]

    def test_a_number_is_enough_where_no_item_is_named(self) -> None:
        named = changed(ORDER.lines[1].model_copy(update={"item": ""}), LineAction.CANCEL, "item")
        assert ["10: 12.5", "30: 12.5"] == quantities(after(change(named)))

    def test_what_a_line_does_not_state_stays_as_it_is(self) -> None:
        line = ORDER.lines[0].model_copy(
            update={"unit_price": Money(amount=Decimal(99), currency="EUR"), "requested_date": date(2026, 5, 4)}
        )
        (moved, *_) = after(change(changed(line, LineAction.CHANGE, "quantity", "unit", "unit_price"))).lines
        assert ORDER.lines[0].model_copy(update={"requested_date": date(2026, 5, 4)}) == moved

    def test_allowances_that_a_line_states_take_the_place_of_those_it_had(self) -> None:
        had, new = (Allowance(is_charge=True, amount=Decimal(amount)) for amount in (3, 5))
        charged = ORDER.model_copy(update={"lines": (ORDER.lines[0].model_copy(update={"allowances": (had,)}),)})
        line = charged.lines[0]
        (same,) = after(change(changed(line.model_copy(update={"allowances": ()})), of=charged), charged).lines
        (other,) = after(change(changed(line.model_copy(update={"allowances": (new,)})), of=charged), charged).lines
        assert ((had,), (new,)) == (same.allowances, other.allowances)


class TestWhyNot:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            # The number of one line with the item of another: which of them is wrong?
            (changed(ORDER.lines[1], number="10"), "Line 10 is item SKU-0001 in the order and SKU-0002 in the change."),
            (changed(order_line(9)), "The order has no line with item SKU-0009."),
            (changed(order_line(9), LineAction.ADD, number="20"), "Line 20 is to be added, and the order has a line"),
            (changed(ORDER.lines[0], LineAction.CANCEL, "item", "line_no"), "It is not clear which line"),
        ],
    )
    def test_a_line_that_fits_nowhere(self, asked: ChangedLine, said: str) -> None:
        ((index, reason),) = reasons(change(asked))
        assert 0 == index
        assert reason.startswith(said)

    def test_the_same_line_twice(self) -> None:
        twice = change(changed(ORDER.lines[0], quantity="1"), changed(ORDER.lines[0], quantity="2"))
        assert [(1, "The change names line 10 with item SKU-0001 twice.")] == reasons(twice)

    def test_one_item_on_several_lines_needs_its_number(self) -> None:
        twin = ORDER.model_copy(update={"lines": (ORDER.lines[0], ORDER.lines[0].model_copy(update={"line_no": "20"}))})
        assert "Give its number." in reasons(change(changed(ORDER.lines[0], number="7")), twin)[0][1]
        assert ["10: 12.5", "20: 7"] == quantities(
            after(change(changed(ORDER.lines[0], number="20", quantity="7")), twin)
        )

    def test_another_unit_without_a_price(self) -> None:
        other = ORDER.lines[0].model_copy(update={"quantity": Quantity(value=Decimal(1), unit="C62")})
        assert "Enter the price." in reasons(change(changed(other, LineAction.CHANGE, "unit_price")))[0][1]

    def test_another_currency(self) -> None:
        assert "Ask the customer." in reasons(change(changed(ORDER.lines[0], quantity="1"), currency="USD"))[0][1]

    def test_no_line_left(self) -> None:
        gone = [changed(line, LineAction.CANCEL) for line in ORDER.lines]
        assert [(None, "The change cancels every line. Cancel the order instead.")] == reasons(change(*gone))


class TestHeader:
    def test_days_and_place_move_only_where_they_are_stated(self) -> None:
        moved = change(requested_delivery_date=date(2026, 6, 1), notes=("Bitte avisieren", "second ramp"))
        new = after(moved)
        assert (date(2026, 6, 1), ORDER.ship_to) == (new.requested_delivery_date, new.ship_to)
        assert ("Bitte avisieren", "second ramp") == new.notes
        there = Party(account="S-9")
        assert there == after(change(ship_to=there, unstated=("currency",))).ship_to


LINES = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), min_size=1, max_size=4, unique_by=lambda one: one[0])


def of_lines(lines: list[tuple[int, int]]) -> PurchaseOrder:
    made = tuple(
        order_line(number).model_copy(update={"quantity": Quantity(value=Decimal(count), unit="KGM")})
        for number, count in sorted(lines)
    )
    return ORDER.model_copy(update={"lines": made})


def between(old: PurchaseOrder, new: PurchaseOrder) -> OrderChange:
    """The change that a customer would send."""
    there, wanted = ({line.line_no: line for line in order.lines} for order in (old, new))
    gone = [changed(line, LineAction.CANCEL) for number, line in there.items() if number not in wanted]
    more = [changed(line, LineAction.ADD) for number, line in wanted.items() if number not in there]
    both = [changed(line) for number, line in wanted.items() if number in there]
    return change(*gone, *both, *more)


@given(LINES, LINES)
def test_the_change_from_one_order_to_another_leads_there(
    old: list[tuple[int, int]], new: list[tuple[int, int]]
) -> None:
    before, wanted = of_lines(old), of_lines(new)
    found = changed_order(before, between(before, wanted))
    assert isinstance(found, PurchaseOrder)
    assert sorted(wanted.lines, key=lambda line: line.line_no) == sorted(found.lines, key=lambda line: line.line_no)


@given(LINES, st.data())
def test_it_is_carried_out_once_however_often_it_comes(old: list[tuple[int, int]], data: st.DataObject) -> None:
    before = of_lines(old)
    quantities = data.draw(st.lists(st.integers(1, 9), min_size=len(before.lines), max_size=len(before.lines)))
    asked = change(*(changed(line, quantity=str(new)) for line, new in zip(before.lines, quantities, strict=True)))
    once = after(asked, before)
    assert once == after(asked, once)


@given(LINES)
def test_a_change_of_nothing_changes_nothing(lines: list[tuple[int, int]]) -> None:
    order = of_lines(lines)
    assert order == after(change(), order)
    assert order == after(change(*(changed(line, LineAction.NONE) for line in order.lines)), order)
