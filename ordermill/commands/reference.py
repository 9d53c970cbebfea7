"""`ordermill reference`: the supplier's own data, in versioned snapshots."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import counted, print_json, say, show_table
from ordermill.reference_workbooks import sealed_off
from storage.reference.importing import import_folder, prune
from storage.reference.layers import loaded_kinds
from storage.rows import SnapshotRow

app = typer.Typer(help="Customers, items, prices and stock that orders are checked against.", no_args_is_help=True)


@app.command("import")
def import_reference(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder with the files.")],
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Load CSV files and workbooks as a new snapshot.

    Rows that cannot be used are listed with file and line; the rest loads.
    """
    with open_application(config) as application:
        report = import_folder(application.store, folder, now(), to_csv=sealed_off(application.isolation))
    for problem in report.problems:
        say(str(problem), style="yellow", error=True)
    show_table(("Data", "Rows"), ((name, str(rows)) for name, rows in report.tables.items()))
    if report.problems:
        left_out = counted(len(report.problems), "row was", "rows were")
        say(f"{left_out} left out. Mend what is listed at its source and import again.", error=True)


@app.command("list")
def list_snapshots(config: SettingsFile = DEFAULT_FILE, *, as_json: AsJson = False) -> None:
    """The snapshots that were loaded, the newest first; decisions name the one they were made with."""
    with open_application(config) as application, application.store.read() as uow:
        current, snapshots = uow.snapshots.current(), uow.snapshots.list()
    if as_json:
        print_json([_shape(row, current=row == current) for row in snapshots])
        return
    show_table(("Snapshot", "Imported (UTC)", "From", "Rows", "Files of"), _cells(snapshots, current))


@app.command("prune")
def prune_snapshots(
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest snapshots keep their rows.")],
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Delete the rows of old snapshots, which make the database large. Their numbers and dates stay for the record."""
    with open_application(config) as application, application.store.begin() as uow:
        pruned = prune(uow, keep, now())
    say(f"The rows of {counted(pruned, 'snapshot', 'snapshots')} were deleted.")


def _cells(snapshots: tuple[SnapshotRow, ...], current: SnapshotRow | None) -> Iterator[tuple[str, ...]]:
    for row in snapshots:
        mark = " (current)" if row == current else ""
        rows = ", ".join(f"{name} {count}" for name, count in row.tables.items())
        yield f"{row.number}{mark}", f"{row.imported_at:%Y-%m-%d %H:%M}", row.origin, rows, _ages(row)


def _ages(row: SnapshotRow) -> str:
    """The kinds of data by the date of their oldest file, the oldest first."""
    kinds: dict[str, list[str]] = {}
    for kind, loaded in loaded_kinds(row.layers).items():
        kinds.setdefault(f"{loaded.as_of:%Y-%m-%d}", []).append(kind)
    return "; ".join(f"{day}: {', '.join(names)}" for day, names in sorted(kinds.items()))


def _shape(row: SnapshotRow, *, current: bool) -> dict[str, object]:
    return {
        "number": row.number,
        "current": current,
        "imported_at": row.imported_at.isoformat(),
        "origin": row.origin,
        "rows": dict(row.tables),
        "as_of": {kind: loaded.as_of.isoformat() for kind, loaded in loaded_kinds(row.layers).items()},
    }
