"""Answers to customers: what is due, what was written, byte for byte, and what was sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, func, insert, literal_column, select, update

from orders.answer_types import AnswerType
from orders.ids import DocumentId, OrderId, ReplyId, new_id
from orders.stages import Outcome, Subject
from storage import tables
from storage.errors import NotFound
from storage.reply_rows import NewReply, ReplyRow, Written
from storage.types import AnyRow
from storage.upsert import insert_if_new

__all__ = ["NewReply", "ReplyRepository", "ReplyRow", "Written"]

_reply = tables.replies.c
_work = tables.work.c
_COLUMNS: Final = tuple(column for column in _reply if column.name not in ("body", "about", "first_for"))
_WITH_WORK = (
    select(*_COLUMNS, _work.outcome, _work.reason)
    .select_from(tables.replies)
    .outerjoin(tables.work, and_(_work.subject == Subject.REPLY.value, _work.subject_id == _reply.id))
)
_GET = _WITH_WORK.where(_reply.id == bindparam("reply_id"))
_OF_ORDER = _WITH_WORK.where(_reply.order_id == bindparam("of")).order_by(_reply.expected_at, _reply.type)
_OF_DOCUMENT = _WITH_WORK.where(_reply.document_id == bindparam("of")).order_by(_reply.expected_at, _reply.type)
_IDS = select(_reply.id).order_by(_reply.id).limit(2)
_BODY = select(_reply.body).where(_reply.id == bindparam("reply_id"))
_FIRST = select(_reply.id).where(_reply.first_for == bindparam("key"))
_ADD = insert(tables.replies)
# As a literal, since both databases choose a partial index before they see the parameters.
_OPEN = and_(_reply.sent_at.is_(None), _reply.waived == literal_column("''"))
_UNTRIGGERED = and_(_reply.occasion == "", _reply.order_id == bindparam("of"), _OPEN)
_TRIGGER = (
    update(tables.replies)
    .where(_UNTRIGGERED, _reply.type == bindparam("of_type"))
    .values(occasion=bindparam("new_occasion"), repeats=bindparam("first"))
    .returning(_reply.id)
)
_WAIVE = update(tables.replies).where(_UNTRIGGERED).values(waived=bindparam("why"))
_WAIVE_ONE = update(tables.replies).where(_reply.id == bindparam("reply_id"), _OPEN).values(waived=bindparam("why"))
_TAKE_UP = update(tables.replies).where(_reply.id == bindparam("reply_id")).values(waived="")
_WRITE = (
    update(tables.replies)
    .where(_reply.id == bindparam("reply_id"), _reply.body.is_(None))
    .values(
        body=bindparam("new_body"),
        file_name=bindparam("new_name"),
        number=bindparam("new_number"),
        said=bindparam("new_said"),
        test=bindparam("is_test"),
        written_at=bindparam("now"),
    )
)
_MARK_SENT = update(tables.replies).where(_reply.id == bindparam("reply_id")).values(sent_at=bindparam("now"))
# A test order is never confirmed: nobody is late with it.
_OVERDUE = and_(_OPEN, _reply.due_at < bindparam("now"), _reply.test.is_(False))
_COUNT_OVERDUE = select(func.count()).select_from(tables.replies).where(_OVERDUE)
_ALARM = (
    update(tables.replies)
    .where(_OVERDUE, _reply.alarmed_at.is_(None))
    .values(alarmed_at=bindparam("now"))
    .returning(_reply.id)
)
_REPEATS = select(func.count()).select_from(tables.replies).where(_reply.repeats == bindparam("of"))
_NUMBER_BEFORE = (
    select(_reply.number)
    .where(_reply.order_id == bindparam("of"), _reply.type == bindparam("of_type"), _reply.written_at.is_not(None))
    .order_by(_reply.written_at.desc())
    .limit(1)
)


class ReplyRepository:
    """Answers, each written once; what was written never changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewReply) -> ReplyId | None:
        """None where the same answer on the same occasion is there. Raises Conflict when another one is the first."""
        values: dict[str, Any] = {
            "id": new_id(),
            "type": new.type.value,
            "about": new.order_id or f"{new.document_id}/{new.interchange}",
            "document_id": new.document_id,
            "order_id": new.order_id,
            "interchange": new.interchange,
            "occasion": new.occasion,
            "partner": new.partner,
            "expected_at": new.expected_at,
            "due_at": new.due_at,
            "repeats": new.repeats,
            "test": new.test,
        }
        if new.first_for:
            self._connection.execute(_ADD, values | {"first_for": new.first_for})
            return ReplyId(values["id"])
        added = self._connection.execute(insert_if_new(tables.replies, self._connection), values)
        return ReplyId(values["id"]) if added.rowcount == 1 else None

    def first_for(self, key: str) -> ReplyId | None:
        """The answer that these bytes were given before."""
        found = self._connection.execute(_FIRST, {"key": key}).scalar_one_or_none()
        return None if found is None else ReplyId(found)

    def repetitions(self, reply_id: ReplyId) -> int:
        """How often it is to be sent, or was, for copies of what it answers."""
        number: int = self._connection.execute(_REPEATS, {"of": reply_id}).scalar_one()
        return number

    def trigger(
        self, order_id: OrderId, type_: AnswerType, occasion: str, *, repeats: ReplyId | None = None
    ) -> ReplyId | None:
        """The answer that was awaited for the order now has its occasion; None where none was awaited."""
        values = {"of": order_id, "of_type": type_.value, "new_occasion": occasion, "first": repeats}
        found = self._connection.execute(_TRIGGER, values).scalar_one_or_none()
        return None if found is None else ReplyId(found)

    def waive(self, order_id: OrderId, why: str) -> int:
        """Nothing more comes of the order: the answers that are awaited for it are not sent; how many there were."""
        return self._connection.execute(_WAIVE, {"of": order_id, "why": why}).rowcount

    def waive_one(self, reply_id: ReplyId, why: str) -> None:
        """A person decided that it is not sent."""
        self._connection.execute(_WAIVE_ONE, {"reply_id": reply_id, "why": why})

    def take_up(self, reply_id: ReplyId) -> None:
        """It is to be sent after all."""
        self._connection.execute(_TAKE_UP, {"reply_id": reply_id})

    def get(self, reply_id: ReplyId) -> ReplyRow:
        """Raises NotFound."""
        row = self._connection.execute(_GET, {"reply_id": reply_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no answer {reply_id}")
        return _row(row)

    def beginning(self, letters: str) -> tuple[ReplyId, ...]:
        """Those whose ids begin so; two at most, which is enough to know that it is not one."""
        return tuple(self._connection.execute(_IDS.where(_reply.id.startswith(letters, autoescape=True))).scalars())

    def body(self, reply_id: ReplyId) -> bytes | None:
        """What was written; None before."""
        body: bytes | None = self._connection.execute(_BODY, {"reply_id": reply_id}).scalar_one_or_none()
        return body

    def write(self, reply_id: ReplyId, written: Written, now: datetime) -> None:
        """Keep the bytes. Raises NotFound where they are there: an answer is written once."""
        values = {
            "reply_id": reply_id,
            "new_body": written.body,
            "new_name": written.file_name,
            "new_number": written.number,
            "new_said": written.said,
            "is_test": written.test,
            "now": now,
        }
        if self._connection.execute(_WRITE, values).rowcount != 1:
            raise NotFound(f"there is no unwritten answer {reply_id}")

    def mark_sent(self, reply_id: ReplyId, now: datetime) -> None:
        """It is where the customer or its network fetches it."""
        self._connection.execute(_MARK_SENT, {"reply_id": reply_id, "now": now})

    def of_order(self, order_id: OrderId) -> tuple[ReplyRow, ...]:
        """All answers to an order, first to last."""
        return tuple(map(_row, self._connection.execute(_OF_ORDER, {"of": order_id})))

    def of_document(self, document_id: DocumentId) -> tuple[ReplyRow, ...]:
        """All answers to what a document holds."""
        return tuple(map(_row, self._connection.execute(_OF_DOCUMENT, {"of": document_id})))

    def number_before(self, order_id: OrderId, type_: AnswerType) -> str:
        """The number of our last answer of this kind to the order, empty where there is none."""
        values = {"of": order_id, "of_type": type_.value}
        return self._connection.execute(_NUMBER_BEFORE, values).scalar_one_or_none() or ""

    def listed(self, *, open_only: bool = False, limit: int = 50, offset: int = 0) -> Sequence[ReplyRow]:
        """Those that are due first, the rest from the newest on."""
        query = _WITH_WORK.where(_OPEN) if open_only else _WITH_WORK
        first = _reply.due_at if open_only else _reply.expected_at.desc()
        rows = self._connection.execute(query.order_by(first, _reply.id).limit(limit).offset(offset))
        return tuple(map(_row, rows))

    def count(self, *, open_only: bool = False) -> int:
        """How many `listed` has in all."""
        query = select(func.count()).select_from(tables.replies)
        number: int = self._connection.execute(query.where(_OPEN) if open_only else query).scalar_one()
        return number

    def overdue(self, now: datetime) -> int:
        """How many should have been sent before now."""
        number: int = self._connection.execute(_COUNT_OVERDUE, {"now": now}).scalar_one()
        return number

    def newly_overdue(self, now: datetime) -> tuple[ReplyRow, ...]:
        """Those that nobody was told of yet; from now on they were."""
        found = tuple(self._connection.execute(_ALARM, {"now": now}).scalars())
        return tuple(self.get(ReplyId(reply_id)) for reply_id in found)


def _row(row: AnyRow) -> ReplyRow:
    values = dict(row._mapping)
    outcome = values["outcome"]
    return ReplyRow(
        **{
            **values,
            "type": AnswerType(values["type"]),
            "outcome": None if outcome is None else Outcome(outcome),
            "reason": values["reason"] or "",
        }
    )
