"""The exits of the exception queue: what each kind of decision writes, and where it leaves the order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from erp_adapters.adapter import ErpOrder
from orders.decision import Decision, DecisionKind, LearnScope
from orders.edited_findings import DELETED_LINE, accepted_without_line
from orders.errors import OrdermillError
from orders.findings import FindingCode
from orders.lessons import Lesson, address_lesson
from orders.line_keys import LineKey
from orders.stages import Outcome, PostingState, Stage
from pipeline.decisions.accepting import accepting
from pipeline.decisions.left_in_erp import Left, with_left_behind
from pipeline.decisions.sent_lines import not_editable, nothing_more, recorded_part
from pipeline.decisions.teaching import lessons, lessons_for_everyone, teach
from pipeline.edits import with_edits
from pipeline.posting.parts import Sent, keys_of, open_part, sent_of, told_parts
from pipeline.posting.places import shares_of
from pipeline.posting.record import WHOLE
from storage.errors import NotFound
from storage.rows import OrderRow, PostingRow, WorkRow
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

    `left`: what of ours stays in the ERP when this is decided. `second_person`: whether two people have to accept a new
    delivery address.
    """

    uow: UnitOfWork
    order: OrderRow
    work: WorkRow
    now: datetime
    searchable: bool
    left: tuple[Left, ...] = ()
    second_person: bool = False
    postings: tuple[PostingRow, ...] = ()
    recorded: ErpOrder | None = None
    """The ERP's order that a person named, as it is there."""


_AGAIN = Exit(Stage.PARSED, Outcome.RUNNING)
"""Back to before validation: what was decided is validated like everything else."""


def _correct(scene: Scene, decision: Decision) -> Exit:
    if not decision.changes:
        raise NotDecidable("Change a value first; to post the order as it stands, approve it.")
    uow, order = scene.uow, scene.order
    if said := not_editable(decision.changes, keys_of(order), sent_of(scene.postings)):
        raise NotDecidable(said)
    own, everyones = _lessons(uow, order, decision)
    uow.orders.add_changes(order.id, decision.changes)
    added = accepting(uow, order, decision, second_person=scene.second_person).fingerprints
    uow.orders.replace_accepted(order.id, _accepted(order, decision, added))
    teach(uow, decision, scene.now, own, everyones)
    return _AGAIN


def _accepted(order: OrderRow, decision: Decision, added: frozenset[str]) -> frozenset[str]:
    """What is accepted after the decision's edits; it was accepted on the lines as they stood before."""
    accepted = order.accepted | added
    for change in decision.changes:
        if deleted := DELETED_LINE.fullmatch(change.path.strip()):
            accepted = accepted_without_line(accepted, int(deleted[1]))
    return accepted


def _approve(scene: Scene, decision: Decision) -> Exit:
    uow, order = scene.uow, scene.order
    accepted = accepting(uow, order, decision, second_person=scene.second_person)
    if accepted.repeated:
        raise NotDecidable("You have accepted the delivery address already. Another person has to accept it too.")
    uow.orders.accept(order.id, accepted.fingerprints)
    if accepted.remembered_by:
        reading, _ = with_edits(order, uow.decisions.of_order(order.id))
        if taught := address_lesson(reading, order.customer):
            names = ", ".join(accepted.remembered_by)
            uow.knowledge.teach(taught, author=names, at=scene.now, decision_id=decision.id)
    return _AGAIN


def _refuse(scene: Scene, decision: Decision) -> Exit:
    if not decision.reason.strip():
        raise NotDecidable("Say why the order is refused: whoever looks for it later will want to know.")
    if sent_of(scene.postings).posted:
        # The order lives on in what is posted of it.
        _give_up(scene, (posting for posting in scene.postings if not posting.is_posted))
        return Exit(Stage.POSTED, Outcome.RUNNING)
    _abandon(scene)
    return Exit(scene.work.stage, Outcome.SET_ASIDE, with_left_behind(decision.reason, scene.left))


def _mark_duplicate(scene: Scene, decision: Decision) -> Exit:
    original = decision.duplicate_of
    if original is None or original == scene.order.id:
        raise NotDecidable("Name the order of which this one is a copy.")
    if posted := told_parts(sent_of(scene.postings), len(_shares(scene))):
        raise NotDecidable(f"{posted} Refuse what is left, and cancel in the ERP what is there too much.")
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
    sent, shares = sent_of(scene.postings), _shares(scene)
    if part := recorded_part(scene.postings, scene.recorded):
        _record(scene, part, decision)
        return _AGAIN if set(shares) - sent.keys - set(part.lines) else Exit(Stage.POSTED, Outcome.RUNNING)
    if said := nothing_more(sent, scene.recorded, len(shares)):
        raise NotDecidable(said)
    posting = _posting_of_the_rest(scene, sent, shares)
    _record(scene, posting, decision)
    _give_up(scene, (other for other in scene.postings if other.id != posting.id and not other.is_posted))
    return Exit(Stage.POSTED, Outcome.RUNNING)


def _shares(scene: Scene) -> tuple[LineKey, ...]:
    return shares_of(scene.order.order, keys_of(scene.order))


def _posting_of_the_rest(scene: Scene, sent: Sent, keys: Sequence[LineKey]) -> PostingRow:
    """That of the whole order, or of all lines that are in no part yet."""
    postings = scene.uow.postings
    if not sent.posted:
        return postings.plan(scene.order.id, WHOLE)
    posting = open_part(scene.postings) or postings.plan(scene.order.id, str(len(sent.parts) + 1))
    there = {key for part in sent.posted for key in part.lines}
    postings.set_lines(posting.id, [key for key in keys if key not in there], None)
    return posting


def _record(scene: Scene, posting: PostingRow, decision: Decision) -> None:
    reference = decision.erp_reference.strip()
    scene.uow.postings.set_state(posting.id, PostingState.RELEASED, erp_reference=reference, now=scene.now)
    scene.uow.postings.mark_posted(posting.id, scene.now)


def _abandon(scene: Scene) -> None:
    """A refused order absorbs no resend, and its posting is given up.

    One that may be in the ERP keeps its state: whoever reopens the order must wait for it and look, as after a crash.
    """
    scene.uow.orders.release_identity(scene.order.id)
    unbegun = (PostingState.PLANNED, PostingState.REFUSED)
    _give_up(scene, (posting for posting in scene.postings if posting.state in unbegun))


def _give_up(scene: Scene, postings: Iterable[PostingRow]) -> None:
    for posting in postings:
        scene.uow.postings.set_state(posting.id, PostingState.ABANDONED, now=scene.now)


def _lessons(uow: UnitOfWork, order: OrderRow, decision: Decision) -> tuple[tuple[Lesson, ...], tuple[Lesson, ...]]:
    """What this decision's choices teach for the customer and for everyone; it also proves that the edits can be made.

    Raises NotDecidable.
    """
    try:
        reading, chosen = with_edits(order, uow.decisions.of_order(order.id), decision)
    except ValueError as impossible:
        raise NotDecidable(str(impossible)) from impossible
    everyones = lessons_for_everyone(reading, chosen, decision)
    if decision.learn is LearnScope.EVERYONE and not everyones:
        raise NotDecidable(
            "This is the customer's own: its part numbers and addresses mean nothing to others. "
            "Remember it for this customer."
        )
    return lessons(reading, order.customer, chosen, decision), everyones


Carry = Callable[[Scene, Decision], Exit]

EXITS: Mapping[DecisionKind, Carry] = {
    DecisionKind.CORRECT: _correct,
    DecisionKind.APPROVE: _approve,
    DecisionKind.REFUSE: _refuse,
    DecisionKind.MARK_DUPLICATE: _mark_duplicate,
    DecisionKind.RETRY: _retry,
    DecisionKind.RECORD_POSTED: _record_posted,
}
