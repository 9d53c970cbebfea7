"""`ordermill backfill`: takes in what lay in a source before, once, without posting unless told to."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from ordermill.backfill import Preview, backfillable, preview, take_in, to_be_retried, work_off
from ordermill.bootstrap import open_application
from ordermill.commands.options import DEFAULT_FILE, SettingsFile
from ordermill.commands.terminal import say, screen
from ordermill.exits import Exit
from pipeline.polling import PollReport

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, as 2026-11-22; included.")]


def backfill(
    source: Annotated[str, typer.Argument(help="The name of a source, as in the settings.")],
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
    first, last = since.date() if since else None, until.date() if until else None
    if first and last and first > last:
        raise typer.BadParameter(f"{first} is after {last}", param_hint="--since")
    with ExitStack() as stack:
        application = stack.enter_context(open_application(config))
        # A wrong name is said before a bar is drawn.
        backfillable(application, source)
        bar = stack.enter_context(_progress())
        task = bar.add_task("Reading" if dry_run else "Taking in", total=None)
        seen = partial(bar.advance, task)
        if dry_run:
            found = preview(application, source, first, last, seen=seen)
            lines, fault = _preview_lines(found), ""
        else:
            report = take_in(application, source, first, last, post=post, seen=seen)
            bar.update(task, total=bar.tasks[task].completed)
            outcomes = work_off(application, _countdown(bar))
            lines, fault = _report_lines(report, outcomes, to_be_retried(application)), report.fault
    for line in lines:
        say(line)
    if fault:
        say(f"The source broke off: {fault} Run the same command again to go on.", style="red", error=True)
        raise typer.Exit(Exit.FAILED)


def _progress() -> Progress:
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    return Progress(*columns, console=screen(error=True))


def _countdown(bar: Progress) -> Callable[[int], None]:
    """A bar that fills as the work that is left shrinks; the first number is the whole."""
    task = bar.add_task("Working off", total=None)

    def left(number: int) -> None:
        total = max(bar.tasks[task].total or 0, number)
        bar.update(task, total=total, completed=total - number)

    return left


def _preview_lines(found: Preview) -> list[str]:
    first = f"{found.arrivals} found, {found.known} of them known already. Nothing was stored."
    return [first, *_counts("Would come out", found.kinds)]


def _report_lines(report: PollReport, outcomes: Counter[str], retried: int) -> list[str]:
    first = f"{report.arrivals} taken in, {report.held} held as they came, {report.known} known before."
    last = [f"{retried} wait for another attempt: `ordermill run` makes it, or this command, run again."]
    return [first, *_counts("Orders", outcomes), *(last if retried else [])]


def _counts(title: str, counts: Counter[str]) -> list[str]:
    return [f"{title}: " + ", ".join(f"{count} {name}" for name, count in counts.most_common())] if counts else []
