"""The exits of the exception queue: what each kind of decision writes, and where it leaves the order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from orders.decision import Decision, DecisionKind, LearnScope
from orders.edited_findings import DELETED_LINE, accepted_without_line
from orders.errors import OrdermillError
from orders.findings import FindingCode
from orders.lessons import Lesson, lesson
from orders.stages import Outcome, PostingState, Stage
from pipeline.decisions.left_in_erp import Left, with_left_behind
from pipeline.edits import with_edits
from pipeline.posting.record import WHOLE
from storage.errors import NotFound
from storage.rows import OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork


class NotDecidable(OrdermillError, ValueError):
    """This cannot be decided for this order as it stands."""


@dataclass(frozen=True, slots=True)
class Exit:
    """The state that a decision leaves the order in."""

    stage: Stage
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a decision is carried out on. `searchable`: whether the ERP can tell by itself if it has an order.

    `left`: what of ours stays in the ERP when this is decided.
    """

    uow: UnitOfWork
    order: OrderRow
    work: WorkRow
    now: datetime
    searchable: bool
    left: tuple[Left, ...] = ()


_AGAIN = Exit(Stage.PARSED, Outcome.RUNNING)
"""Back to before validation: what was decided is validated like everything else."""


def _correct(scene: Scene, decision: Decision) -> Exit:
    if not decision.changes:
        raise NotDecidable("Change a value first; to post the order as it stands, approve it.")
    uow, order = scene.uow, scene.order
    lessons = _lessons(uow, order, decision)
    uow.orders.add_changes(order.id, decision.changes)
    uow.orders.replace_accepted(order.id, _accepted(order, decision))
    for taught in lessons:
        uow.knowledge.teach(taught, author=decision.actor, at=scene.now, decision_id=decision.id)
    return _AGAIN


def _accepted(order: OrderRow, decision: Decision) -> frozenset[str]:
    """What is accepted after the decision's edits; it was accepted on the lines as they stood before."""
    accepted = order.accepted | frozenset(decision.accepted)
    for change in decision.changes:
        if deleted := DELETED_LINE.fullmatch(change.path.strip()):
            accepted = accepted_without_line(accepted, int(deleted[1]))
    return accepted


def _approve(scene: Scene, decision: Decision) -> Exit:
    scene.uow.orders.accept(scene.order.id, decision.accepted)
    return _AGAIN


def _refuse(scene: Scene, decision: Decision) -> Exit:
    if not decision.reason.strip():
        raise NotDecidable("Say why the order is refused: whoever looks for it later will want to know.")
    _abandon(scene)
    return Exit(scene.work.stage, Outcome.SET_ASIDE, with_left_behind(decision.reason, scene.left))


def _mark_duplicate(scene: Scene, decision: Decision) -> Exit:
    original = decision.duplicate_of
    if original is None or original == scene.order.id:
        raise NotDecidable("Name the order of which this one is a copy.")
    try:
        scene.uow.orders.get(original)
    except NotFound as missing:
        raise NotDecidable(f"There is no order {original}.") from missing
    _abandon(scene)
    scene.uow.orders.mark_duplicate(scene.order.id, original)
    reason = with_left_behind(decision.reason.strip() or f"a copy of {original}", scene.left)
    return Exit(scene.work.stage, Outcome.DUPLICATE, reason)


def _retry(scene: Scene, _decision: Decision) -> Exit:
    if scene.work.stage is Stage.POSTED:
        return Exit(scene.work.stage, Outcome.RUNNING)
    asked = any(finding.code is FindingCode.ERP_UNKNOWN_OUTCOME for finding in scene.order.findings)
    # Who reopens a refused order was not asked: the question comes first.
    if asked and scene.work.outcome is Outcome.HELD and not scene.searchable:
        # The person looked, as the finding asked, and did not find it. An ERP that can be searched is searched again.
        for posting in scene.uow.postings.of_order(scene.order.id):
            if posting.state in (PostingState.ATTEMPTED, PostingState.UNKNOWN):
                scene.uow.postings.set_state(posting.id, PostingState.PLANNED, now=scene.now)
    return _AGAIN


def _record_posted(scene: Scene, decision: Decision) -> Exit:
    # What is left beside it stands in the journal and in the decision, from which the closed order tells it.
    posting = scene.uow.postings.plan(scene.order.id, WHOLE)
    reference = decision.erp_reference.strip()
    scene.uow.postings.set_state(posting.id, PostingState.RELEASED, erp_reference=reference, now=scene.now)
    return Exit(Stage.POSTED, Outcome.RUNNING)


def _abandon(scene: Scene) -> None:
    """A refused order absorbs no resend, and its posting is given up.

    One that may be in the ERP keeps its state: whoever reopens the order must wait for it and look, as after a crash.
    """
    scene.uow.orders.release_identity(scene.order.id)
    for posting in scene.uow.postings.of_order(scene.order.id):
        if posting.state in (PostingState.PLANNED, PostingState.REFUSED):
            scene.uow.postings.set_state(posting.id, PostingState.ABANDONED, now=scene.now)


def _lessons(uow: UnitOfWork, order: OrderRow, decision: Decision) -> tuple[Lesson, ...]:
    """What this decision's choices teach; it also proves that the edits can be made. Raises NotDecidable."""
    try:
        reading, chosen = with_edits(order, uow.decisions.of_order(order.id), decision)
    except ValueError as impossible:
        raise NotDecidable(str(impossible)) from impossible
    if decision.learn is not LearnScope.THIS_CUSTOMER:
        return ()
    made = {(change.path.rpartition(".")[2], change.value.strip()) for change in decision.changes}
    customer = chosen["customer"].value if "customer" in chosen else order.customer
    lessons = [
        lesson(reading, customer, choice.path, choice.value)
        for choice in chosen.values()
        # By field and value, since the paths of choices move when lines are deleted.
        if (choice.path.rpartition(".")[2], choice.value) in made
    ]
    return tuple(
        taught for taught in lessons if taught is not None and (taught.customer or not _needs_customer(taught))
    )


def _needs_customer(taught: Lesson) -> bool:
    return taught.kind.value != "sender"


Carry = Callable[[Scene, Decision], Exit]

EXITS: Mapping[DecisionKind, Carry] = {
    DecisionKind.CORRECT: _correct,
    DecisionKind.APPROVE: _approve,
    DecisionKind.REFUSE: _refuse,
    DecisionKind.MARK_DUPLICATE: _mark_duplicate,
    DecisionKind.RETRY: _retry,
    DecisionKind.RECORD_POSTED: _record_posted,
}
