"""What people had taught by an earlier moment, for replays: each revision has its entry in the journal."""

from sqlalchemy import Connection, and_, bindparam, select

from orders.knowledge import FOR_EVERYONE, Knowledge, KnowledgeKind
from orders.stages import JournalSubject
from storage import tables
from storage.knowledge import Remembered

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
        _knowledge.customer.in_((bindparam("of_customer"), FOR_EVERYONE)),
        _journal.position <= bindparam("until"),
    )
    .order_by(_knowledge.revision)
)


class KnowledgeThen:
    """Implements `orders.reference.KnowledgeBase` as of a position of the journal."""

    def __init__(self, connection: Connection, position: int) -> None:
        self._connection = connection
        self._position = position
        self._remembered: dict[tuple[KnowledgeKind, str], Remembered] = {}

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None:
        """What this key meant for this customer then, letter for letter; else what it meant for everyone."""
        if (kind, customer) not in self._remembered:
            values = {"of_kind": kind.value, "of_customer": customer, "until": self._position}
            known = self._remembered[kind, customer] = Remembered({}, is_all=True)
            known.add((), self._connection.execute(_OF_CUSTOMER, values))
        return self._remembered[kind, customer].valid(customer, key)
