"""What a snapshot is made of, and the reading of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from sqlalchemy import Connection, Row, func, select

from orders.ids import SnapshotId
from orders.reference import Loaded
from storage.reference.queries import AnyQuery
from storage.reference.tables import BESIDE, PARTS, PRICED, kind_of, layers
from storage.rows import LayerRow
from storage.snapshots import SnapshotRepository

_STILL_THERE = select(func.count()).select_from(layers)


@dataclass(frozen=True)
class Layers:
    """The layers of one snapshot by part; those before the first import are none."""

    connection: Connection
    snapshot: SnapshotId
    parts: Mapping[str, LayerRow]

    @classmethod
    def of(cls, connection: Connection, snapshot: SnapshotId | None) -> Self:
        """Those of the current snapshot where none is named.

        Raises LookupError for a snapshot that never was, or whose rows were pruned.
        """
        repository = SnapshotRepository(connection)
        row = repository.current() if snapshot is None else repository.get(snapshot)
        if row is None and snapshot is not None:
            raise LookupError(f"there is no reference snapshot {snapshot}")
        made = cls(connection, row.id if row else SnapshotId(""), row.layers if row else {})
        if snapshot is not None and not made._are_there():
            raise LookupError(f"the rows of reference snapshot {snapshot} were pruned; validate with a newer one")
        return made

    @cached_property
    def kinds(self) -> Mapping[str, Loaded]:
        """The kinds of data that were loaded."""
        return loaded_kinds(self.parts)

    @cached_property
    def detailed(self) -> frozenset[str]:
        """The kinds of data that are there, and prices in any case: a query has to ask for something."""
        return frozenset({"prices", *map(kind_of, self.parts)})

    def rows(self, query: AnyQuery, **values: Any) -> list[Row[Any]]:
        """The rows of a query of `queries.py`."""
        return list(self.connection.execute(query, {**self._parameters, **values}).all())

    @cached_property
    def _parameters(self) -> Mapping[str, Any]:
        numbers = {part: row.number for part, row in self.parts.items()}
        price_layers = [number for part, number in numbers.items() if part in PRICED]
        return {**{f"layer_{part}": numbers.get(part) for part in PARTS}, "price_layers": price_layers}

    def _are_there(self) -> bool:
        numbers = [row.number for row in self.parts.values()]
        count = self.connection.execute(_STILL_THERE.where(layers.c.number.in_(numbers))).scalar_one()
        return count == len(numbers)


def loaded_kinds(parts: Mapping[str, LayerRow]) -> Mapping[str, Loaded]:
    """The kinds of data in these layers, each as old as the oldest file that it comes from."""
    kinds: dict[str, list[LayerRow]] = {}
    for part, row in parts.items():
        if row.rows or part not in BESIDE:
            kinds.setdefault(kind_of(part), []).append(row)
    return {kind: _together(rows) for kind, rows in kinds.items()}


def _together(rows: list[LayerRow]) -> Loaded:
    return Loaded(
        rows=sum(row.rows for row in rows),
        imported_at=min(row.imported_at for row in rows),
        as_of=min(row.as_of for row in rows),
    )
