"""`ordermill parse`: files in, one JSON for each out; needs neither database nor daemon."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from config.logs import configure_logs
from config.settings import LogSettings
from ordermill.commands.terminal import say, screen
from ordermill.exits import Exit
from ordermill.parse.batch import parse_files, shown
from ordermill.parse.plan import plan
from ordermill.partners import partners_in
from orders.partner import NO_PARTNERS


def parse(
    paths: Annotated[
        list[Path],
        # What may not be read is a result that says so; only what is not there is a wrong call.
        typer.Argument(exists=True, readable=False, help="Files, or folders of files.", show_default=False),
    ],
    out: Annotated[Path, typer.Option(file_okay=False, help="Where the results go, one JSON for each file.")],
    reference: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Validate against the CSV files of this folder."),
    ] = None,
    partners: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Apply the partner profiles of this folder."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="How many files are read at once.")] = 1,
    *,
    evidence: Annotated[bool, typer.Option("--evidence", help="Say where each value stood.")] = False,
) -> None:
    """Read files as the daemon would and write what was read as JSON. Exits with 1 when a file got no result."""
    configure_logs(LogSettings(level="warning", format="console"))
    console = screen(error=True)
    agreed = partners_in(partners) if partners else NO_PARTNERS
    work = plan(paths, out)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=len(work.jobs))
        report = parse_files(
            work.jobs, reference, jobs, evidence=evidence, finished=lambda: bar.advance(task), partners=agreed
        )
    for problem in report.problems:
        say(problem, style="yellow", error=True)
    failed = [*work.unlisted, *report.failed]
    for source, reason in failed:
        say(f"{shown(str(source))}: {shown(reason)}", style="red", error=True)
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(report.kinds.items())) or "nothing"
    say(f"{len(work.jobs)} files read into {shown(str(out))}: {kinds}.", error=True)
    if failed:
        raise typer.Exit(Exit.FAILED)
