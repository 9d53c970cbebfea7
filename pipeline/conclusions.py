"""What came of a stage: how the subject stands now, written by the fenced commit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from orders.findings import Finding
from orders.ids import WorkId
from orders.stages import Outcome, Stage
from pipeline.findings import add_findings
from storage.rows import JournalDetail, WorkRow
from storage.unit_of_work import UnitOfWork

MACHINE = "ordermill"
"""The actor, in the journal, of what no person decided."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """The new state of the subject. `event` and `detail` go into the journal; `follow_ups` are the subjects made."""

    stage: Stage
    outcome: Outcome
    event: str
    detail: JournalDetail = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""
    next_attempt_at: datetime | None = None
    attempts: int = 0
    follow_ups: tuple[WorkId, ...] = ()


def finished(uow: UnitOfWork, row: WorkRow, concluded: Concluded, now: datetime) -> bool:
    """Write the new state of a claimed row and give the claim back, with the journal's entry.

    The fence: False, and nothing is written, when the claim is lost; the caller must roll back then.
    """
    still_ours = uow.work.finish(
        row.id,
        stage=row.stage,
        claim_no=row.claim_no,
        to_stage=concluded.stage,
        outcome=concluded.outcome,
        now=now,
        next_attempt_at=concluded.next_attempt_at,
        attempts=concluded.attempts,
        reason=concluded.reason,
    )
    if still_ours:
        uow.journal.write(row.subject, row.subject_id, concluded.event, MACHINE, concluded.detail, now)
    return still_ours


Conclusion = Callable[[UnitOfWork], Concluded]
"""Writes what a stage found out and says how the subject stands; runs in the fenced commit, and may run again."""


def held(row: WorkRow, findings: Sequence[Finding], *, event: str = "work.held", attempts: int = 0) -> Conclusion:
    """The subject waits for a person where it stands; the findings are added to what it has."""

    def conclude(uow: UnitOfWork) -> Concluded:
        add_findings(uow, row.subject, row.subject_id, findings)
        return Concluded(
            row.stage,
            Outcome.HELD,
            event,
            {"codes": codes(findings)},
            reason="; ".join(finding.message for finding in findings),
            attempts=attempts,
        )

    return conclude


def retrying(row: WorkRow, at: datetime, reason: str, *, attempts: int, event: str = "work.retried") -> Conclusion:
    """The same stage runs again at `at`."""

    def conclude(_uow: UnitOfWork) -> Concluded:
        detail: JournalDetail = {"attempts": attempts, "next_attempt_at": at.isoformat()}
        return Concluded(row.stage, Outcome.RETRYING, event, detail, reason, at, attempts)

    return conclude


def codes(findings: Sequence[Finding]) -> str:
    """The distinct codes of findings that hold, for the journal."""
    return " ".join(sorted({finding.code.value for finding in findings if finding.holds}))
