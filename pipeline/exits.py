"""The exits of the exception queue: what each kind of decision writes, and where it leaves the order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from orders.decision import Decision, DecisionKind, LearnScope
from orders.errors import OrdermillError
from orders.findings import FindingCode
from orders.lessons import Lesson, lesson
from orders.stages import Outcome, PostingState, Stage
from pipeline.posting_record import WHOLE
from pipeline.replay import replayed
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


_AGAIN = Exit(Stage.PARSED, Outcome.RUNNING)
"""Back to before validation: what was decided is validated like everything else."""


def _correct(uow: UnitOfWork, order: OrderRow, _work: WorkRow, decision: Decision, now: datetime) -> Exit:
    if not decision.changes:
        raise NotDecidable("Change a value first; to post the order as it stands, approve it.")
    lessons = _lessons(uow, order, decision)
    uow.orders.add_changes(order.id, decision.changes)
    uow.orders.accept(order.id, decision.accepted)
    for taught in lessons:
        uow.knowledge.teach(
            taught.kind,
            taught.customer,
            taught.key,
            taught.value,
            author=decision.actor,
            at=now,
            decision_id=decision.id,
        )
    return _AGAIN


def _approve(uow: UnitOfWork, order: OrderRow, _work: WorkRow, decision: Decision, _now: datetime) -> Exit:
    uow.orders.accept(order.id, decision.accepted)
    return _AGAIN


def _refuse(uow: UnitOfWork, order: OrderRow, work: WorkRow, decision: Decision, now: datetime) -> Exit:
    if not decision.reason.strip():
        raise NotDecidable("Say why the order is refused: whoever looks for it later will want to know.")
    _abandon(uow, order, now)
    return Exit(work.stage, Outcome.SET_ASIDE, decision.reason.strip())


def _mark_duplicate(uow: UnitOfWork, order: OrderRow, work: WorkRow, decision: Decision, now: datetime) -> Exit:
    original = decision.duplicate_of
    if original is None or original == order.id:
        raise NotDecidable("Name the order of which this one is a copy.")
    try:
        uow.orders.get(original)
    except NotFound as missing:
        raise NotDecidable(f"There is no order {original}.") from missing
    _abandon(uow, order, now)
    uow.orders.mark_duplicate(order.id, original)
    return Exit(work.stage, Outcome.DUPLICATE, decision.reason.strip() or f"a copy of {original}")


def _retry(uow: UnitOfWork, order: OrderRow, work: WorkRow, _decision: Decision, now: datetime) -> Exit:
    if work.stage is Stage.POSTED:
        return Exit(work.stage, Outcome.RUNNING)
    if any(finding.code is FindingCode.ERP_UNKNOWN_OUTCOME for finding in order.findings):
        # The person looked, as the finding asked, and did not find it. Where the ERP can be searched, it still is.
        for posting in uow.postings.of_order(order.id):
            if posting.state in (PostingState.ATTEMPTED, PostingState.UNKNOWN):
                uow.postings.set_state(posting.id, PostingState.PLANNED, now=now)
    return _AGAIN


def _record_posted(uow: UnitOfWork, order: OrderRow, _work: WorkRow, decision: Decision, now: datetime) -> Exit:
    posting = uow.postings.plan(order.id, WHOLE)
    uow.postings.set_state(posting.id, PostingState.RELEASED, erp_reference=decision.erp_reference.strip(), now=now)
    return Exit(Stage.POSTED, Outcome.RUNNING)


def _abandon(uow: UnitOfWork, order: OrderRow, now: datetime) -> None:
    """A refused order absorbs no resend, and its posting is given up unless it is looked for first."""
    uow.orders.release_identity(order.id)
    for posting in uow.postings.of_order(order.id):
        uow.postings.set_state(posting.id, PostingState.ABANDONED, now=now)


def _lessons(uow: UnitOfWork, order: OrderRow, decision: Decision) -> tuple[Lesson, ...]:
    """What this decision's choices teach; it also proves that the edits can be made. Raises NotDecidable."""
    try:
        reading, chosen = replayed(order, uow.decisions.of_order(order.id), decision)
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


Carry = Callable[[UnitOfWork, OrderRow, WorkRow, Decision, datetime], Exit]

EXITS: Mapping[DecisionKind, Carry] = {
    DecisionKind.CORRECT: _correct,
    DecisionKind.APPROVE: _approve,
    DecisionKind.REFUSE: _refuse,
    DecisionKind.MARK_DUPLICATE: _mark_duplicate,
    DecisionKind.RETRY: _retry,
    DecisionKind.RECORD_POSTED: _record_posted,
}
