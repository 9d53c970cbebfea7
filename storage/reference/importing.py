"""A folder of files becomes a new snapshot of reference data, current from its last commit on.

A part whose file is not in the folder is taken over from the snapshot before, so that stock can be imported every hour
without the catalogue. The rows are stored in many short transactions, between which others write, as layers that no
snapshot names before all of them are there: an import that fails leaves the data as it was. Layers are never changed;
old ones can be pruned.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import delete, select

from orders.errors import Misconfigured
from orders.ids import SnapshotId
from storage.database import Store
from storage.reference.csv_files import CsvTable, ImportProblem, as_text, open_table
from storage.reference.files import FILES, ReferenceFile
from storage.reference.loading import Loading
from storage.reference.tables import BESIDE, PARTS, items, kind_of, layers
from storage.reference.word_index import forget, remember
from storage.reference.workbook import as_csv
from storage.rows import LayerRow, SnapshotRow
from storage.unit_of_work import UnitOfWork

ABANDONED_AFTER = timedelta(days=1)
"""No import takes so long; what it left is nobody's."""

ToCsv = Callable[[str, bytes], bytes]
"""A workbook of this name as CSV. Raises `Misconfigured`."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: rows by kind of data in the new snapshot, and what could not be used."""

    snapshot: SnapshotId
    tables: Mapping[str, int]
    problems: tuple[ImportProblem, ...]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the folder, opened, with its header read."""

    kind: ReferenceFile
    table: CsvTable
    as_of: datetime


def import_folder(store: Store, folder: Path, now: datetime, *, to_csv: ToCsv = as_csv) -> ImportReport:
    """Read the files that are there and make a snapshot of them. Memory does not grow with their size.

    Raises `Misconfigured` when there is none, or one cannot be used at all; then nothing changed.
    """
    with ExitStack() as opened:
        files = open_files(folder, opened, to_csv)
        loaded: dict[str, LayerRow] = {}
        try:
            for file in files:
                loaded |= _load(store, file, now)
        except BaseException:
            _discard(store, loaded)
            raise
        with store.begin() as uow:
            snapshot = _snapshot(uow, loaded, now, origin=folder.name)
    return ImportReport(
        snapshot.id, snapshot.tables, tuple(problem for file in files for problem in file.table.problems)
    )


def open_files(folder: Path, opened: ExitStack, to_csv: ToCsv) -> Sequence[FoundFile]:
    """Every file that is there, which closes with the stack. Raises `Misconfigured` as `import_folder`."""
    found = [file for kind in FILES if (file := _open(folder, kind, opened, to_csv))]
    if not found:
        expected = ", ".join(f"{kind.name}.csv" for kind in FILES)
        raise Misconfigured(
            f"{folder} has no reference data. Expected any of {expected}, or the same as .xlsx. Nothing was imported."
        )
    return found


def prune(uow: UnitOfWork, keep: int, now: datetime) -> int:
    """Delete the rows of all but the newest `keep` snapshots, and say of how many. Their names stay for the record.

    Rows that a newer snapshot shares stay too. Raises ValueError when none would be kept: validation works with the
    newest.
    """
    if keep < 1:
        raise ValueError("at least the current snapshot must be kept")
    snapshots = uow.snapshots.list()
    wanted = {layer.number for snapshot in snapshots[:keep] for layer in snapshot.layers.values()}
    named = {layer.number for snapshot in snapshots for layer in snapshot.layers.values()}
    present = {row.number: row for row in uow.connection.execute(select(layers))}
    gone = [
        row
        for number, row in present.items()
        if number not in wanted and (number in named or now - row.imported_at > ABANDONED_AFTER)
    ]
    for row in gone:
        _delete(uow, row.part, row.number)
    numbers = {row.number for row in gone}
    return sum(any(layer.number in numbers for layer in snapshot.layers.values()) for snapshot in snapshots[keep:])


def _open(folder: Path, kind: ReferenceFile, opened: ExitStack, to_csv: ToCsv) -> FoundFile | None:
    paths = [path for ending in ("csv", "xlsx") if (path := folder / f"{kind.name}.{ending}").is_file()]
    if len(paths) > 1:
        raise Misconfigured(f"{folder} has {kind.name}.csv and {kind.name}.xlsx. Leave one. Nothing was imported.")
    if not paths:
        return None
    (path,) = paths
    as_of = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    file: IO[bytes] = opened.enter_context(path.open("rb"))
    if path.suffix == ".xlsx":
        converted = to_csv(path.name, file.read())
        file = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 -- the stack closes it
        file.write(converted)
    table = open_table(path.name, opened.enter_context(as_text(file)))
    table.require(kind.required)
    return FoundFile(kind, table, as_of)


def _load(store: Store, file: FoundFile, now: datetime) -> Mapping[str, LayerRow]:
    with store.begin() as uow:
        numbers = {part: _new_layer(uow, part, now) for part in file.kind.parts}
    loading = Loading(store, file.table, numbers)
    try:
        counts = loading.load(file.kind.rows)
        if "items" in numbers:
            remember(store, numbers["items"])
    except BaseException:
        _discard(store, {part: LayerRow(number, 0, now, now) for part, number in numbers.items()})
        raise
    return {part: LayerRow(number, counts[part], now, file.as_of) for part, number in numbers.items()}


def _new_layer(uow: UnitOfWork, part: str, now: datetime) -> int:
    add = layers.insert().values(part=part, imported_at=now).returning(layers.c.number)
    return int(uow.connection.execute(add).scalar_one())


def _snapshot(uow: UnitOfWork, loaded: Mapping[str, LayerRow], now: datetime, *, origin: str) -> SnapshotRow:
    before = uow.snapshots.current()
    parts = {**(before.layers if before else {}), **loaded}
    counts: dict[str, int] = {}
    for part in PARTS:
        if part in parts and (parts[part].rows or part not in BESIDE):
            counts[kind_of(part)] = counts.get(kind_of(part), 0) + parts[part].rows
    return uow.snapshots.add(now, origin=origin, tables=counts, layers=parts)


def _discard(store: Store, loaded: Mapping[str, LayerRow]) -> None:
    with store.begin() as uow:
        for part, layer in loaded.items():
            _delete(uow, part, layer.number)


def _delete(uow: UnitOfWork, part: str, number: int) -> None:
    rows = PARTS[part]
    uow.connection.execute(delete(rows).where(rows.c.layer == number))
    if rows is items and uow.connection.dialect.name == "sqlite":
        uow.connection.execute(forget(number))
    uow.connection.execute(delete(layers).where(layers.c.number == number))
