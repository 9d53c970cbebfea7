"""What people taught. A row is a revision, and so is a retirement; none is ever changed or deleted.

Each revision is in the journal with its author and the digest of what it says, by which a changed row is told.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, insert, or_, select, tuple_

from orders.ids import Digest, new_id
from orders.knowledge import FOR_EVERYONE, SHARED, Knowledge, KnowledgeKind
from orders.lessons import Lesson
from orders.stages import JournalSubject
from storage import tables
from storage.errors import NotFound
from storage.journal import JournalRepository, canonical
from storage.rows import JournalDetail
from storage.types import AnyRow, AnySelect, plain_text

# An order asks for each of its lines; one query for all that was taught for its customer is quicker up to here. Where
# there is more, it may still be little of one kind.
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
    .where(
        _knowledge.kind.in_(bindparam("of_kinds", expanding=True)),
        _knowledge.customer.in_((bindparam("of_customer"), FOR_EVERYONE)),
    )
    .order_by(_knowledge.revision)
    .limit(bindparam("most"))
)
_OF_KEYS = (
    select(tables.knowledge)
    .where(
        _knowledge.kind == bindparam("of_kind"),
        _knowledge.customer.in_((bindparam("of_customer"), FOR_EVERYONE)),
        _knowledge.key.in_(bindparam("of_keys", expanding=True)),
    )
    .order_by(_knowledge.revision)
)
_LATEST_OF_ID = (
    select(tables.knowledge).where(_knowledge.id == bindparam("of")).order_by(_knowledge.revision.desc()).limit(1)
)
_HISTORY = select(tables.knowledge).where(_knowledge.id == bindparam("of")).order_by(_knowledge.revision)
_latest = select(_knowledge.id, func.max(_knowledge.revision)).group_by(_knowledge.id)
_VALID = and_(tuple_(_knowledge.id, _knowledge.revision).in_(_latest), _knowledge.retired.is_(False))
_BY_CUSTOMER = (_knowledge.customer, _knowledge.kind, _knowledge.key)
_OF_DECISIONS = (
    select(tables.knowledge)
    .where(_knowledge.decision_id.in_(bindparam("of_decisions", expanding=True)))
    .order_by(_knowledge.taught_at, _knowledge.id)
)


class KnowledgeRepository:
    """Implements `orders.reference.KnowledgeBase`. It remembers what it read for the one unit of work that it lives."""

    def __init__(self, connection: Connection, journal: JournalRepository) -> None:
        self._connection = connection
        self._journal = journal
        self._remembered: dict[tuple[KnowledgeKind, str], Remembered] = {}
        self._begun: set[str] = set()

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None:
        """What this key means for this customer now, letter for letter; else what it means for everyone."""
        known = self._of_customer(kind, customer)
        if key not in known and not known.is_all:
            self.read_ahead(kind, customer, (key,))
        return known.valid(customer, key)

    def read_ahead(self, kind: KnowledgeKind, customer: str, keys: Collection[str]) -> None:
        """Read at once what these keys mean, where too much was taught to read all of it."""
        known = self._of_customer(kind, customer)
        missing = () if known.is_all else tuple(key for key in keys if key not in known)
        if missing:
            values = {"of_kind": kind.value, "of_customer": customer, "of_keys": missing}
            known.add(missing, self._connection.execute(_OF_KEYS, values))

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
        self._add(taught)
        return taught

    def retire(self, knowledge_id: str, author: str, at: datetime, reason: str = "") -> None:
        """It is valid no more, until it is taught again. Raises NotFound."""
        row = self._connection.execute(_LATEST_OF_ID, {"of": knowledge_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no knowledge {knowledge_id}")
        if not row.retired:
            changed = {"revision": row.revision + 1, "author": author, "taught_at": at, "decision_id": ""}
            self._add(knowledge_from(row).model_copy(update=changed | {"retired": True, "reason": reason}))

    def all(
        self,
        *,
        customer: str | None = None,
        kind: KnowledgeKind | None = None,
        search: str = "",
        for_everyone: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Knowledge, ...]:
        """What is valid now, by customer, kind and key. `search` is a part of the words, the meaning or the customer.

        `for_everyone`: only what counts for every customer.
        """
        query: AnySelect = select(tables.knowledge).where(
            _VALID, *_chosen(customer, kind, search, for_everyone=for_everyone)
        )
        query = query.order_by(*_BY_CUSTOMER).limit(limit).offset(offset)
        return tuple(map(knowledge_from, self._connection.execute(query)))

    def count(
        self,
        *,
        customer: str | None = None,
        kind: KnowledgeKind | None = None,
        search: str = "",
        for_everyone: bool = False,
    ) -> int:
        """How much of it there is."""
        chosen = _chosen(customer, kind, search, for_everyone=for_everyone)
        query = select(func.count()).select_from(tables.knowledge).where(_VALID, *chosen)
        number: int = self._connection.execute(query).scalar_one()
        return number

    def of_decisions(self, decision_ids: Iterable[str]) -> tuple[Knowledge, ...]:
        """The revisions that these decisions taught."""
        values = {"of_decisions": tuple(decision_ids)}
        return tuple(map(knowledge_from, self._connection.execute(_OF_DECISIONS, values)))

    def history(self, knowledge_id: str) -> tuple[Knowledge, ...]:
        """All revisions, first to last, that of a retirement included."""
        return tuple(map(knowledge_from, self._connection.execute(_HISTORY, {"of": knowledge_id})))

    def _of_customer(self, kind: KnowledgeKind, customer: str) -> "Remembered":
        """What was taught, but for where that is too much to read for the sake of one order."""
        if customer not in self._begun:
            self._begun.add(customer)
            self._remember(customer, tuple(KnowledgeKind))
        if (kind, customer) not in self._remembered and not self._remember(customer, (kind,)):
            self._remembered[kind, customer] = Remembered({}, is_all=False)
        return self._remembered[kind, customer]

    def _remember(self, customer: str, kinds: Collection[KnowledgeKind]) -> bool:
        """Keep all that was taught of these kinds; nothing where it is too much."""
        values = {"of_kinds": [kind.value for kind in kinds], "of_customer": customer, "most": _FEW + 1}
        rows = self._connection.execute(_OF_CUSTOMER, values).all()
        if len(rows) > _FEW:
            return False
        for kind in kinds:
            known = self._remembered[kind, customer] = Remembered({}, is_all=True)
            known.add((), (row for row in rows if row.kind == kind.value))
        return True

    def _latest(self, kind: KnowledgeKind, customer: str, key: str) -> AnyRow | None:
        values = {"of_kind": kind.value, "of_customer": customer, "of_key": key}
        return self._connection.execute(_LATEST_OF_KEY, values).one_or_none()

    def _add(self, knowledge: Knowledge) -> None:
        # What is taught for everyone is remembered with that of each customer.
        self._remembered.clear()
        self._begun.clear()
        self._connection.execute(_ADD, knowledge.model_dump() | {"kind": knowledge.kind.value})
        event = "knowledge.retired" if knowledge.retired else "knowledge.taught"
        detail: JournalDetail = {"revision": knowledge.revision, "digest": lesson_digest(knowledge)}
        self._journal.write(
            JournalSubject.KNOWLEDGE, knowledge.id, event, knowledge.author, detail, knowledge.taught_at
        )


@dataclass(slots=True)
class Remembered:
    """The newest revision of each key of a customer and of everyone; `is_all`: of every key that there is."""

    rows: dict[str, dict[str, AnyRow]]
    is_all: bool

    def __contains__(self, key: str) -> bool:
        return key in self.rows

    def add(self, keys: Collection[str], rows: Iterable[AnyRow]) -> None:
        """The rows of these keys, in the order of their revisions; a key may have none."""
        for key in keys:
            self.rows[key] = {}
        for row in rows:
            self.rows.setdefault(row.key, {})[row.customer] = row

    def valid(self, customer: str, key: str) -> Knowledge | None:
        """The customer's own, else everyone's."""
        of_key = self.rows.get(key, {})
        own = [of_key[whose] for whose in (customer, FOR_EVERYONE) if whose in of_key and not of_key[whose].retired]
        return knowledge_from(own[0]) if own else None


def _chosen(
    customer: str | None,
    kind: KnowledgeKind | None,
    search: str,
    *,
    for_everyone: bool,
) -> Iterator[ColumnElement[bool]]:
    if for_everyone:
        yield _knowledge.customer == FOR_EVERYONE
        yield _knowledge.kind.in_([one.value for one in SHARED])
    if customer is not None:
        yield _knowledge.customer == customer
    if kind is not None:
        yield _knowledge.kind == kind.value
    if search:
        columns = (_knowledge.key, _knowledge.value, _knowledge.customer, _knowledge.author)
        yield or_(*(column.icontains(search, autoescape=True) for column in columns))


def lesson_digest(knowledge: Knowledge) -> Digest:
    """SHA-256 over what it says: kind, customer, key, value, decision and reason if any, as canonical JSON."""
    said = [knowledge.kind.value, knowledge.customer, knowledge.key, knowledge.value, knowledge.decision_id]
    said += [knowledge.reason] if knowledge.reason else []
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
        retired=row.retired,
        reason=row.reason,
    )
