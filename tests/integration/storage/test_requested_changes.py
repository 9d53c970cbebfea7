"""What customers want changed is found by the order that it is, or may be, about."""

import pytest

from orders.ids import OrderId
from orders.order import order_identity
from orders.reading import OrderKind
from orders.stages import Outcome, Stage
from storage.database import Store
from storage.unit_of_work import UnitOfWork
from tests.integration.storage.samples import NOON, Stored, purchase_order, reading, store_order, validate

LIVE = order_identity("C-100", "PO-4711", "")


def stored_change(uow: UnitOfWork, key: str = "b.edi#1", po_number: str = "PO-4711") -> Stored:
    asked = reading(po_number).model_copy(update={"kind": OrderKind.CHANGE})
    return store_order(uow, key, read_order=asked, outcome=Outcome.HELD)


def waiting(store: Store, customer: str = "C-100", number: str = "PO-4711", release: str = "") -> list[OrderId]:
    with store.read() as uow:
        return [request.id for request in uow.requested_changes.waiting(customer, number, release)]


def test_a_change_holds_orders_with_its_number_as_soon_as_it_is_read(store: Store) -> None:
    """Its customer is not known yet, so it may be about anybody's order with this number."""
    with store.begin() as uow:
        change = stored_change(uow)
    assert [change.order_id] == waiting(store) == waiting(store, "C-200", " po-4711")
    assert [] == waiting(store, number="PO-4712")


def test_a_change_whose_customer_is_known_concerns_only_that_one(store: Store) -> None:
    with store.begin() as uow:
        change = stored_change(uow)
        uow.requested_changes.note(change.order_id, "PO-4711", customer="C-100")
    assert ([change.order_id], []) == (waiting(store), waiting(store, "C-200"))


@pytest.mark.parametrize(
    ("of_change", "of_order", "concerned"), [("2", "2", True), ("", "2", True), ("2", "", True), ("2", "3", False)]
)
def test_releases(store: Store, of_change: str, of_order: str, *, concerned: bool) -> None:
    with store.begin() as uow:
        change = stored_change(uow)
        uow.requested_changes.note(change.order_id, "PO-4711", customer="C-100", release=of_change)
    assert concerned == (waiting(store, release=of_order) == [change.order_id])


@pytest.mark.parametrize("outcome", [Outcome.SET_ASIDE, Outcome.DUPLICATE, Outcome.DONE])
def test_what_is_closed_waits_no_more_and_is_known_still(store: Store, outcome: Outcome) -> None:
    with store.begin() as uow:
        change = stored_change(uow)
        assert uow.work.decide(change.work_id, 1, stage=Stage.VALIDATED, outcome=outcome, now=NOON)
    assert [] == waiting(store)
    with store.read() as uow:
        (known,) = uow.requested_changes.about("C-100", "PO-4711", "")
        assert (change.order_id, False) == (known.id, known.is_open)


def test_an_order_asks_for_no_change_unless_it_is_noted(store: Store) -> None:
    with store.begin() as uow:
        order = store_order(uow, outcome=Outcome.HELD)
        assert uow.requested_changes.get(order.order_id) is None
        uow.requested_changes.note(order.order_id, "PO-4711", customer="C-100")
    assert [order.order_id] == waiting(store)
    with store.begin() as uow:
        uow.requested_changes.forget(order.order_id)
    assert [] == waiting(store)


def test_a_live_order_is_as_the_last_change_that_was_carried_out_left_it(store: Store) -> None:
    with store.begin() as uow:
        order = store_order(uow, "a.edi#1")
        validate(uow, order.order_id, order=purchase_order())
        assert uow.orders.take_identity(LIVE, order.order_id) is None
        for count, quantity in enumerate(("5", "7")):
            change = stored_change(uow, f"change{count}")
            now = NOON.replace(minute=count)
            uow.requested_changes.settle(change.order_id, order.order_id, purchase_order(quantity=quantity), now)
    with store.read() as uow:
        (known,) = uow.orders.live(LIVE)
        assert purchase_order(quantity="7") == known.order
        assert purchase_order() == uow.orders.get(order.order_id).order
        assert 2 == len(uow.requested_changes.concerning(order.order_id))


def test_live_orders_of_a_number_whatever_their_release(store: Store) -> None:
    with store.begin() as uow:
        orders = [store_order(uow, key).order_id for key in ("a", "b", "c")]
        for order_id, (number, release) in zip(orders, [("P_1", "1"), ("P_1", "2"), ("PX1", "1")], strict=True):
            uow.orders.take_identity(order_identity("C-1", number, release), order_id)
    with store.read() as uow:
        assert set(orders[:2]) == {known.id for known in uow.orders.live_of_number("C-1", "p_1")}
