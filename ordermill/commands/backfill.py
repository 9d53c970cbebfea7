"""`ordermill backfill`: takes in what lay in a source before, once, without posting unless told to."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated, assert_never

import typer

from config.logs import configure_logs
from config.settings import LogSettings
from ordermill.backfill.place import place_of
from ordermill.backfill.preview import preview
from ordermill.backfill.run import Backfill, Ended, Report
from ordermill.bootstrap import Application, open_application, open_as_it_is, read_settings
from ordermill.commands.backfill_report import shape_of, show
from ordermill.commands.backfill_screen import BackfillScreen
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import print_json, say
from ordermill.exits import Exit
from ordermill.signals import on_signals
from storage.standing import Range

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, as 2026-11-22; included.")]

_REMEDY = {
    Ended.INTERRUPTED: "Interrupted. What was taken in is safe; run the same command again to go on.",
    Ended.DISK_FULL: "The disk of data_dir is nearly full, so nothing more was taken in. Make room, then run the same "
    "command again to go on.",
}


def backfill(
    source: Annotated[
        str, typer.Argument(help="The name of a source, as in the settings, or a folder of mails, PDFs and scans.")
    ],
    since: Day = None,
    until: Day = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Take in at most so many; run it again for the next.")
    ] = None,
    config: SettingsFile = DEFAULT_FILE,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count only; nothing is stored.")] = False,
    post: Annotated[bool, typer.Option("--post", help="Let clean orders post as if they came today.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take in older mails or files of a source. What is known is left out, so a run that was cut off can be repeated.

    Without --post every order waits for a person. The source itself is not changed. The summary counts everything of
    the range, also what earlier runs took in. Exits with 1 when something could not be read or the source broke off,
    and with 130 after Ctrl-C, which finishes what is running.
    """
    first, last = since.date() if since else None, until.date() if until else None
    if first and last and first > last:
        raise typer.BadParameter(f"{first} is after {last}", param_hint="--since")
    if dry_run and post:
        raise typer.BadParameter("a dry run posts nothing", param_hint="--post")
    with ExitStack() as stack:
        application = stack.enter_context(_as_it_is(config) if dry_run else open_application(config))
        _log_less(application.settings.log)
        # A wrong name is said before a bar is drawn.
        place = place_of(application, source)
        within = Range(place.name, first, last)
        screen = stack.enter_context(BackfillScreen("Reading" if dry_run else "Taking in"))
        run = Backfill(application, place, within, screen.looked)
        stack.enter_context(on_signals(screen.stopping(run.stop)))
        report = preview(run, limit=limit, looked=screen.previewed) if dry_run else run.run(post=post, limit=limit)
    if as_json:
        print_json(shape_of(report, dry_run=dry_run, post=post))
    else:
        show(report, dry_run=dry_run)
    _leave(report)


def _leave(report: Report) -> None:
    """Say what is not as it should be, and exit accordingly."""
    match report.ended:
        case Ended.INTERRUPTED:
            say(_REMEDY[report.ended], style="yellow", error=True)
            raise typer.Exit(Exit.INTERRUPTED)
        case Ended.BROKE_OFF:
            say(f"The source broke off: {report.fault} Run the same command again to go on.", style="red", error=True)
        case Ended.DISK_FULL:
            say(_REMEDY[report.ended], style="red", error=True)
        case Ended.COMPLETE if not report.summary.tally.missed:
            return
        case Ended.COMPLETE:
            pass
        case _:
            assert_never(report.ended)
    raise typer.Exit(Exit.FAILED)


def _log_less(settings: LogSettings) -> None:
    """Leave out the line for each step, which would bury the progress; the journal has them."""
    configure_logs(settings.model_copy(update={"level": "warning"}) if settings.level == "info" else settings)


def _as_it_is(config: Path) -> Application:
    """Without a change to database or folders. Raises Misconfigured where there is no database yet."""
    settings = read_settings(config)
    application = open_as_it_is(config, settings)
    try:
        application.store.check_schema()
    except BaseException:
        application.close()
        raise
    return application
