"""`ordermill audit`: proof that the journal was not touched."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import counted, print_json, say
from ordermill.exits import Exit
from orders.errors import Misconfigured
from storage.audit import AuditReport, Breach
from storage.audit import anchor as anchor_day
from storage.audit import verify as verify_journal

app = typer.Typer(help="The journal of everything that happened.", no_args_is_help=True)


@app.command("verify")
def verify(
    roots: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Roots kept elsewhere: a line each, as `audit anchor` prints."),
    ] = None,
    config: SettingsFile = DEFAULT_FILE,
    *,
    as_json: AsJson = False,
) -> None:
    """Check the hash chain of every subject against its anchors. Exits with 1 when an entry was changed or is gone."""
    known = _known_roots(roots) if roots else {}
    with open_application(config) as application:
        report = verify_journal(application.store, known_roots=known)
    if as_json:
        print_json(_shape(report))
    else:
        _show(report)
    if not report.is_whole:
        raise typer.Exit(Exit.FAILED)


@app.command("anchor")
def anchor(config: SettingsFile = DEFAULT_FILE) -> None:
    """Print the day and the root of today's chains. Keep a copy elsewhere: it proves later that nothing was cut off.

    The daemon anchors every day by itself and logs the root as `journal.anchored`.
    """
    today = now().date()
    with open_application(config) as application:
        typer.echo(f"{today.isoformat()} {anchor_day(application.store, today)}")


def _known_roots(file: Path) -> dict[date, str]:
    known = {}
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        day, _, root = line.strip().partition(" ")
        if not day:
            continue
        try:
            known[date.fromisoformat(day)] = root.strip()
        except ValueError as error:
            raise Misconfigured(
                f"{file}, line {number}: expected a day and a root, as `audit anchor` prints"
            ) from error
    return known


def _show(report: AuditReport) -> None:
    entries, chains = counted(report.entries, "entry", "entries"), counted(report.chains, "chain", "chains")
    say(f"Checked: {entries} in {chains}, {counted(report.anchors, 'anchor', 'anchors')}.")
    for breach in report.breaches:
        say(f"{_where(breach)}{breach.what}", style="red")
    if report.is_whole:
        say("Every entry is as it was written.")
    else:
        say("The journal was touched. Compare it with a backup of the database.", style="red")


def _where(breach: Breach) -> str:
    return f"{breach.subject} {breach.subject_id} entry {breach.seq}: " if breach.subject else ""


def _shape(report: AuditReport) -> dict[str, Any]:
    return {
        "whole": report.is_whole,
        "entries": report.entries,
        "chains": report.chains,
        "anchors": report.anchors,
        "last_root": report.last_root,
        "breaches": [
            {"subject": breach.subject, "id": breach.subject_id, "entry": breach.seq, "what": breach.what}
            for breach in report.breaches
        ],
    }
