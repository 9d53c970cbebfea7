"""Postings and the attempts to carry them out: what keeps an order from reaching the ERP twice."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from orders.ids import OrderId, PostingId, new_id
from orders.line_keys import LineKey
from orders.order import PurchaseOrder
from orders.stages import PostingState, Subject
from storage import tables
from storage.errors import NotFound
from storage.rows import AttemptRow, PostingRow
from storage.search import SearchIndex
from storage.serialisation import line_keys_text, order_text, read_line_keys, read_order
from storage.types import AnyRow
from storage.upsert import insert_if_new

_posting = tables.postings.c
_attempt = tables.posting_attempts.c

_GET = select(tables.postings).where(_posting.id == bindparam("posting_id"))
_PART = select(tables.postings).where(_posting.order_id == bindparam("of"), _posting.part == bindparam("of_part"))
_OF_ORDER = (
    select(tables.postings)
    .where(_posting.order_id == bindparam("of"))
    .order_by(func.length(_posting.part), _posting.part)
)
_REFERENCES = (
    select(_posting.erp_reference)
    .where(_posting.order_id == bindparam("of"), _posting.state != PostingState.ABANDONED.value)
    .order_by(func.length(_posting.part), _posting.part)
)
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
_GIVE_UP = (
    update(tables.postings)
    .where(
        _posting.order_id == bindparam("of"),
        _posting.part != bindparam("of_part"),
        _posting.state.in_((PostingState.PLANNED.value, PostingState.REFUSED.value)),
    )
    .values(state=PostingState.ABANDONED.value, updated_at=bindparam("now"))
)
_TAKE_UP = (
    update(tables.postings)
    .where(
        _posting.order_id == bindparam("of"),
        _posting.part == bindparam("of_part"),
        _posting.state == PostingState.ABANDONED.value,
    )
    .values(state=PostingState.PLANNED.value, updated_at=bindparam("now"))
)
_SET_LINES = (
    update(tables.postings)
    .where(_posting.id == bindparam("posting_id"))
    .values(lines=bindparam("new_lines"), content=bindparam("new_content"), updated_at=bindparam("now"))
)
_MARK_POSTED = update(tables.postings).where(_posting.id == bindparam("posting_id")).values(posted_at=bindparam("now"))
_ORDER_REFERENCE = (
    update(tables.orders).where(tables.orders.c.id == bindparam("of")).values(erp_reference=bindparam("references"))
)
_ADD_ATTEMPT = insert(tables.posting_attempts)
_ATTEMPTS = (
    select(tables.posting_attempts).where(_attempt.posting_id == bindparam("posting_id")).order_by(_attempt.attempt_no)
)


class PostingRepository:
    """Parts of orders on their way into the ERP. An id, once planned, never changes."""

    def __init__(self, connection: Connection, search: SearchIndex, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._search = search
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

    def plan_instead(self, order_id: OrderId, part: str) -> PostingRow:
        """As `plan`, in place of every other part of which nothing can be in the ERP: those are given up."""
        values = {"of": order_id, "of_part": part, "now": self._clock()}
        self._connection.execute(_GIVE_UP, values)
        self._connection.execute(_TAKE_UP, values)
        return self.plan(order_id, part)

    def set_lines(self, posting_id: PostingId, lines: Sequence[LineKey], content: PurchaseOrder | None) -> None:
        """Keep of which lines it consists and what is sent of them, in place of what was planned before."""
        values = {"posting_id": posting_id, "new_lines": line_keys_text(lines), "new_content": order_text(content)}
        self._connection.execute(_SET_LINES, values | {"now": self._clock()})

    def mark_posted(self, posting_id: PostingId, now: datetime) -> None:
        """Note that it is in the ERP as it was sent, or as a person says."""
        self._connection.execute(_MARK_POSTED, {"posting_id": posting_id, "now": now})

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
        """Write the sub-state; a reference given is kept with the posting, and with its order beside those of others.

        Raises NotFound.
        """
        values = {"posting_id": posting_id, "new_state": state.value, "new_reference": erp_reference, "now": now}
        order_id = self._connection.execute(_SET_STATE, values).scalar_one_or_none()
        if order_id is None:
            raise NotFound(f"there is no posting {posting_id}")
        if erp_reference is not None:
            self._keep_references(OrderId(order_id))
            self._search.found_as(Subject.ORDER, order_id, erp_reference)

    def _keep_references(self, order_id: OrderId) -> None:
        known = self._connection.execute(_REFERENCES, {"of": order_id}).scalars()
        references = ", ".join(dict.fromkeys(filter(None, known)))
        self._connection.execute(_ORDER_REFERENCE, {"of": order_id, "references": references})


def _posting_row(row: AnyRow) -> PostingRow:
    content = read_order(row.content)
    if content is not None and not isinstance(content, PurchaseOrder):
        raise TypeError(f"posting {row.id} holds no order")
    return PostingRow(
        id=row.id,
        order_id=row.order_id,
        part=row.part,
        state=PostingState(row.state),
        erp_reference=row.erp_reference,
        planned_at=row.planned_at,
        updated_at=row.updated_at,
        lines=read_line_keys(row.lines),
        content=content,
        posted_at=row.posted_at,
    )
