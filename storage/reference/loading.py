"""The rows of one file into their tables, batch by batch; a second row with the key of another is reported."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from storage.database import Store
from storage.reference.cells import FileRow, UnusableRow
from storage.reference.csv_files import CsvTable
from storage.reference.tables import PARTS
from storage.upsert import insert_if_new

BATCH = 5_000
"""Lines stored in one transaction: few enough that others who write need not wait long."""

PartRow = tuple[str, dict[str, Any]]
Line = tuple[int, Sequence[PartRow]]
"""What one line of the file brings, the main row first."""


@dataclass(slots=True)
class Loading:
    """One file on its way into its layers, by part."""

    store: Store
    table: CsvTable
    layers: Mapping[str, int]
    counts: Counter[str] = field(default_factory=Counter)

    def load(self, rows: Callable[[FileRow], Iterator[PartRow]]) -> Mapping[str, int]:
        """Store everything, and give the number of rows by part."""
        lines = self._lines(rows)
        while batch := list(islice(lines, BATCH)):
            with self.store.begin() as uow:
                self._store(uow.connection, batch)
        return self.counts

    def _lines(self, rows: Callable[[FileRow], Iterator[PartRow]]) -> Iterator[Line]:
        for number, row in self.table.rows:
            try:
                yield number, [(part, {"layer": self.layers[part], **values}) for part, values in rows(row)]
            except UnusableRow as fault:
                self.table.report(number, fault)

    def _store(self, connection: Connection, batch: Sequence[Line]) -> None:
        """All at once, as nearly every batch can be; line by line where a key is there already."""
        by_part: dict[str, list[dict[str, Any]]] = {}
        for _number, rows in batch:
            for part, values in rows:
                by_part.setdefault(part, []).append(values)
        try:
            with connection.begin_nested():
                for part, many in by_part.items():
                    connection.execute(insert(PARTS[part]), many)
        except IntegrityError:
            for number, rows in batch:
                self._store_line(connection, number, rows)
        else:
            self.counts.update({part: len(many) for part, many in by_part.items()})

    def _store_line(self, connection: Connection, number: int, rows: Sequence[PartRow]) -> None:
        """Up to the first row whose key is taken: what hangs on it would be said of another."""
        for part, values in rows:
            table = PARTS[part]
            if not connection.execute(insert_if_new(table, connection), values).rowcount:
                key = dict.fromkeys(str(values[column.name]) for column in table.primary_key if column.name != "layer")
                named = " / ".join(filter(None, key))
                self.table.report(number, UnusableRow("", f"{named} stands in this file twice; the first row is used"))
                return
            self.counts[part] += 1
