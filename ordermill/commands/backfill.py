"""`ordermill backfill`: takes in what lay in a source before, once, without posting unless told to."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from ordermill.backfill import Preview, preview, take_in, work_off
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
        task = bar.add_task("Reading" if dry_run else "Taking in", total=None)
        seen = partial(bar.advance, task)
        if dry_run:
            _show_preview(console, preview(application, source, first, last, seen=seen))
            return
        report = take_in(application, source, first, last, post=post, seen=seen)
        bar.update(task, total=report.arrivals + report.known + report.held)
        outcomes = work_off(application, _countdown(bar))
    console.print(f"{report.arrivals} taken in, {report.held} held as they came, {report.known} known before.")
    _show_counts(console, "Orders", outcomes)
    if report.fault:
        console.print(f"The source broke off: {report.fault} Run the same command again to go on.", style="red")
        raise typer.Exit(1)


def _progress(console: Console) -> Progress:
    count = MofNCompleteColumn()
    return Progress(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), count, console=console)


def _countdown(bar: Progress) -> Callable[[int], None]:
    """A bar that fills as the work that is left shrinks; the first number is the whole."""
    task = bar.add_task("Working off", total=None)

    def left(number: int) -> None:
        total = max(bar.tasks[task].total or 0, number)
        bar.update(task, total=total, completed=total - number)

    return left


def _show_preview(console: Console, found: Preview) -> None:
    console.print(f"{found.arrivals} found, {found.known} of them known already. Nothing was stored.")
    _show_counts(console, "Would come out", found.kinds)


def _show_counts(console: Console, title: str, counts: Counter[str]) -> None:
    if counts:
        console.print(f"{title}: " + ", ".join(f"{count} {name}" for name, count in counts.most_common()))
