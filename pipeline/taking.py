"""Taking up what is due. A claim that ran out is a failed attempt, so that what kills its worker is held in time."""

from dataclasses import replace

import structlog

from orders.errors import Retryable
from orders.ids import WorkId
from orders.stages import DUE
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import finished
from pipeline.faults import retry_or_hold
from storage.rows import WorkRow
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()


def take(flow: Flow, *, limit: int, only: WorkId | None = None) -> tuple[Claim, ...]:
    """Claim up to `limit` subjects that are due and free, or only this one; their leases are renewed from now on."""
    with flow.store.begin() as uow:
        take_back(flow, uow)
        rows = uow.work.claim(flow.clock(), flow.claims.lease.length, limit, only=only)
    return tuple(flow.claims.keep(row) for row in rows)


def take_back(flow: Flow, uow: UnitOfWork) -> int:
    """Free every subject whose worker died or stalled, as one failed attempt of each; how many there were."""
    expired = uow.work.expired(flow.clock())
    for row in expired:
        _count_death(flow, uow, row)
    return len(expired)


def _count_death(flow: Flow, uow: UnitOfWork, row: WorkRow) -> None:
    now = flow.clock()
    # Another process may be about to do the same; the row is ours to write from here on.
    if not uow.work.renew(row.id, row.claim_no, now):
        return
    concluded = retry_or_hold(flow, row, Retryable("The process that worked on it died or stalled."))(uow)
    finished(uow, row, replace(concluded, event="claim.expired", detail={"attempts": concluded.attempts}), now)
    if concluded.outcome in DUE:
        flow.dispatcher.submit(uow, row.id, concluded.next_attempt_at)


def release(flow: Flow, claim: Claim) -> None:
    """Give back a subject that was claimed and not begun, as it was."""
    row, now = claim.row, flow.clock()
    with flow.store.begin() as uow:
        uow.work.finish(
            row.id,
            stage=row.stage,
            claim_no=row.claim_no,
            to_stage=row.stage,
            outcome=row.outcome,
            now=now,
            next_attempt_at=row.next_attempt_at,
            attempts=row.attempts,
            reason=row.reason,
        )
    flow.claims.drop(claim)
