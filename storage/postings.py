"""Postings and the attempts to carry them out: what keeps an order from reaching the ERP twice."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from orders.ids import OrderId, PostingId, new_id
from orders.stages import PostingState
from storage import tables
from storage.errors import NotFound
from storage.rows import AttemptRow, PostingRow
from storage.types import AnyRow
from storage.upsert import insert_if_new

_posting = tables.postings.c
_attempt = tables.posting_attempts.c

_GET = select(tables.postings).where(_posting.id == bindparam("posting_id"))
_PART = select(tables.postings).where(_posting.order_id == bindparam("of"), _posting.part == bindparam("of_part"))
_OF_ORDER = select(tables.postings).where(_posting.order_id == bindparam("of")).order_by(_posting.part)
_SET_STATE = (
    update(tables.postings)
    .where(_posting.id == bindparam("posting_id"))
    .values(
        state=bindparam("new_state"),
        erp_reference=func.coalesce(bindparam("new_reference"), _posting.erp_reference),
        updated_at=bindparam("now"),
    )
    .returning(_posting.order_id)
)
_ORDER_REFERENCE = (
    update(tables.orders).where(tables.orders.c.id == bindparam("of")).values(erp_reference=bindparam("new_reference"))
)
_ADD_ATTEMPT = insert(tables.posting_attempts)
_ATTEMPTS = (
    select(tables.posting_attempts).where(_attempt.posting_id == bindparam("posting_id")).order_by(_attempt.attempt_no)
)


class PostingRepository:
    """Parts of orders on their way into the ERP. An id, once planned, never changes."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    def plan(self, order_id: OrderId, part: str = "") -> PostingRow:
        """The posting of this part, made on the first call and the same ever after."""
        now = self._clock()
        values = {
            "id": new_id(),
            "order_id": order_id,
            "part": part,
            "state": PostingState.PLANNED.value,
            "planned_at": now,
            "updated_at": now,
        }
        self._connection.execute(insert_if_new(tables.postings, self._connection), values)
        return _posting_row(self._connection.execute(_PART, {"of": order_id, "of_part": part}).one())

    def get(self, posting_id: PostingId) -> PostingRow:
        """Raises NotFound."""
        row = self._connection.execute(_GET, {"posting_id": posting_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no posting {posting_id}")
        return _posting_row(row)

    def of_order(self, order_id: OrderId) -> tuple[PostingRow, ...]:
        """All parts that were planned."""
        return tuple(map(_posting_row, self._connection.execute(_OF_ORDER, {"of": order_id})))

    def record_attempt(
        self, posting_id: PostingId, attempt_no: int, payload_digest: str, started_at: datetime, deadline_at: datetime
    ) -> None:
        """To be committed before the call. Raises Conflict when this attempt number was used before."""
        values = {
            "posting_id": posting_id,
            "attempt_no": attempt_no,
            "payload_digest": payload_digest,
            "started_at": started_at,
            "deadline_at": deadline_at,
        }
        self._connection.execute(_ADD_ATTEMPT, values)

    def attempts(self, posting_id: PostingId) -> tuple[AttemptRow, ...]:
        """All calls that may have written, first to last."""
        return tuple(AttemptRow(*row) for row in self._connection.execute(_ATTEMPTS, {"posting_id": posting_id}))

    def set_state(
        self, posting_id: PostingId, state: PostingState, *, now: datetime, erp_reference: str | None = None
    ) -> None:
        """Write the sub-state; a reference given is kept with the posting and with its order. Raises NotFound."""
        values = {"posting_id": posting_id, "new_state": state.value, "new_reference": erp_reference, "now": now}
        order_id = self._connection.execute(_SET_STATE, values).scalar_one_or_none()
        if order_id is None:
            raise NotFound(f"there is no posting {posting_id}")
        if erp_reference is not None:
            self._connection.execute(_ORDER_REFERENCE, {"of": order_id, "new_reference": erp_reference})


def _posting_row(row: AnyRow) -> PostingRow:
    posting_id, order_id, part, state, *rest = row
    return PostingRow(posting_id, order_id, part, PostingState(state), *rest)
