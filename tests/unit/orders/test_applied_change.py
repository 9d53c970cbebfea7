"""A change as edits of an order that waits: afterwards the order reads what the change asks for."""

from datetime import date
from decimal import Decimal

import pytest

from orders.applied_change import applied_change
from orders.changed_order import Matched
from orders.editing import edited
from orders.evidence import OtherOrder, Person
from orders.ids import OrderId
from orders.reading import LineAction, LineReading, OrderReading, Read
from orders.resolution import Fact, Resolution
from tests.fakes.readings import line, party, reading

ANNA, CHANGE_ID = Person(name="anna"), OrderId("change-1")
ORDER = reading(lines=tuple(line(line_no=str(number)) for number in (1, 2, 3)))


def asked(action: LineAction = LineAction.CHANGE, **values: object) -> LineReading:
    read = {name: None if value is None else Read(value=value, evidence=()) for name, value in values.items()}
    return LineReading.model_validate({"action": Read(value=action, evidence=()), **read})


def applied(
    *lines: LineReading, targets: tuple[int | None, ...], order: OrderReading = ORDER, **header: object
) -> OrderReading:
    change = reading(kind="change", ship_to=None, lines=lines).model_copy(update=header)
    matched = tuple(Matched(index, target) for index, target in enumerate(targets))
    edits = applied_change(order, change, matched, {}, CHANGE_ID, moved_to="" if change.ship_to else None)
    return edited(order, edits, ANNA)[0]


def quantities(order: OrderReading) -> list[str]:
    return [f"{one.line_no and one.line_no.value}: {one.quantity and one.quantity.value}" for one in order.lines]


def test_only_what_a_line_states_is_changed_and_its_evidence_names_the_change() -> None:
    after = applied(asked(quantity=Decimal(7)), targets=(1,))
    (_, changed, _) = after.lines
    assert changed.quantity is not None
    assert Decimal(7) == changed.quantity.value
    assert (ANNA, OtherOrder(order_id=CHANGE_ID, path="lines[0].quantity")) == changed.quantity.evidence
    assert (ORDER.lines[1].unit_price, None) == (changed.unit_price, changed.line_total)
    assert (ORDER.lines[0], ORDER.lines[2]) == (after.lines[0], after.lines[2])


def test_a_new_price_takes_the_old_basis_and_discount_with_it() -> None:
    priced = reading(lines=(line(price_basis=Decimal(100), discount_percent=Decimal(5)),))
    (after,) = applied(asked(unit_price=Decimal(2)), targets=(0,), order=priced).lines
    assert (Decimal(2), None, None) == (
        after.unit_price and after.unit_price.value,
        after.price_basis,
        after.discount_percent,
    )


def test_lines_go_and_come_in_one_change() -> None:
    new = asked(LineAction.ADD, line_no="9", quantity=Decimal(4), buyer_item="NEW")
    gone = asked(LineAction.CANCEL)
    after = applied(gone, asked(quantity=Decimal(8)), gone, new, targets=(0, 1, 2, None))
    assert ["2: 8", "9: 4"] == quantities(after)


@pytest.mark.parametrize("action", [LineAction.NONE, LineAction.ADD])
def test_what_asks_for_nothing_new_edits_nothing(action: LineAction) -> None:
    assert ORDER == applied(asked(action, quantity=Decimal(9)), targets=(0,))


def test_totals_that_were_printed_before_count_no_more() -> None:
    total = Read(value=Decimal(100), evidence=())
    assert (
        applied(asked(quantity=Decimal(7)), targets=(0,), order=ORDER.model_copy(update={"total_net": total})).total_net
        is None
    )


def test_days_and_addresses_of_the_whole_order() -> None:
    day = Read(value=date(2026, 6, 1), evidence=())
    elsewhere = party(street="Hafenweg 9", postcode="20457", city="Hamburg")
    after = applied(targets=(), requested_delivery_date=day, ship_to=elsewhere)
    assert day.value == (after.requested_delivery_date and after.requested_delivery_date.value)
    assert after.ship_to is not None
    assert "Hafenweg 9" == (after.ship_to.street and after.ship_to.street.value)


@pytest.mark.parametrize("name", ["payment_terms", "delivery_terms"])
def test_other_terms_are_those_of_the_order_and_checked_anew(name: str) -> None:
    after = applied(targets=(), **{name: Read(value="other terms", evidence=())})
    terms = getattr(after, name)
    assert "other terms" == (terms and terms.value)


def test_goods_that_go_to_another_account_go_to_its_own_address() -> None:
    change = reading(kind="change", lines=())
    edits = applied_change(ORDER, change, (), {}, CHANGE_ID, moved_to="0100/2")
    read, chosen = edited(ORDER, edits, ANNA)
    assert ("0100/2", ORDER.ship_to) == (chosen["ship_to"].value, read.ship_to)


def test_what_a_person_chose_on_the_change_is_chosen_on_the_order() -> None:
    choice = Resolution(fact=Fact.ITEM, path="lines[0].item", value="SKU-9")
    change = reading(kind="change", ship_to=None, lines=(asked(LineAction.ADD, buyer_item="?"),))
    edits = applied_change(ORDER, change, (Matched(0, None),), {choice.path: choice}, CHANGE_ID)
    assert "SKU-9" == edited(ORDER, edits, ANNA)[1]["lines[3].item"].value
