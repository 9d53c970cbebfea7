"""What becomes of a subject whose stage failed: tried again, or held for a person."""

import structlog

from orders.errors import NeedsAttention, Retryable
from orders.findings import Finding, FindingCode, Severity
from orders.stages import next_stage
from pipeline.collaborators import Flow
from pipeline.conclusions import Conclusion, held, retrying
from storage.rows import WorkRow

log = structlog.get_logger()


def after_fault(flow: Flow, row: WorkRow, fault: Exception) -> Conclusion:
    """Retryable is tried again, NeedsAttention is held with its findings, and a bug is held, loud in the log."""
    match fault:
        case NeedsAttention():
            return held(row, fault.findings)
        case Retryable():
            return retry_or_hold(flow, row, fault)
        case _:
            log.error("work.broke", stage=row.stage.value, exc_info=fault)
            return held(row, [_internal(row, fault)], event="work.broke")


def retry_or_hold(flow: Flow, row: WorkRow, fault: Retryable) -> Conclusion:
    """Tried again after a growing delay; when the tries are used up, a person is asked."""
    attempts = row.attempts + 1
    at = flow.retries.next_attempt(attempts, flow.clock(), flow.random, fault.after)
    log.warning("work.failed", stage=row.stage.value, attempts=attempts, reason=str(fault))
    if at is None:
        return held(row, [exhausted(row, attempts, str(fault))], attempts=attempts)
    return retrying(row, at, str(fault), attempts=attempts)


def exhausted(row: WorkRow, attempts: int, reason: str) -> Finding:
    """The finding of a subject that failed as often as it may."""
    return Finding(
        code=FindingCode.RETRIES_EXHAUSTED,
        severity=Severity.BLOCK,
        message=f"It was not {_next(row)} in {attempts} attempts. The last reason: {reason} "
        "Mend the cause, then retry.",
        found=reason,
    )


def _internal(row: WorkRow, fault: Exception) -> Finding:
    return Finding(
        code=FindingCode.INTERNAL_ERROR,
        severity=Severity.BLOCK,
        message=f"An error inside Ordermill ({type(fault).__name__}) stopped this before it was {_next(row)}. "
        "Nothing is lost. Report what the log says about it, and retry when the cause is mended.",
        found=type(fault).__name__,
    )


def _next(row: WorkRow) -> str:
    return (next_stage(row.subject, row.stage) or row.stage).value
