"""What customers paid for items before, by orders that are in the ERP."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text, update

from orders.ids import OrderId
from orders.stages import PostingState, Stage, Subject
from storage import schema, tables
from storage.database import Store, open_store
from storage.serialisation import order_text
from storage.types import LongText
from storage.unit_of_work import UnitOfWork
from tests.integration.storage.samples import NOON, Clock, purchase_order, store_order, validate

NOBODY = OrderId("")
LINES = 10


def posted(uow: UnitOfWork, number: int, price: str, stage: Stage = Stage.POSTED) -> OrderId:
    """An order of one SKU-1 by C-100."""
    stored = store_order(uow, f"{number}.edi#1")
    validate(uow, stored.order_id, order=purchase_order(f"PO-{number}", price=price), identity=f"c-100|po-{number}|")
    at_stage(uow, stored.order_id, stage)
    return stored.order_id


def at_stage(uow: UnitOfWork, order_id: OrderId, stage: Stage) -> None:
    of_order = (tables.work.c.subject == Subject.ORDER.value) & (tables.work.c.subject_id == order_id)
    uow.connection.execute(update(tables.work).where(of_order).values(stage=stage.value))


def paid(uow: UnitOfWork, beside: OrderId = NOBODY, until: int | None = None) -> list[str]:
    found = uow.ordered_items.prices_paid("C-100", {"SKU-1", "SKU-2"}, beside=beside, until=until)
    return [str(price.amount) for price in found.get("SKU-1", ())]


def test_the_last_three_prices_of_an_item_come_newest_first(store: Store, clock: Clock) -> None:
    for number in range(5):
        clock.now = NOON + timedelta(days=number)
        with store.begin() as uow:
            posted(uow, number, f"{10 + number}.50")
    with store.read() as uow:
        assert ["14.50", "13.50", "12.50"] == paid(uow)
        (newest, *_) = uow.ordered_items.prices_paid("C-100", {"SKU-1"}, beside=NOBODY)["SKU-1"]
        assert ("PO-4", (NOON + timedelta(days=4)).date(), "EUR", Decimal(1), "C62") == (
            newest.po_number,
            newest.day,
            newest.currency,
            newest.basis,
            newest.unit,
        )


def test_only_orders_in_the_erp_count_and_not_the_one_that_asks(store: Store) -> None:
    with store.begin() as uow:
        asking = posted(uow, 1, "10.00")
        posted(uow, 2, "11.00", Stage.VALIDATED)
        posted(uow, 3, "12.00", Stage.CONFIRMED)
    with store.read() as uow:
        assert ["12.00"] == paid(uow, beside=asking)
        assert {} == uow.ordered_items.prices_paid("C-200", {"SKU-1"}, beside=NOBODY)


def test_an_order_counts_as_it_was_validated_last(store: Store) -> None:
    with store.begin() as uow:
        order_id = posted(uow, 1, "10.00")
        validate(uow, order_id, order=purchase_order("PO-1", price="9.00"))
    with store.read() as uow:
        assert ["9.00"] == paid(uow)
    with store.begin() as uow:
        validate(uow, order_id)
    with store.read() as uow:
        assert [] == paid(uow)


def test_up_to_a_position_of_the_journal_only_what_was_let_through_by_then_counts(store: Store, clock: Clock) -> None:
    with store.begin() as uow:
        uow.postings.plan(posted(uow, 1, "10.00"))
        uow.journal.write(Subject.ORDER, "1", "order.posted", "", {}, clock.now)
        until = uow.journal.last_position()
    clock.now += timedelta(days=1)
    with store.begin() as uow:
        uow.postings.plan(posted(uow, 2, "11.00"))
    with store.read() as uow:
        assert (["10.00"], ["11.00", "10.00"]) == (paid(uow, until=until), paid(uow))


def test_the_demand_of_orders_posted_after_a_time_is_that_of_all_customers(store: Store, clock: Clock) -> None:
    with store.begin() as uow:
        planned = posted(uow, 1, "10.00", Stage.VALIDATED)
        uow.postings.plan(planned)
        sent = [posted(uow, number, "10.00") for number in (2, 3)]
        for order_id in sent:
            uow.postings.set_state(uow.postings.plan(order_id).id, PostingState.RELEASED, now=clock.now)
    with store.read() as uow:
        demand = [
            [
                str(one.quantity)
                for one in uow.ordered_items.posted_demand({"SKU-1"}, since, beside=beside).get("SKU-1", ())
            ]
            for since, beside in (
                (clock.now - timedelta(hours=1), NOBODY),
                (clock.now - timedelta(hours=1), sent[0]),
                (clock.now + timedelta(hours=1), NOBODY),
            )
        ]
    assert [["3", "3"], ["3"], []] == demand


@pytest.fixture
def before(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """A database of the version before, with a posted order and one that is not complete."""
    with closing(open_store(database_url, tmp_path / "archive")) as store:
        with store.begin() as uow:
            configuration = schema._configuration()
            configuration.attributes["connection"] = uow.connection
            command.upgrade(configuration, "0011")
            complete, _ = store_order(uow), store_order(uow, "b.edi#1")
            order = purchase_order(price="10.00")
            body = order_text(order.model_copy(update={"lines": order.lines * LINES}))
            # So long that SQLite has it deflated.
            assert len(body) >= LongText.WORTH_DEFLATING
            of_order = tables.orders.c.id == complete.order_id
            uow.connection.execute(update(tables.orders).where(of_order).values(body=body))
            at_stage(uow, complete.order_id, Stage.CONFIRMED)
        yield store


def test_orders_of_before_are_filled_in(before: Store) -> None:
    before.migrate()
    with before.read() as uow:
        assert ["10.00"] * 3 == paid(uow)
        lines = uow.connection.execute(text("SELECT quantity, wanted FROM ordered_items")).all()
        assert [("3", "")] * LINES == [tuple(line) for line in lines]
