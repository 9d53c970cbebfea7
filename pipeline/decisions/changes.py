"""The exits of a change, a cancellation and a changed copy: carried out on the order that waits, or in the ERP.

Whatever is decided, at most one order of an identity is ever posted: a change becomes values of the order that waits,
or a record of what a person did to the one that is in the ERP.
"""

from collections.abc import Mapping

from orders.applied_change import applied_change
from orders.changed_order import matched_lines
from orders.decision import Decision, DecisionKind
from orders.edited_findings import DELETED_LINE, accepted_without_line
from orders.findings import Change
from orders.ids import OrderId, WorkId, new_id
from orders.order import OrderCancellation, OrderChange, PurchaseOrder
from orders.stages import Outcome, PostingState, Stage, Subject
from pipeline.answering.occasions import waive_answers
from pipeline.changes.at_validation import again
from pipeline.changes.difference import ChangeDifference, Concerned, concerned, wanted_order
from pipeline.decisions.exits import Exit, NotDecidable, Scene
from pipeline.edits import with_edits
from pipeline.posting.parts import keys_of, sent_of, told_parts
from pipeline.posting.places import shares_of
from storage.errors import Conflict

CHANGE_KINDS = frozenset({DecisionKind.APPLY_CHANGE, DecisionKind.RECORD_CHANGE})

Carried = tuple[Exit, tuple[WorkId, ...]]
"""Where the decision leaves the change, and what else is to be gone on with."""


def carried_out(scene: Scene, decision: Decision, seen: ChangeDifference | None) -> Carried:
    """`seen` is what the ERP has, where it was asked. Raises NotDecidable, and Conflict where the order has changed."""
    about = concerned(scene.uow, scene.order.id, alone=True)
    if about is None:
        raise NotDecidable("No live order is known that it is about. Find it in the ERP, or refuse the change.")
    if decision.concerned_version and decision.concerned_version != about.work.version:
        raise Conflict
    if seen is None:
        return _applied(scene, decision, about)
    if seen.concerned is None or seen.concerned.work.version != about.work.version:
        raise Conflict
    return _recorded(scene, decision, about, seen)


def released(scene: Scene, out: Exit) -> tuple[WorkId, ...]:
    """Orders that were held because of this change, once it is out of the way: they are validated again."""
    if out.outcome in (Outcome.HELD, Outcome.RUNNING, Outcome.RETRYING):
        return ()
    held, because = scene.uow.requested_changes.holding(scene.order.id), {"change": scene.order.id}
    return tuple(work_id for order_id in held for work_id in again(scene.uow, order_id, because, scene.now))


def _applied(scene: Scene, decision: Decision, about: Concerned) -> Carried:
    if not about.is_waiting:
        raise NotDecidable(
            "The order is in the ERP, or may be by now, or is closed. Change it in the ERP, then record that here."
        )
    match scene.order.order:
        case OrderCancellation():
            return _cancelled_before_posting(scene, decision, about)
        case PurchaseOrder():
            return _replaced(scene, decision, about)
        case OrderChange() as change:
            return _edited(scene, decision, about, change)
        case None:
            raise NotDecidable("The change is not complete. Mend what the other findings name, then carry it out.")


def _edited(scene: Scene, decision: Decision, about: Concerned, change: OrderChange) -> Carried:
    edits = _edits(scene, about, change)
    uow, row = scene.uow, about.row
    if edits:
        of_order = decision.model_copy(
            update={
                "id": new_id(),
                "order_id": row.id,
                "version": about.work.version,
                "kind": DecisionKind.CORRECT,
                "changes": edits,
                "accepted": (),
                "reason": f"As the customer asks in the change {scene.order.id}.",
            }
        )
        try:
            with_edits(row, uow.decisions.of_order(row.id), of_order)
        except ValueError as impossible:
            raise NotDecidable(str(impossible)) from impossible
        uow.decisions.add(of_order)
        uow.orders.add_changes(row.id, edits)
        uow.orders.replace_accepted(row.id, _still_accepted(row.accepted, edits))
    _journal(scene, decision, about, "order.changed")
    _decide(scene, about, Stage.PARSED, Outcome.RUNNING)
    uow.requested_changes.settle(scene.order.id, row.id, None, scene.now)
    return _done("Carried out on the order that waited."), (about.work.id,)


def _edits(scene: Scene, about: Concerned, change: OrderChange) -> tuple[Change, ...]:
    uow = scene.uow
    if about.order is None:
        raise NotDecidable("The order that it is about is not complete. Complete that one first.")
    found, lost = matched_lines(about.order, change)
    if lost:
        raise NotDecidable(" ".join(dict.fromkeys(one.reason for one in lost)))
    if isinstance(against := wanted_order(about.order, change), tuple):
        raise NotDecidable(" ".join(against))
    there, _ = with_edits(about.row, uow.decisions.of_order(about.row.id))
    asked, chosen = with_edits(scene.order, uow.decisions.of_order(scene.order.id))
    moved_to = _moved_to(change, about.order)
    return applied_change(there, asked, found, chosen, scene.order.id, moved_to=moved_to)


def _moved_to(change: OrderChange, order: PurchaseOrder) -> str | None:
    """Where the goods now go; None where that stays as it is."""
    if "ship_to" in change.unstated or change.ship_to == order.ship_to:
        return None
    account = change.ship_to.account
    return None if account and account == order.ship_to.account else account


def _still_accepted(accepted: frozenset[str], edits: tuple[Change, ...]) -> frozenset[str]:
    for edit in edits:
        if deleted := DELETED_LINE.fullmatch(edit.path):
            accepted = accepted_without_line(accepted, int(deleted[1]))
    return accepted


def _cancelled_before_posting(scene: Scene, decision: Decision, about: Concerned) -> Carried:
    _set_aside(scene, about, f"Cancelled by the customer ({scene.order.id}) before it was posted.")
    _journal(scene, decision, about, "order.cancelled")
    scene.uow.requested_changes.settle(scene.order.id, about.row.id, None, scene.now)
    return _done("The order was cancelled before it was posted."), ()


def _replaced(scene: Scene, decision: Decision, about: Concerned) -> Carried:
    """A changed copy says the whole order: it takes the place of the one that waits, and is validated as live."""
    _set_aside(scene, about, f"Replaced by the later copy {scene.order.id} before it was posted.")
    _journal(scene, decision, about, "order.replaced")
    return Exit(Stage.PARSED, Outcome.RUNNING), ()


def _set_aside(scene: Scene, about: Concerned, reason: str) -> None:
    uow = scene.uow
    uow.orders.release_identity(about.row.id)
    for posting in uow.postings.of_order(about.row.id):
        uow.postings.set_state(posting.id, PostingState.ABANDONED, now=scene.now)
    _decide(scene, about, about.work.stage, Outcome.SET_ASIDE, reason)
    # What the customer is told is the answer to what takes its place.
    waive_answers(uow, about.row.id, reason)


def _recorded(scene: Scene, decision: Decision, about: Concerned, seen: ChangeDifference) -> Carried:
    if about.is_waiting:
        raise NotDecidable("The order is not in the ERP yet. Carry the change out on the order that waits.")
    if about.work.stage is Stage.VALIDATED and (posted := _told_parts(scene, about)):
        raise NotDecidable(f"{posted} Mend or refuse what is left of the order first; then record the change.")
    if seen.unreachable:
        raise NotDecidable(f"The ERP cannot be asked just now: {seen.unreachable} Try again soon.")
    if about.order is None or seen.against:
        raise NotDecidable(" ".join(seen.against) or "The order that it is about is not complete.")
    if unseen := [row for row in seen.rest if row.fingerprint not in decision.accepted]:
        told = "; ".join(f"{row.path} is {row.now or 'absent'}, wanted {row.asked or 'absent'}" for row in unseen)
        raise NotDecidable(
            f"The ERP does not have it as the change asks for: {told}. Change it there, or look at the differences and "
            "accept what is left."
        )
    asked = scene.order.order
    wanted = None if asked is None else wanted_order(about.order, asked)
    agreed = wanted if isinstance(wanted, PurchaseOrder) else None
    scene.uow.requested_changes.settle(scene.order.id, about.row.id, agreed, scene.now)
    if agreed is None:
        # It absorbs no resend from now on.
        scene.uow.orders.release_identity(about.row.id)
    _journal(scene, decision, about, "order.changed_in_erp" if agreed else "order.cancelled_in_erp")
    _decide(scene, about, about.work.stage, about.work.outcome, _told(about, agreed, scene.order.id))
    return _done(f"Carried out in the ERP, on {' '.join(about.references)}."), ()


def _told_parts(scene: Scene, about: Concerned) -> str:
    """Which lines of the order are posted, where they went ahead of others."""
    return told_parts(
        sent_of(scene.uow.postings.of_order(about.row.id)), len(shares_of(about.row.order, keys_of(about.row)))
    )


def _told(about: Concerned, agreed: PurchaseOrder | None, change_id: OrderId) -> str:
    now = f"{'Changed' if agreed else 'Cancelled'} in the ERP as the customer asked ({change_id})."
    return " ".join(filter(None, (about.work.reason, now)))


def _done(reason: str) -> Exit:
    return Exit(Stage.VALIDATED, Outcome.DONE, reason)


def _decide(scene: Scene, about: Concerned, stage: Stage, outcome: Outcome, reason: str = "") -> None:
    work = about.work
    if not scene.uow.work.decide(work.id, work.version, stage=stage, outcome=outcome, now=scene.now, reason=reason):
        raise Conflict


def _journal(scene: Scene, decision: Decision, about: Concerned, event: str) -> None:
    detail: Mapping[str, str] = {"change": scene.order.id, "decided": decision.id}
    scene.uow.journal.write(Subject.ORDER, about.row.id, event, decision.actor, detail, scene.now)
