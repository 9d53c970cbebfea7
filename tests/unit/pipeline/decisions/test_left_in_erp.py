"""Whoever closes an order is told what of it is still in the ERP, in the decision, the journal and on the order."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from erp_adapters.adapter import Capabilities, Idempotency
from orders.decision import DecisionKind
from orders.ids import OrderId
from orders.order import PurchaseOrder
from orders.stages import Outcome, Subject
from storage.rows import PostingRow
from tests.fakes.erp_simulator import ErpSimulator, Fault, Operation, Scripted
from tests.fakes.small_orders import small_order
from tests.fakes.world import MovedClock, World

Staged = tuple[World, ErpSimulator, OrderId]
Stage = Callable[..., Staged]


@pytest.fixture
def staged(make_world: Callable[..., World], tmp_path: Path) -> Iterator[Stage]:
    """Makes a world with one order, held after the fault of its creation."""
    opened: list[ErpSimulator] = []

    def make(
        fault: Fault, *, drafts: bool = True, idempotency: Idempotency = Idempotency.SEARCHABLE_REFERENCE
    ) -> Staged:
        clock = MovedClock()
        capabilities = Capabilities(idempotency, drafts=drafts, deadline=timedelta(seconds=1), settle=timedelta(0))
        plan = Scripted({Operation.CREATE: [fault]})
        erp = ErpSimulator(tmp_path / "erp.db", plan=plan, capabilities=capabilities, clock=clock, sleep=lambda _: None)
        opened.append(erp)
        world = make_world(adapter=erp)
        arrival = world.receive(small_order("P-1"))
        world.run_through(hours=1)
        assert Outcome.HELD is world.fate(arrival)
        return world, erp, world.order(arrival).id

    yield make
    for erp in opened:
        erp.close()


def posting(world: World, order_id: OrderId) -> PostingRow:
    with world.flow.store.read() as uow:
        (row,) = uow.postings.of_order(order_id)
    return row


def told(world: World, order_id: OrderId, event: str) -> tuple[str, str, object]:
    """The reason on the order, the recorded reason, and what the journal says is left."""
    with world.flow.store.read() as uow:
        decision = uow.decisions.of_order(order_id)[-1]
        (entry,) = [entry for entry in uow.journal.of(Subject.ORDER, order_id) if entry.event == event]
    return world.work(Subject.ORDER, order_id).reason, decision.reason, entry.detail.get("left_in_erp")


def test_refusing_an_order_names_the_draft_that_is_left(staged: Stage) -> None:
    world, _, order_id = staged(Fault.WRONG_PRICE)
    reference = posting(world, order_id).erp_reference
    world.decide(order_id, DecisionKind.REFUSE, reason="not wanted")
    said = f"not wanted. A draft {reference} is still in the ERP; cancel it there."
    assert (said, said, reference) == told(world, order_id, "order.refused")


def test_refusing_an_order_names_the_released_order_that_is_left(staged: Stage) -> None:
    world, _, order_id = staged(Fault.WRONG_PRICE, drafts=False)
    reference = posting(world, order_id).erp_reference
    world.decide(order_id, DecisionKind.REFUSE, reason="not wanted!")
    said = f"not wanted! The released order {reference} is still in the ERP; cancel it there."
    assert (said, said, reference) == told(world, order_id, "order.refused")


def test_refusing_an_order_of_unknown_outcome_names_the_posting(staged: Stage) -> None:
    world, _, order_id = staged(Fault.TIMEOUT_AFTER, idempotency=Idempotency.NONE)
    posting_id = posting(world, order_id).id
    world.decide(order_id, DecisionKind.REFUSE, reason="not wanted")
    shown, recorded, left = told(world, order_id, "order.refused")
    assert posting_id == left
    assert posting_id in shown
    assert shown == recorded


def test_a_duplicate_names_the_draft_that_is_left(staged: Stage) -> None:
    world, _, order_id = staged(Fault.WRONG_PRICE)
    original = world.receive(small_order("P-2"))
    world.run()
    reference = posting(world, order_id).erp_reference
    world.decide(order_id, DecisionKind.MARK_DUPLICATE, duplicate_of=world.order(original).id)
    left = f"A draft {reference} is still in the ERP; cancel it there."
    copied = f"a copy of {world.order(original).id}. {left}"
    assert (copied, left, reference) == told(world, order_id, "order.marked_duplicate")


def test_an_order_that_never_reached_the_erp_leaves_nothing(staged: Stage) -> None:
    world, _, order_id = staged(Fault.REFUSAL)
    world.decide(order_id, DecisionKind.REFUSE, reason="not wanted")
    assert ("not wanted", "not wanted", None) == told(world, order_id, "order.refused")


def test_a_clerks_order_recorded_beside_our_draft_keeps_both_references(staged: Stage) -> None:
    world, erp, order_id = staged(Fault.CLERK_DURING)
    draft = posting(world, order_id).erp_reference
    (clerks,) = [held.reference for held in erp.orders() if not held.posting_id]
    world.decide(order_id, DecisionKind.RECORD_POSTED, erp_reference=clerks)
    left = f"A draft {draft} is still in the ERP; cancel it there."
    assert Outcome.DONE is world.work(Subject.ORDER, order_id).outcome
    assert (left, left, draft) == told(world, order_id, "order.recorded_posted")
    with world.flow.store.read() as uow:
        (entry,) = [row for row in uow.journal.of(Subject.ORDER, order_id) if row.event == "order.recorded_posted"]
    assert clerks == entry.detail["erp_reference"] == posting(world, order_id).erp_reference


def test_a_clerks_order_recorded_after_an_unknown_outcome_names_the_posting(staged: Stage) -> None:
    world, erp, order_id = staged(Fault.TIMEOUT_AFTER, idempotency=Idempotency.NONE)
    with world.flow.store.read() as uow:
        order = uow.orders.get(order_id).order
    assert isinstance(order, PurchaseOrder)
    world.decide(order_id, DecisionKind.RECORD_POSTED, erp_reference=erp.type_in(order))
    assert posting(world, order_id).id == told(world, order_id, "order.recorded_posted")[2]


def test_our_own_order_recorded_as_posted_leaves_nothing(staged: Stage) -> None:
    world, erp, order_id = staged(Fault.WRONG_PRICE)
    reference = posting(world, order_id).erp_reference
    erp.release(reference)
    world.decide(order_id, DecisionKind.RECORD_POSTED, erp_reference=reference)
    assert ("", "", None) == told(world, order_id, "order.recorded_posted")
