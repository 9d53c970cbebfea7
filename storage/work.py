"""The to-do list: which subject is at which stage, who may take it up, and the fence that a lost claim cannot pass."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from orders.ids import WorkId, new_id
from orders.stages import DUE, FIRST_STAGE, Outcome, Stage, Subject
from storage import work_statements as statements
from storage.errors import NotFound
from storage.rows import WorkRow
from storage.types import AnyRow


class WorkRepository:
    """Rows of work. Every change of state raises the version; only `finish`, `renew` and `decide` are fenced."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        subject: Subject,
        subject_id: str,
        now: datetime,
        *,
        stage: Stage | None = None,
        outcome: Outcome = Outcome.RUNNING,
        reason: str = "",
    ) -> WorkId:
        """A new row, due at once if the machine goes on with its outcome. Raises Conflict for a second one."""
        work_id = WorkId(new_id())
        self._connection.execute(
            statements.ADD,
            {
                "id": work_id,
                "subject": subject.value,
                "subject_id": subject_id,
                "stage": (stage or FIRST_STAGE[subject]).value,
                "outcome": outcome.value,
                "reason": reason,
                "entered_at": now,
                "updated_at": now,
                "due_at": now if outcome in DUE else None,
            },
        )
        return work_id

    def get(self, work_id: WorkId) -> WorkRow:
        """Raises NotFound."""
        row = self._connection.execute(statements.GET, {"work_id": work_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no work {work_id}")
        return _work_row(row)

    def of(self, subject: Subject, subject_id: str, *, alone: bool = False) -> WorkRow:
        """The work on this subject; `alone` keeps others from writing it until this unit of work ends.

        Raises NotFound.
        """
        statement = statements.OF_ALONE if alone else statements.OF
        row = self._connection.execute(statement, {"of": subject.value, "of_id": subject_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no work on {subject} {subject_id}")
        return _work_row(row)

    def claim(self, now: datetime, lease: timedelta, limit: int, *, only: WorkId | None = None) -> tuple[WorkRow, ...]:
        """Take up to `limit` rows that are due, or whose lease ran out, longest due first; `only` restricts to one row.

        Each comes back with its raised `claim_no`. Rows that another unit of work is just taking are passed over.
        """
        values: dict[str, Any] = {"now": now, "until": now + lease}
        if only is not None:
            rows = self._connection.execute(statements.CLAIM_ONE, values | {"work_id": only})
        else:
            rows = self._connection.execute(statements.CLAIM, values | {"most": limit})
        return tuple(sorted(map(_work_row, rows), key=lambda row: (row.updated_at, row.id)))

    def renew(self, work_id: WorkId, claim_no: int, until: datetime) -> bool:
        """Prolong the lease. False: the claim is lost, the caller must roll back.

        Also the fence of a commit in the middle of a stage, such as that of a posting attempt.
        """
        return self._changed(statements.RENEW, {"work_id": work_id, "mine": claim_no, "until": until})

    def finish(
        self,
        work_id: WorkId,
        *,
        stage: Stage,
        claim_no: int,
        to_stage: Stage,
        outcome: Outcome,
        now: datetime,
        next_attempt_at: datetime | None = None,
        attempts: int = 0,
        reason: str = "",
    ) -> bool:
        """Write the new state and give the claim back, if it is still ours and the row still at `stage`.

        False: the claim is lost, the caller must roll back. A claim can be finished once.
        """
        state = _state(to_stage, outcome, now, next_attempt_at, attempts, reason)
        return self._changed(
            statements.FINISH, state | {"work_id": work_id, "old_stage": stage.value, "mine": claim_no}
        )

    def decide(
        self, work_id: WorkId, version: int, *, stage: Stage, outcome: Outcome, now: datetime, reason: str = ""
    ) -> bool:
        """Write the state that a person decided, if the row is still in the version that the person saw.

        A machine that holds the claim loses it. False: somebody was faster, the caller must roll back.
        """
        state = _state(stage, outcome, now, None, 0, reason)
        return self._changed(statements.DECIDE, state | {"work_id": work_id, "seen": version})

    def due_count(self, now: datetime) -> int:
        """How many rows `claim` could take at this moment."""
        return self._connection.execute(statements.DUE_COUNT, {"now": now}).scalar_one()

    def next_due_at(self) -> datetime | None:
        """When the next row falls due (or did), the end of a lease included; None when nothing is left to do."""
        due_at: datetime | None = self._connection.execute(statements.NEXT_DUE).scalar_one()
        return due_at

    def expired(self, now: datetime) -> tuple[WorkRow, ...]:
        """Rows that were claimed by a process that has not been heard of since."""
        return tuple(map(_work_row, self._connection.execute(statements.EXPIRED, {"now": now})))

    def counts(self) -> Mapping[tuple[Subject, Stage, Outcome], int]:
        """How many rows stand where. Reads a whole index: some 10 ms for 100,000 rows."""
        rows = self._connection.execute(statements.COUNTS)
        return {(Subject(subject), Stage(stage), Outcome(outcome)): number for subject, stage, outcome, number in rows}

    def count_entered_since(self, subject: Subject, outcome: Outcome, since: datetime) -> int:
        """How many came to this outcome since then and have it still."""
        values = {"of": subject.value, "with_outcome": outcome.value, "since": since}
        return self._connection.execute(statements.ENTERED_SINCE, values).scalar_one()

    def _changed(self, statement: Any, values: dict[str, Any]) -> bool:
        return self._connection.execute(statement, values).rowcount == 1


def _state(
    stage: Stage, outcome: Outcome, now: datetime, next_attempt_at: datetime | None, attempts: int, reason: str
) -> dict[str, Any]:
    return {
        "to_stage": stage.value,
        "to_outcome": outcome.value,
        "why": reason,
        "tries": attempts,
        "again_at": next_attempt_at,
        "due": (next_attempt_at or now) if outcome in DUE else None,
        "now": now,
    }


def _work_row(row: AnyRow) -> WorkRow:
    work_id, subject, subject_id, stage, outcome, *rest = row
    return WorkRow(work_id, Subject(subject), subject_id, Stage(stage), Outcome(outcome), *rest)
