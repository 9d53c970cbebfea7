"""`ordermill reference`: the supplier's own data, in versioned snapshots."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, SettingsFile
from storage.reference_import import import_folder

app = typer.Typer(help="Customers, items, prices and stock that orders are checked against.", no_args_is_help=True)


@app.command("import")
def import_reference(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder with the CSV files.")],
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Load CSV files as a new snapshot. Rows that cannot be used are listed with file and line; the rest loads."""
    console = Console()
    report = import_folder(open_application(config).store, folder, now())
    for problem in report.problems:
        console.print(str(problem), style="yellow", markup=False, highlight=False)
    table = Table("Data", "Rows")
    for name, rows in report.tables.items():
        table.add_row(name, str(rows))
    console.print(table)


@app.command("list")
def list_snapshots(config: SettingsFile = DEFAULT_FILE) -> None:
    """The snapshots that were loaded; decisions name the one they were made with."""
    table = Table("Snapshot", "Imported", "From", "Rows")
    with open_application(config).store.read() as uow:
        current = uow.snapshots.current()
        for row in uow.snapshots.list():
            mark = " (current)" if current is not None and row.id == current.id else ""
            rows = ", ".join(f"{name} {count}" for name, count in row.tables.items())
            table.add_row(f"{row.number}{mark}", f"{row.imported_at:%Y-%m-%d %H:%M} UTC", row.origin, rows)
    Console().print(table)
