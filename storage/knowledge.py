"""What people taught. A row is a revision, and so is a retirement; none is ever changed or deleted.

Each revision is in the journal with its author and the digest of what it says, by which a changed row is told.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_

from orders.ids import Digest, new_id
from orders.knowledge import Knowledge, KnowledgeKind
from orders.lessons import Lesson
from orders.stages import JournalSubject
from storage import tables
from storage.errors import NotFound
from storage.journal import JournalRepository, canonical
from storage.rows import JournalDetail
from storage.types import AnyRow, AnySelect, plain_text

# An order asks for each of its lines; one query for all that a customer's people taught is quicker up to here.
_FEW = 500

_knowledge = tables.knowledge.c
_ADD = insert(tables.knowledge)
_LATEST_OF_KEY = (
    select(tables.knowledge)
    .where(
        _knowledge.kind == bindparam("of_kind"),
        _knowledge.customer == bindparam("of_customer"),
        _knowledge.key == bindparam("of_key"),
    )
    .order_by(_knowledge.revision.desc())
    .limit(1)
)
_OF_CUSTOMER = (
    select(tables.knowledge)
    .where(_knowledge.kind == bindparam("of_kind"), _knowledge.customer == bindparam("of_customer"))
    .order_by(_knowledge.key, _knowledge.revision)
    .limit(bindparam("most"))
)
_LATEST_OF_ID = (
    select(tables.knowledge).where(_knowledge.id == bindparam("of")).order_by(_knowledge.revision.desc()).limit(1)
)
_HISTORY = select(tables.knowledge).where(_knowledge.id == bindparam("of")).order_by(_knowledge.revision)
_latest = select(_knowledge.id, func.max(_knowledge.revision)).group_by(_knowledge.id)
_VALID = (
    select(tables.knowledge)
    .where(tuple_(_knowledge.id, _knowledge.revision).in_(_latest), _knowledge.retired.is_(False))
    .order_by(_knowledge.customer, _knowledge.kind, _knowledge.key)
)


class KnowledgeRepository:
    """Implements `orders.reference.KnowledgeBase`. It remembers what it read for the one unit of work that it lives."""

    def __init__(self, connection: Connection, journal: JournalRepository) -> None:
        self._connection = connection
        self._journal = journal
        self._remembered: dict[tuple[KnowledgeKind, str], Mapping[str, AnyRow] | None] = {}

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None:
        """What this key means for this customer now, letter for letter."""
        known = self._of_customer(kind, customer)
        row = self._latest(kind, customer, key) if known is None else known.get(key)
        return None if row is None or row.retired else knowledge_from(row)

    def teach(self, lesson: Lesson, *, author: str, at: datetime, decision_id: str = "") -> Knowledge:
        """A new revision of what the lesson's key means; the valid one where it says so already.

        Raises Conflict when another person teaches the same key at the same time.
        """
        row = self._latest(lesson.kind, lesson.customer, lesson.key)
        if row is not None and not row.retired and row.value == lesson.value:
            return knowledge_from(row)
        taught = Knowledge(
            id=new_id() if row is None else row.id,
            revision=1 if row is None else row.revision + 1,
            kind=lesson.kind,
            customer=lesson.customer,
            key=lesson.key,
            value=lesson.value,
            author=author,
            taught_at=at,
            decision_id=decision_id,
        )
        self._add(taught, retired=False)
        return taught

    def retire(self, knowledge_id: str, author: str, at: datetime) -> None:
        """It is valid no more, until it is taught again. Raises NotFound."""
        row = self._connection.execute(_LATEST_OF_ID, {"of": knowledge_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no knowledge {knowledge_id}")
        if not row.retired:
            changed = {"revision": row.revision + 1, "author": author, "taught_at": at, "decision_id": ""}
            self._add(knowledge_from(row).model_copy(update=changed), retired=True)

    def all(
        self,
        *,
        customer: str | None = None,
        kind: KnowledgeKind | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Knowledge, ...]:
        """What is valid now, by customer, kind and key."""
        query: AnySelect = _VALID.limit(limit).offset(offset)
        if customer is not None:
            query = query.where(_knowledge.customer == customer)
        if kind is not None:
            query = query.where(_knowledge.kind == kind.value)
        return tuple(map(knowledge_from, self._connection.execute(query)))

    def history(self, knowledge_id: str) -> tuple[Knowledge, ...]:
        """All revisions, first to last, that of a retirement included."""
        return tuple(map(knowledge_from, self._connection.execute(_HISTORY, {"of": knowledge_id})))

    def _of_customer(self, kind: KnowledgeKind, customer: str) -> Mapping[str, AnyRow] | None:
        """The newest revision of every key, None where that is too much to read for the sake of one order."""
        if (kind, customer) not in self._remembered:
            values = {"of_kind": kind.value, "of_customer": customer, "most": _FEW + 1}
            rows = self._connection.execute(_OF_CUSTOMER, values).all()
            # A later revision takes the place of an earlier one.
            self._remembered[kind, customer] = {row.key: row for row in rows} if len(rows) <= _FEW else None
        return self._remembered[kind, customer]

    def _latest(self, kind: KnowledgeKind, customer: str, key: str) -> AnyRow | None:
        values = {"of_kind": kind.value, "of_customer": customer, "of_key": key}
        return self._connection.execute(_LATEST_OF_KEY, values).one_or_none()

    def _add(self, knowledge: Knowledge, *, retired: bool) -> None:
        self._remembered.pop((knowledge.kind, knowledge.customer), None)
        self._connection.execute(_ADD, knowledge.model_dump() | {"kind": knowledge.kind.value, "retired": retired})
        event = "knowledge.retired" if retired else "knowledge.taught"
        detail: JournalDetail = {"revision": knowledge.revision, "digest": lesson_digest(knowledge)}
        self._journal.write(
            JournalSubject.KNOWLEDGE, knowledge.id, event, knowledge.author, detail, knowledge.taught_at
        )


def lesson_digest(knowledge: Knowledge) -> Digest:
    """SHA-256 over what it says: kind, customer, key, value and decision, as canonical JSON."""
    said = [knowledge.kind.value, knowledge.customer, knowledge.key, knowledge.value, knowledge.decision_id]
    return Digest(sha256(canonical([plain_text(text) for text in said]).encode("ascii")).hexdigest())


def knowledge_from(row: AnyRow) -> Knowledge:
    """A row of all columns of the table."""
    return Knowledge(
        id=row.id,
        revision=row.revision,
        kind=KnowledgeKind(row.kind),
        customer=row.customer,
        key=row.key,
        value=row.value,
        author=row.author,
        taught_at=row.taught_at,
        decision_id=row.decision_id,
    )
