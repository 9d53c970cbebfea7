"""`ordermill backfill`: takes in what lay in a source before, once, without posting unless told to."""

from collections import Counter
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ordermill.backfill import Preview, Summary, preview, take_in, work_off
from ordermill.bootstrap import open_application
from ordermill.commands.options import DEFAULT_FILE, SettingsFile

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, as 2026-11-22; included.")]


def backfill(
    source: Annotated[str, typer.Argument(help="The name of a [sources.<name>] table.")],
    since: Day = None,
    until: Day = None,
    config: SettingsFile = DEFAULT_FILE,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count only; nothing is stored.")] = False,
    post: Annotated[bool, typer.Option("--post", help="Let clean orders post as if they came today.")] = False,
) -> None:
    """Take in older mails or files of a source. What is known is left out, so a run that was cut off can be repeated.

    Without --post every order waits for a person. The source itself is not changed.
    """
    application = open_application(config)
    first, last = since.date() if since else None, until.date() if until else None
    console = Console(stderr=True)
    with _progress(console) as bar:
        if dry_run:
            task = bar.add_task("Reading", total=None)
            _show_preview(console, preview(application, source, first, last, read=lambda: bar.advance(task)))
            return
        task = bar.add_task("Taking in", total=None)
        report = take_in(application, source, first, last, post=post, taken=lambda: bar.advance(task))
        bar.update(task, total=bar.tasks[0].completed)
        work = bar.add_task("Working off", total=None)
        summary = work_off(application, lambda left, total: bar.update(work, total=total, completed=total - left))
    _show(console, summary, report.known)
    if report.fault:
        console.print(f"The source broke off: {report.fault} Run the same command again to go on.", style="red")
        raise typer.Exit(1)


def _progress(console: Console) -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console)


def _show_preview(console: Console, seen: Preview) -> None:
    console.print(f"{seen.arrivals} found, {seen.known} of them known already. Nothing was stored.")
    _show_counts(console, "Would hold", seen.kinds)


def _show(console: Console, summary: Summary, known: int) -> None:
    console.print(f"{summary.arrivals} taken in, {known} were known already.")
    _show_counts(console, "Orders", summary.orders)
    _show_counts(console, "Held for", summary.reasons)


def _show_counts(console: Console, title: str, counts: Counter[str]) -> None:
    if counts:
        console.print(f"{title}: " + ", ".join(f"{count} {name}" for name, count in counts.most_common()))
