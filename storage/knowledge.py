"""What people taught. A row is a revision, and so is a retirement; none is ever changed or deleted."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_

from orders.ids import new_id
from orders.knowledge import Knowledge, KnowledgeKind
from storage import tables
from storage.errors import NotFound
from storage.types import AnyRow, AnySelect

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
    """Implements `orders.reference.KnowledgeBase`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None:
        """What this key means for this customer now, letter for letter."""
        row = self._latest(kind, customer, key)
        return None if row is None or row.retired else _read(row)

    def teach(
        self,
        kind: KnowledgeKind,
        customer: str,
        key: str,
        value: str,
        *,
        author: str,
        at: datetime,
        decision_id: str = "",
    ) -> Knowledge:
        """A new revision of what this key means; the valid one where it says so already.

        Raises Conflict when another person teaches the same key at the same time.
        """
        row = self._latest(kind, customer, key)
        if row is not None and not row.retired and row.value == value:
            return _read(row)
        taught = Knowledge(
            id=new_id() if row is None else row.id,
            revision=1 if row is None else row.revision + 1,
            kind=kind,
            customer=customer,
            key=key,
            value=value,
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
            self._add(_read(row).model_copy(update=changed), retired=True)

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
        return tuple(map(_read, self._connection.execute(query)))

    def history(self, knowledge_id: str) -> tuple[Knowledge, ...]:
        """All revisions, first to last, that of a retirement included."""
        return tuple(map(_read, self._connection.execute(_HISTORY, {"of": knowledge_id})))

    def _latest(self, kind: KnowledgeKind, customer: str, key: str) -> AnyRow | None:
        values = {"of_kind": kind.value, "of_customer": customer, "of_key": key}
        return self._connection.execute(_LATEST_OF_KEY, values).one_or_none()

    def _add(self, knowledge: Knowledge, *, retired: bool) -> None:
        self._connection.execute(_ADD, knowledge.model_dump() | {"kind": knowledge.kind.value, "retired": retired})


def _read(row: AnyRow) -> Knowledge:
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
