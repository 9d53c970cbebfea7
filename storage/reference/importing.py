"""A folder of CSV files becomes a new snapshot of reference data, current from the commit on.

A kind of data whose file is not in the folder is taken over from the snapshot before, so that stock can be imported
every hour without the catalogue. Snapshots are never changed; old ones can be pruned of their rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, delete, false, func, insert, literal, select, true

from orders.errors import Misconfigured
from orders.ids import SnapshotId
from storage.database import Store
from storage.reference.csv_files import ImportProblem, read_table
from storage.reference.kinds import FILES, Loaded, ReferenceFile
from storage.reference.tables import KINDS, prices
from storage.rows import SnapshotRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: rows by kind of data in the new snapshot, and what could not be used."""

    snapshot: SnapshotId
    tables: Mapping[str, int]
    problems: tuple[ImportProblem, ...]


@dataclass(frozen=True, slots=True)
class ReadFolder:
    """The rows of a folder before they are stored."""

    loaded: Loaded
    files: tuple[ReferenceFile, ...]
    problems: tuple[ImportProblem, ...]


def read_folder(folder: Path) -> ReadFolder:
    """Read the files that are there. Raises `Misconfigured` when there is none, or one cannot be used at all."""
    present = tuple(file for file in FILES if (folder / file.name).is_file())
    if not present:
        expected = ", ".join(file.name for file in FILES)
        raise Misconfigured(f"{folder} has no reference data. Expected any of {expected}. Nothing was imported.")
    loaded, problems = Loaded(), []
    for file in present:
        table = read_table(file.name, (folder / file.name).read_bytes())
        file.load(table, loaded)
        problems += table.problems
    return ReadFolder(loaded, present, tuple(problems))


def import_folder(store: Store, folder: Path, now: datetime) -> ImportReport:
    """Read the folder and store it as a new snapshot, in one transaction. Raises `Misconfigured` as `read_folder`."""
    read = read_folder(folder)
    with store.begin() as uow:
        return import_rows(uow, read, now, origin=folder.name)


def import_rows(uow: UnitOfWork, read: ReadFolder, now: datetime, *, origin: str) -> ImportReport:
    """Store what was read as a new snapshot, within a unit of work."""
    before = uow.snapshots.current()
    counts = _counts(uow.connection, read, before)
    snapshot = uow.snapshots.add(now, origin=origin, tables=counts)
    for kind, rows in read.loaded.kinds.items():
        values = [{**row, "snapshot": snapshot.number} for row in rows.values()]
        uow.connection.execute(insert(KINDS[kind]), values)
    if before is not None:
        _take_over(uow.connection, read.files, before, snapshot)
    return ImportReport(snapshot.id, counts, read.problems)


def prune(uow: UnitOfWork, keep: int) -> int:
    """Delete the rows of all but the newest `keep` snapshots, and say of how many. Their names stay for the record.

    Raises ValueError when none would be kept: validation works with the newest.
    """
    if keep < 1:
        raise ValueError("at least the current snapshot must be kept")
    old = [snapshot.number for snapshot in uow.snapshots.list()[keep:]]
    gone: set[int] = set()
    for table in KINDS.values():
        present = uow.connection.execute(select(table.c.snapshot).where(table.c.snapshot.in_(old)).distinct())
        gone.update(present.scalars())
        uow.connection.execute(delete(table).where(table.c.snapshot.in_(old)))
    return len(gone)


def _counts(connection: Connection, read: ReadFolder, before: SnapshotRow | None) -> dict[str, int]:
    """The number of rows by kind. A kind of which a file was read is there, with no row at worst."""
    counts = dict(before.tables) if before else {}
    counts |= {kind: 0 for file in read.files for kind in file.kinds}
    counts |= {kind: len(rows) for kind, rows in read.loaded.kinds.items() if kind != "prices"}
    priced = len(read.loaded.kinds.get("prices", ()))
    if before:
        priced += sum(_kept_prices(connection, before.number, origin) for origin in _origins_kept(read.files))
    if priced:
        counts["prices"] = priced
    else:
        counts.pop("prices", None)
    return {kind: counts[kind] for kind in KINDS if kind in counts}


def _take_over(
    connection: Connection, files: Sequence[ReferenceFile], before: SnapshotRow, snapshot: SnapshotRow
) -> None:
    read = {kind for file in files for kind in file.kinds}
    for kind, table in KINDS.items():
        if kind in read:
            continue
        columns = [column for column in table.c if column.name != "snapshot"]
        kept = select(literal(snapshot.number), *columns).where(table.c.snapshot == before.number)
        if table is prices:
            kept = kept.where(_is_of(_origins_kept(files)))
        connection.execute(insert(table).from_select(["snapshot", *(column.name for column in columns)], kept))


def _origins_kept(files: Sequence[ReferenceFile]) -> tuple[str, ...]:
    read = {file.brings_prices for file in files}
    return tuple(origin for origin in ("list", "contract") if origin not in read)


def _kept_prices(connection: Connection, number: int, origin: str) -> int:
    count = select(func.count()).select_from(prices).where(prices.c.snapshot == number, _is_of((origin,)))
    return int(connection.execute(count).scalar_one())


def _is_of(origins: Sequence[str]) -> ColumnElement[bool]:
    match tuple(origins):
        case ("list",):
            return prices.c.customer == ""
        case ("contract",):
            return prices.c.customer != ""
        case ():
            return false()
        case _:
            return true()
