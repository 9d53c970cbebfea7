"""What was received, and how far each source was read."""

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from orders.document import Arrival, SourceKey
from orders.ids import ArrivalId
from orders.stages import Subject
from storage import tables
from storage.errors import NotFound
from storage.search import SearchIndex
from storage.types import AnyRow
from storage.upsert import insert_if_new, insert_or_update

_arrival = tables.arrivals.c
_alias = tables.arrival_keys.c
_cursor = tables.cursors.c

_GET = select(tables.arrivals).where(_arrival.id == bindparam("arrival_id"))
_KNOWN = select(_arrival.id).where(_arrival.source == bindparam("of"), _arrival.key == bindparam("with_key"))
_ALIAS = select(_alias.arrival_id).where(_alias.source == bindparam("of"), _alias.key == bindparam("with_key"))
_SAME_MAIL = select(_arrival.id).where(
    _arrival.source == bindparam("of"),
    _arrival.digest == bindparam("with_digest"),
    _arrival.media_type == tables.MAIL,
)
_CURSOR = select(_cursor.cursor).where(_cursor.source == bindparam("of"))


class ArrivalRepository:
    """Arrivals are added once and never changed; each is indexed for search as it is added."""

    def __init__(self, connection: Connection, search: SearchIndex) -> None:
        self._connection = connection
        self._search = search

    def add(self, arrival: Arrival) -> bool:
        """False when it is known: by its source key, or, for a mail, by the same bytes from the same source.

        A mail that is met again under another key is remembered by that key too.
        """
        added = self._connection.execute(insert_if_new(tables.arrivals, self._connection), _values(arrival))
        if added.rowcount == 1:
            self._search.add(Subject.ARRIVAL, arrival.id, (arrival.name, arrival.sender))
            return True
        self._remember_key(arrival)
        return False

    def knows(self, key: SourceKey) -> bool:
        """Whether an arrival with this key, or the same mail under another key, was committed."""
        values = {"of": key.source, "with_key": key.key}
        return any(self._connection.execute(query, values).first() for query in (_KNOWN, _ALIAS))

    def get(self, arrival_id: ArrivalId) -> Arrival:
        """Raises NotFound."""
        row = self._connection.execute(_GET, {"arrival_id": arrival_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no arrival {arrival_id}")
        return _arrival_row(row)

    def cursor(self, source: str) -> str:
        """What the source asked to be remembered; empty before its first commit."""
        return self._connection.execute(_CURSOR, {"of": source}).scalar_one_or_none() or ""

    def set_cursor(self, source: str, cursor: str) -> None:
        """Remember how far the source was read, in the same unit of work as what was read."""
        self._connection.execute(
            insert_or_update(tables.cursors, self._connection), {"source": source, "cursor": cursor}
        )

    def _remember_key(self, arrival: Arrival) -> None:
        key = arrival.source_key
        if arrival.media_type != tables.MAIL or self.knows(key):
            return
        known = self._connection.execute(_SAME_MAIL, {"of": key.source, "with_digest": arrival.digest}).scalar_one()
        self._connection.execute(
            insert(tables.arrival_keys), {"source": key.source, "key": key.key, "arrival_id": known}
        )


def _values(arrival: Arrival) -> dict[str, Any]:
    return {
        "id": arrival.id,
        "source": arrival.source_key.source,
        "key": arrival.source_key.key,
        "digest": arrival.digest,
        "size": arrival.size,
        "name": arrival.name,
        "media_type": arrival.media_type,
        "sender": arrival.sender,
        "received_at": arrival.received_at,
        "historic": arrival.historic,
    }


def _arrival_row(row: AnyRow) -> Arrival:
    arrival_id, source, key, *rest = row
    return Arrival(arrival_id, SourceKey(source, key), *rest)
