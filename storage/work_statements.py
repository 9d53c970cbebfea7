"""The SQL of the to-do list, each statement built once.

`due_at` says when a machine may take a row up: its time of retry, the end of the lease of the machine that has it, or
never (NULL). A partial index holds the rows that have one, so that finished work costs the search nothing.
"""

from sqlalchemy import bindparam, case, func, insert, literal_column, select, update

from orders.stages import Stage
from storage import tables
from storage.types import UtcDateTime

_work = tables.work.c
COLUMNS = (
    _work.id,
    _work.subject,
    _work.subject_id,
    _work.stage,
    _work.outcome,
    _work.reason,
    _work.attempts,
    _work.next_attempt_at,
    _work.claim_no,
    _work.claimed_until,
    _work.version,
    _work.entered_at,
    _work.updated_at,
)

ADD = insert(tables.work)
GET = select(*COLUMNS).where(_work.id == bindparam("work_id"))
OF = select(*COLUMNS).where(_work.subject == bindparam("of"), _work.subject_id == bindparam("of_id"))
OF_ALONE = OF.with_for_update()

# Two machines that claim at once must not wait for each other, nor take the same row.
_picked = (
    select(_work.id)
    .where(_work.due_at <= bindparam("now"))
    .order_by(_work.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("picked")
)
TAKEN = {"claim_no": _work.claim_no + 1, "claimed_until": bindparam("until"), "due_at": bindparam("until")}
CLAIM = update(tables.work).where(_work.id.in_(select(_picked.c.id))).values(TAKEN).returning(*COLUMNS)
CLAIM_ONE = (
    update(tables.work)
    .where(_work.id == bindparam("work_id"), _work.due_at <= bindparam("now"))
    .values(TAKEN)
    .returning(*COLUMNS)
)
RENEW = (
    update(tables.work)
    .where(_work.id == bindparam("work_id"), _work.claim_no == bindparam("mine"), _work.claimed_until.is_not(None))
    .values(claimed_until=bindparam("until"), due_at=bindparam("until"))
)

STATE = {
    "stage": bindparam("to_stage"),
    "outcome": bindparam("to_outcome"),
    "reason": bindparam("why"),
    "attempts": bindparam("tries"),
    "next_attempt_at": bindparam("again_at"),
    "due_at": bindparam("due"),
    "claimed_until": None,
    "version": _work.version + 1,
    "updated_at": bindparam("now"),
    # The age in the queue counts from when the subject came to stand where it stands.
    "entered_at": case(
        (
            (_work.stage == bindparam("to_stage")) & (_work.outcome == bindparam("to_outcome")),
            _work.entered_at,
        ),
        else_=bindparam("now", type_=UtcDateTime()),
    ),
}
FINISH = (
    update(tables.work)
    .where(
        _work.id == bindparam("work_id"),
        _work.stage == bindparam("old_stage"),
        _work.claim_no == bindparam("mine"),
        _work.claimed_until.is_not(None),
    )
    .values(STATE)
)
DECIDE = (
    update(tables.work)
    .where(_work.id == bindparam("work_id"), _work.version == bindparam("seen"))
    .values(STATE | {"claim_no": _work.claim_no + 1})
)

DUE_COUNT = select(func.count()).select_from(tables.work).where(_work.due_at <= bindparam("now"))
NEXT_DUE = select(func.min(_work.due_at)).where(_work.due_at.is_not(None))
ENTERED_SINCE = (
    select(func.count())
    .select_from(tables.work)
    .where(
        _work.subject == bindparam("of"),
        _work.outcome == bindparam("with_outcome"),
        # All there are, so that the index is entered once for each instead of read from end to end.
        _work.stage.in_([literal_column(f"'{stage.value}'") for stage in Stage]),
        _work.entered_at >= bindparam("since"),
    )
)
EXPIRED = (
    select(*COLUMNS).where(_work.due_at <= bindparam("now"), _work.claimed_until.is_not(None)).order_by(_work.due_at)
)
COUNTS = select(_work.subject, _work.stage, _work.outcome, func.count()).group_by(
    _work.subject, _work.outcome, _work.stage
)
