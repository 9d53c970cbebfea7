"""What a person decided, carried out: in one transaction, and at once.

The decision, what it teaches, the journal and the new state are one commit, guarded by the version that the person saw.
The order is then validated again in the same call, and goes on through the flow that every order takes.
"""

from erp_adapters.adapter import ErpOrder, Idempotency
from orders.decision import Decision, DecisionKind
from orders.errors import OrdermillError
from orders.stages import Outcome, Stage, Subject
from pipeline.answering.occasions import settle_answers
from pipeline.changes.difference import ChangeDifference, change_difference, concerned
from pipeline.collaborators import Flow
from pipeline.decisions.changes import CHANGE_KINDS, carried_out, released
from pipeline.decisions.exits import EXITS, NotDecidable, Scene
from pipeline.decisions.left_in_erp import Left, left_behind, with_left_behind
from pipeline.decisions.recorded_posting import verified
from pipeline.flow import advance_claimed
from pipeline.posting.parts import IN_THE_ERP
from storage.errors import Conflict
from storage.rows import OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork

__all__ = ["NotDecidable", "StaleDecision", "decide"]


class StaleDecision(OrdermillError):
    """It was changed since you looked at it, so nothing was done. Look at the new state, then decide again."""


def decide(flow: Flow, decision: Decision) -> None:
    """Carry out a decision; the order has been validated again when this returns. The same decision twice is one.

    Raises StaleDecision when the row is not in the version the person saw, and NotDecidable (a ValueError) with a
    sentence for the person when the decision makes no sense for this order.
    """
    recorded = verified(flow, decision) if decision.kind is DecisionKind.RECORD_POSTED else None
    is_in_erp = decision.kind is DecisionKind.RECORD_CHANGE
    seen = change_difference(flow.store, flow.adapter, decision.order_id) if is_in_erp else None
    lease = flow.claims.lease.length
    try:
        with flow.store.begin() as uow:
            if any(made.id == decision.id for made in uow.decisions.of_order(decision.order_id)):
                return
            work = _carry_out(flow, uow, decision, recorded, seen)
            # Claimed before it can be seen, so that it is this call that validates it.
            rows = uow.work.claim(flow.clock(), lease, 1, only=work.id)
    except Conflict as conflict:
        raise StaleDecision from conflict
    for row in rows:
        advance_claimed(flow, flow.claims.keep(row))


def _carry_out(
    flow: Flow, uow: UnitOfWork, decision: Decision, recorded: ErpOrder | None, seen: ChangeDifference | None
) -> WorkRow:
    # The row of work first and alone, or a machine could commit an attempt behind the look at the postings.
    work, now = uow.work.of(Subject.ORDER, decision.order_id, alone=True), flow.clock()
    order = uow.orders.get(decision.order_id)
    if work.version != decision.version:
        raise StaleDecision
    _must_be_open(uow, order, work, decision.kind)
    if decision.kind is DecisionKind.RECORD_POSTED and concerned(uow, order.id) is not None:
        raise NotDecidable("The order that this is about is known here: record beside it that it was carried out.")
    postings = uow.postings.of_order(order.id)
    left = left_behind(decision, postings, recorded)
    uow.decisions.add(decision.model_copy(update={"reason": with_left_behind(decision.reason, left)}))
    searchable = flow.adapter.capabilities.idempotency is not Idempotency.NONE
    second = flow.policies.of(order.customer).second_person_for_new_ship_to
    scene = Scene(uow, order, work, now, searchable, left, second, postings, recorded)
    is_change = decision.kind in CHANGE_KINDS
    out, also = carried_out(scene, decision, seen) if is_change else (EXITS[decision.kind](scene, decision), ())
    for work_id in (*also, *released(scene, out)):
        flow.dispatcher.submit(uow, work_id)
    if not uow.work.decide(work.id, work.version, stage=out.stage, outcome=out.outcome, now=now, reason=out.reason):
        raise StaleDecision
    for work_id in settle_answers(uow, order.id, out.stage, out.outcome, out.reason, now):
        flow.dispatcher.submit(uow, work_id)
    detail = {"decision": decision.id, **_references(decision, left)}
    uow.journal.write(Subject.ORDER, order.id, f"order.{_EVENTS[decision.kind]}", decision.actor, detail, now)
    return work


def _must_be_open(uow: UnitOfWork, order: OrderRow, work: WorkRow, kind: DecisionKind) -> None:
    if work.stage in (Stage.POSTED, Stage.CONFIRMED) and not (
        work.outcome is Outcome.HELD and kind is DecisionKind.RETRY
    ):
        raise NotDecidable(f"The order is in the ERP as {order.erp_reference}: change it there.")
    match work.outcome:
        case Outcome.HELD:
            return
        case Outcome.RETRYING:
            begun = (row for row in uow.postings.of_order(order.id) if row.state in IN_THE_ERP and not row.is_posted)
            if kind is not DecisionKind.RETRY and any(begun):
                raise NotDecidable("Ordermill is about to look whether the ERP has this order. Wait until it knows.")
        case Outcome.SET_ASIDE | Outcome.DUPLICATE:
            if kind is not DecisionKind.RETRY:
                raise NotDecidable("The order is closed. Retry it first; then decide.")
        case Outcome.RUNNING | Outcome.WAITING | Outcome.DONE:
            raise NotDecidable("The order is not waiting for a decision.")


def _references(decision: Decision, left: tuple[Left, ...]) -> dict[str, str | int]:
    """Counts and references for the journal; the decision itself holds the values."""
    named = {
        "changes": len(decision.changes),
        "accepted": len(decision.accepted),
        "duplicate_of": decision.duplicate_of or "",
        "erp_reference": decision.erp_reference,
        "left_in_erp": " ".join(reference for reference, _ in left),
    }
    return {name: value for name, value in named.items() if value}


_EVENTS = {
    DecisionKind.CORRECT: "corrected",
    DecisionKind.APPROVE: "approved",
    DecisionKind.REFUSE: "refused",
    DecisionKind.MARK_DUPLICATE: "marked_duplicate",
    DecisionKind.RETRY: "reopened",
    DecisionKind.RECORD_POSTED: "recorded_posted",
    DecisionKind.APPLY_CHANGE: "change_applied",
    DecisionKind.RECORD_CHANGE: "change_recorded",
}
