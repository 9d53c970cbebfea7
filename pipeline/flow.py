"""The only flow: one call, one stage.

A stage does its work outside any transaction and returns a conclusion. The conclusion is carried out by one fenced
commit that writes the results, the new state, the journal and the subjects that follow; if the claim was lost
meanwhile, nothing of it remains. This module decides what becomes of every fault, so it alone catches broadly.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from structlog.contextvars import bound_contextvars

from orders.ids import OrderId, WorkId
from orders.stages import DUE, Outcome, Stage, Subject, next_stage
from pipeline.answering.occasions import settle_answers
from pipeline.boundaries import Boundary
from pipeline.claims import Claim, LostClaim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion, finished
from pipeline.faults import after_fault
from pipeline.stages.answering import write_answer
from pipeline.stages.confirming import confirm
from pipeline.stages.parsing import parse
from pipeline.stages.passing_on import pass_on
from pipeline.stages.posting import post
from pipeline.stages.sending import send_answer
from pipeline.stages.unpacking import unpack
from pipeline.stages.validating import validate_order
from pipeline.taking import take
from storage.errors import Conflict
from storage.rows import WorkRow
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()

STAGES: Mapping[Stage, Callable[[Flow, Claim], Conclusion]] = {
    Stage.UNPACKED: unpack,
    Stage.PASSED_ON: pass_on,
    Stage.PARSED: parse,
    Stage.VALIDATED: validate_order,
    Stage.POSTED: post,
    Stage.CONFIRMED: confirm,
    Stage.WRITTEN: write_answer,
    Stage.SENT: send_answer,
}

_COLLISIONS = 5
"""How often a commit that another one overtook is carried out again before the stage counts as failed."""


def advance(flow: Flow, work_id: WorkId) -> WorkRow:
    """Run the next stage of this subject if it is due and free; its row afterwards.

    Raises Retryable when the database is not there.
    """
    for claim in take(flow, limit=1, only=work_id):
        advance_claimed(flow, claim)
    with flow.store.read() as uow:
        return uow.work.get(work_id)


def advance_claimed(flow: Flow, claim: Claim, *, follow: int = 0) -> tuple[Claim, ...]:
    """Run one stage of a subject that is claimed already.

    Of the subjects that are due next, up to `follow` are claimed in the same commit and returned: the caller goes on
    with them or lets their claims run out. Faults are recorded, not raised.
    """
    row = claim.row
    with bound_contextvars(subject=row.subject.value, subject_id=row.subject_id, claim_no=row.claim_no):
        try:
            return _run(flow, claim, follow)
        except LostClaim:
            log.warning("claim.lost", stage=row.stage.value)
        except Exception as fault:  # noqa: BLE001 -- whatever a stage raises, the subject is retried or held
            _record(flow, claim, fault)
        finally:
            flow.claims.drop(claim)
    return ()


def _run(flow: Flow, claim: Claim, follow: int) -> tuple[Claim, ...]:
    flow.checkpoint(Boundary.CLAIMED)
    stage = next_stage(claim.row.subject, claim.row.stage)
    conclude = STAGES[stage](flow, claim) if stage else _nothing_left(claim.row)
    if stage:
        flow.checkpoint(Boundary(f"before_{stage.value}"))
    claims = _commit(flow, claim, conclude, follow)
    if stage:
        flow.checkpoint(Boundary(f"after_{stage.value}"))
    return claims


def _nothing_left(row: WorkRow) -> Conclusion:
    return lambda _uow: Concluded(row.stage, Outcome.DONE, "work.finished")


def _commit(flow: Flow, claim: Claim, conclude: Conclusion, follow: int) -> tuple[Claim, ...]:
    for attempt in range(_COLLISIONS):
        try:
            return _commit_once(flow, claim, conclude, follow)
        except Conflict:
            # A sibling was faster, or two copies of an order met: carried out anew, the conclusion sees the other.
            if attempt == _COLLISIONS - 1:
                raise
    raise AssertionError("unreachable: the last collision is raised")


def _commit_once(flow: Flow, claim: Claim, conclude: Conclusion, follow: int) -> tuple[Claim, ...]:
    row, now = claim.row, flow.clock()
    with flow.store.begin() as uow:
        concluded = conclude(uow)
        if not finished(uow, row, concluded, now):
            raise LostClaim
        due = (*_due(row, concluded), *_answers(uow, row, concluded, now))
        lease = flow.claims.lease.length
        taken = [row for work_id in due[:follow] for row in uow.work.claim(now, lease, 1, only=work_id)]
        for work_id in due[follow:]:
            flow.dispatcher.submit(uow, work_id, concluded.next_attempt_at)
    log.info(concluded.event, stage=concluded.stage.value, outcome=concluded.outcome.value)
    return tuple(flow.claims.keep(row) for row in taken)


def _due(row: WorkRow, concluded: Concluded) -> tuple[WorkId, ...]:
    goes_on = concluded.outcome in DUE and next_stage(row.subject, concluded.stage) is not None
    return ((row.id,) if goes_on else ()) + concluded.follow_ups


def _answers(uow: UnitOfWork, row: WorkRow, concluded: Concluded, now: datetime) -> tuple[WorkId, ...]:
    if row.subject is not Subject.ORDER:
        return ()
    return settle_answers(uow, OrderId(row.subject_id), concluded.stage, concluded.outcome, concluded.reason, now)


def _record(flow: Flow, claim: Claim, fault: Exception) -> None:
    """Write down what became of the subject. If that fails too, the claim runs out and the sweeper takes it back."""
    try:
        _commit(flow, claim, after_fault(flow, claim.row, fault), 0)
    except LostClaim:
        log.warning("claim.lost", stage=claim.row.stage.value)
    except Exception:
        log.exception("fault.not_recorded", stage=claim.row.stage.value)
