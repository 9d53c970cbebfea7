"""Versions of the supplier's reference data, so that a decision can name the data it was made with."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from orders.ids import SnapshotId, new_id
from storage import tables
from storage.rows import LayerRow, SnapshotRow
from storage.types import AnyRow

_snapshot = tables.snapshots.c
_ADD = insert(tables.snapshots)
_LIST = select(tables.snapshots).order_by(_snapshot.number.desc())
_CURRENT = _LIST.limit(1)
_NAMED = select(tables.snapshots)
_LAST_NUMBER = select(func.coalesce(func.max(_snapshot.number), 0))


class SnapshotRepository:
    """The newest snapshot is the current one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, imported_at: datetime, *, origin: str, tables: Mapping[str, int], layers: Mapping[str, LayerRow]
    ) -> SnapshotRow:
        """A new snapshot of layers whose rows are there, current from the commit on.

        `tables` has the kinds of data that were loaded, with their number of rows.
        """
        number = self._connection.execute(_LAST_NUMBER).scalar_one() + 1
        row = SnapshotRow(SnapshotId(new_id()), number, imported_at, origin, dict(tables), dict(layers))
        values = {
            "id": row.id,
            "number": number,
            "imported_at": imported_at,
            "origin": origin,
            "tables": json.dumps(row.tables, sort_keys=True),
            "layers": json.dumps({part: _layer_shape(layer) for part, layer in layers.items()}, sort_keys=True),
        }
        self._connection.execute(_ADD, values)
        return row

    def current(self) -> SnapshotRow | None:
        """None before the first import."""
        row = self._connection.execute(_CURRENT).one_or_none()
        return None if row is None else _snapshot_row(row)

    def get(self, snapshot: SnapshotId) -> SnapshotRow | None:
        """None for a snapshot that never was."""
        row = self._connection.execute(_NAMED.where(_snapshot.id == snapshot)).one_or_none()
        return None if row is None else _snapshot_row(row)

    def list(self) -> tuple[SnapshotRow, ...]:
        """All of them, newest first."""
        return tuple(map(_snapshot_row, self._connection.execute(_LIST)))


def _snapshot_row(row: AnyRow) -> SnapshotRow:
    layers = {part: _layer_row(**shape) for part, shape in json.loads(row.layers).items()}
    return SnapshotRow(row.id, row.number, row.imported_at, row.origin, json.loads(row.tables), layers)


def _layer_shape(row: LayerRow) -> Mapping[str, int | str]:
    return {
        "layer": row.number,
        "rows": row.rows,
        "imported_at": row.imported_at.isoformat(),
        "as_of": row.as_of.isoformat(),
    }


def _layer_row(layer: int, rows: int, imported_at: str, as_of: str) -> LayerRow:
    return LayerRow(layer, rows, datetime.fromisoformat(imported_at), datetime.fromisoformat(as_of))
