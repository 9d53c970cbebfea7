"""`ordermill audit`: proof that the journal was not touched."""

import typer
from rich.console import Console

from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, SettingsFile
from storage.audit import anchor as anchor_day
from storage.audit import verify as verify_journal

app = typer.Typer(help="The journal of everything that happened.", no_args_is_help=True)


@app.command("verify")
def verify(config: SettingsFile = DEFAULT_FILE) -> None:
    """Check the hash chain of every subject against its anchors. Exits with 1 when an entry was changed or is gone."""
    console = Console()
    report = verify_journal(open_application(config).store)
    console.print(f"{report.entries} entries in {report.chains} chains and {report.anchors} anchors were checked.")
    for breach in report.breaches:
        where = f"{breach.subject} {breach.subject_id} entry {breach.seq}: " if breach.subject else ""
        console.print(f"{where}{breach.what}", style="red", markup=False, highlight=False)
    if not report.is_whole:
        raise typer.Exit(1)
    console.print("Every entry is as it was written.")


@app.command("anchor")
def anchor(config: SettingsFile = DEFAULT_FILE) -> None:
    """Record the root of today's chains and print it. Keep a copy elsewhere: it proves later that nothing was cut."""
    Console().print(anchor_day(open_application(config).store, now().date()), highlight=False)
