"""Versions of the supplier's reference data, so that a decision can name the data it was made with."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from orders.ids import SnapshotId, new_id
from storage import tables
from storage.rows import SnapshotRow
from storage.types import AnyRow

_snapshot = tables.snapshots.c
_ADD = insert(tables.snapshots)
_LIST = select(tables.snapshots).order_by(_snapshot.number.desc())
_CURRENT = _LIST.limit(1)
_LAST_NUMBER = select(func.coalesce(func.max(_snapshot.number), 0))


class SnapshotRepository:
    """The newest snapshot is the current one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, imported_at: datetime, *, origin: str, tables: Mapping[str, int]) -> SnapshotRow:
        """A new snapshot, current from the commit on; its rows are written in the same unit of work.

        `tables` has the kinds of data that were loaded, with their number of rows.
        """
        number = self._connection.execute(_LAST_NUMBER).scalar_one() + 1
        row = SnapshotRow(SnapshotId(new_id()), number, imported_at, origin, dict(tables))
        values = {
            "id": row.id,
            "number": number,
            "imported_at": imported_at,
            "origin": origin,
            "tables": json.dumps(row.tables, sort_keys=True),
        }
        self._connection.execute(_ADD, values)
        return row

    def current(self) -> SnapshotRow | None:
        """None before the first import."""
        row = self._connection.execute(_CURRENT).one_or_none()
        return None if row is None else _snapshot_row(row)

    def list(self) -> tuple[SnapshotRow, ...]:
        """All of them, newest first."""
        return tuple(map(_snapshot_row, self._connection.execute(_LIST)))


def _snapshot_row(row: AnyRow) -> SnapshotRow:
    return SnapshotRow(row.id, row.number, row.imported_at, row.origin, json.loads(row.tables))
