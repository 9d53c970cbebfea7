"""What a person decides on what is no order: an arrival or document from which none came, an answer that cannot leave.

It is set aside with a reason, or tried again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orders.ids import DocumentId, ReplyId
from orders.stages import FIRST_STAGE, Outcome, Stage, Subject
from orders.values import Instant
from pipeline.collaborators import Flow
from pipeline.decisions.exits import NotDecidable
from pipeline.decisions.order import StaleDecision
from pipeline.flow import advance_claimed
from pipeline.parts.orderless import give_hope
from storage.rows import WorkRow
from storage.unit_of_work import UnitOfWork


class PartDecisionKind(StrEnum):
    """The exits for what is no order."""

    SET_ASIDE = "set_aside"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class PartDecision:
    """One decision on an arrival, a document or an answer; `version` is the row's version that the person saw."""

    subject: Subject
    subject_id: str
    version: int
    kind: PartDecisionKind
    actor: str
    at: Instant
    reason: str = ""


def decide_part(flow: Flow, decision: PartDecision) -> None:
    """Carry it out; what is tried again has run when this returns. Raises StaleDecision and NotDecidable."""
    now = flow.clock()
    with flow.store.begin() as uow:
        work = uow.work.of(decision.subject, decision.subject_id)
        _must_be_open(uow, work, decision)
        stage, outcome, event = _exit(uow, work, decision, now)
        reason = decision.reason.strip()
        if not uow.work.decide(work.id, work.version, stage=stage, outcome=outcome, now=now, reason=reason):
            raise StaleDecision
        uow.journal.write(work.subject, work.subject_id, event, decision.actor, {"stage": stage.value}, now)
        rows = uow.work.claim(now, flow.claims.lease.length, 1, only=work.id)
    for row in rows:
        advance_claimed(flow, flow.claims.keep(row))


def _must_be_open(uow: UnitOfWork, work: WorkRow, decision: PartDecision) -> None:
    if work.version != decision.version:
        raise StaleDecision
    if work.outcome not in (Outcome.HELD, Outcome.RETRYING, Outcome.SET_ASIDE):
        raise NotDecidable("It is not waiting for a decision.")
    if decision.subject is Subject.ORDER:
        raise NotDecidable("An order has decisions of its own.")
    if decision.subject is Subject.DOCUMENT and uow.orders.of_document(DocumentId(work.subject_id)):
        raise NotDecidable("Orders were read from this document already: decide on those.")


def _exit(uow: UnitOfWork, work: WorkRow, decision: PartDecision, now: datetime) -> tuple[Stage, Outcome, str]:
    if decision.kind is PartDecisionKind.RETRY:
        _take_up_again(uow, work, now)
        # What was written of an answer stands, and is sent as it is.
        stage = work.stage if work.subject is Subject.REPLY else FIRST_STAGE[work.subject]
        return stage, Outcome.RUNNING, f"{work.subject.value}.retried"
    if not decision.reason.strip():
        raise NotDecidable("Say why it is set aside: whoever looks for it later will want to know.")
    if work.subject is Subject.DOCUMENT:
        uow.documents.set_aside(DocumentId(work.subject_id), decision.reason.strip())
    if work.subject is Subject.REPLY:
        uow.replies.waive_one(ReplyId(work.subject_id), decision.reason.strip())
    return work.stage, Outcome.SET_ASIDE, f"{work.subject.value}.set_aside"


def _take_up_again(uow: UnitOfWork, work: WorkRow, now: datetime) -> None:
    if work.subject is Subject.DOCUMENT:
        give_hope(uow, uow.documents.get(DocumentId(work.subject_id)), now)
        uow.documents.set_aside(DocumentId(work.subject_id), "")
    if work.subject is Subject.REPLY:
        uow.replies.take_up(ReplyId(work.subject_id))
    uow.findings.store(work.subject, work.subject_id, ())
