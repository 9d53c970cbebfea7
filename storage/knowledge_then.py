"""What people had taught by an earlier moment, for replays: each revision has its entry in the journal."""

from collections.abc import Mapping

from sqlalchemy import Connection, and_, bindparam, select

from orders.knowledge import Knowledge, KnowledgeKind
from orders.stages import JournalSubject
from storage import tables
from storage.knowledge import knowledge_from
from storage.types import AnyRow

_knowledge = tables.knowledge.c
_journal = tables.journal.c
_TAUGHT = and_(
    _journal.subject == JournalSubject.KNOWLEDGE.value,
    _journal.subject_id == _knowledge.id,
    _journal.seq == _knowledge.revision,
)
_OF_CUSTOMER = (
    select(tables.knowledge)
    .join(tables.journal, _TAUGHT)
    .where(
        _knowledge.kind == bindparam("of_kind"),
        _knowledge.customer == bindparam("of_customer"),
        _journal.position <= bindparam("until"),
    )
    .order_by(_knowledge.key, _knowledge.revision)
)


class KnowledgeThen:
    """Implements `orders.reference.KnowledgeBase` as of a position of the journal."""

    def __init__(self, connection: Connection, position: int) -> None:
        self._connection = connection
        self._position = position
        self._remembered: dict[tuple[KnowledgeKind, str], Mapping[str, AnyRow]] = {}

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None:
        """What this key meant for this customer then, letter for letter."""
        if (kind, customer) not in self._remembered:
            values = {"of_kind": kind.value, "of_customer": customer, "until": self._position}
            rows = self._connection.execute(_OF_CUSTOMER, values)
            # A later revision takes the place of an earlier one.
            self._remembered[kind, customer] = {row.key: row for row in rows}
        row = self._remembered[kind, customer].get(key)
        return None if row is None or row.retired else knowledge_from(row)
