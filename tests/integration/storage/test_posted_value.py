"""What a customer's orders are worth that were posted after a time, on both databases."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from orders.ids import OrderId, new_id
from orders.stages import Outcome, PostingState, Stage, Subject
from storage import tables
from storage.database import Store
from storage.unit_of_work import UnitOfWork
from tests.integration.storage.samples import NOON, Clock, purchase_order, store_order, validate

NOBODY = OrderId("")
"""No order asks."""


def sent(uow: UnitOfWork, number: int, state: PostingState, outcome: Outcome = Outcome.DONE) -> OrderId:
    """An order of C-100 over the number in EUR, and its posting in that state, now."""
    stored = store_order(uow, f"{number}.edi#1")
    order = purchase_order(f"PO-{number}", price=f"{number}.00")
    validate(uow, stored.order_id, order=order, identity=f"c-100|po-{number}|")
    of_order = (tables.work.c.subject == Subject.ORDER.value) & (tables.work.c.subject_id == stored.order_id)
    there = {"stage": Stage.POSTED.value, "outcome": outcome.value}
    uow.connection.execute(update(tables.work).where(of_order).values(**there))
    posting = {"id": new_id(), "order_id": stored.order_id, "state": state.value, "part": "whole"}
    uow.connection.execute(tables.postings.insert().values(**posting, planned_at=NOON, updated_at=NOON))
    return stored.order_id


def worth(store: Store, *, hours: int = -1, beside: OrderId = NOBODY, currency: str = "EUR") -> Decimal:
    with store.read() as uow:
        return uow.orders.posted_value("C-100", currency, NOON + timedelta(hours=hours), beside=beside)


def unit_value(store: Store, order_id: OrderId) -> Decimal:
    with store.read() as uow:
        value = uow.connection.execute(tables.orders.select().where(tables.orders.c.id == order_id)).one().value
        return Decimal(value)


def test_nothing_was_posted(store: Store) -> None:
    assert Decimal(0) == worth(store)


def test_what_was_posted_since_is_added_up(store: Store) -> None:
    with store.begin() as uow:
        first = sent(uow, 11, PostingState.RELEASED)
        second = sent(uow, 22, PostingState.UNKNOWN)
    both = unit_value(store, first) + unit_value(store, second)
    assert both > 0
    assert both == worth(store)
    assert unit_value(store, second) == worth(store, beside=first)
    # Before the balance was drawn up it is in it; another currency is another debt.
    assert Decimal(0) == worth(store, hours=1) == worth(store, currency="GBP")


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (PostingState.PLANNED, Outcome.RUNNING),
        (PostingState.REFUSED, Outcome.HELD),
        (PostingState.ABANDONED, Outcome.HELD),
        (PostingState.RELEASED, Outcome.SET_ASIDE),
    ],
)
def test_what_is_not_in_the_erp_or_does_not_live_counts_nothing(
    store: Store, state: PostingState, outcome: Outcome
) -> None:
    with store.begin() as uow:
        sent(uow, 11, state, outcome)
    assert Decimal(0) == worth(store)


def test_what_is_asked_again_counts_what_was_known_then(store: Store, clock: Clock) -> None:
    with store.begin() as uow:
        sent(uow, 11, PostingState.RELEASED)
        before = uow.orders.posted_value("C-100", "EUR", NOON - timedelta(hours=1), beside=NOBODY, until=0)
    assert Decimal(0) == before
