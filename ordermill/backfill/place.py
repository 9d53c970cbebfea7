"""What a backfill reads: a source of the settings, or any folder of mails, PDFs and scans, which no daemon polls."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.eml import mail
from ingest.files import key_of
from ingest.folder import FolderOptions, FolderSource
from ingest.maildir import MaildirOptions, MaildirSource
from ingest.sniff import MAIL
from ingest.source import AFRESH, Backfillable, Lookback, Received
from ordermill.bootstrap import Application
from orders.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Place:
    """Where old arrivals lie. `name` is what they are recorded under: that of the source, or the folder's full path."""

    name: str
    source: Backfillable


@dataclass(frozen=True, slots=True)
class _MixedFolder:
    """Files of any kind with all folders below; those that are mails are taken for mails, as in a folder of `.eml`."""

    folder: FolderSource

    def history(self, since: date | None, until: date | None, lookback: Lookback = AFRESH) -> Iterator[Received]:
        for received in self.folder.history(since, until, lookback):
            yield mail(received) if received.media_type == MAIL else received


def place_of(application: Application, called: str) -> Place:
    """The source of this name, else the folder at this path. Raises Misconfigured."""
    if called in application.settings.sources:
        return Place(called, _looking_back(application, called))
    folder = Path(called)
    if not folder.exists():
        known = ", ".join(application.settings.sources) or "none"
        raise Misconfigured(
            f"There is no [sources.{called}] in {application.file}, and no folder {called}. Configured: {known}."
        )
    if not folder.is_dir():
        raise Misconfigured(f"{called} is a file. Give the folder it lies in, or read it with `ordermill parse`.")
    _refuse_polled(application, folder.resolve())
    return _folder(folder.resolve())


def _refuse_polled(application: Application, folder: Path) -> None:
    """What a daemon polls is known under its source's name; under another one each order of it would come twice."""
    for name, source in application.settings.sources.items():
        path = source.options.get("path")
        if path is not None and (application.home / str(path)).resolve().is_relative_to(folder):
            raise Misconfigured(
                f"{folder} holds what the source {name} reads. Use `ordermill backfill {name}`, or give a folder "
                "without it."
            )


def _looking_back(application: Application, name: str) -> Backfillable:
    source = application.source(name)
    if not isinstance(source, Backfillable):
        raise Misconfigured(f"The source {name} cannot look back; only what is new reaches us from it.")
    return source


def _folder(folder: Path) -> Place:
    name = key_of(str(folder))
    if all((folder / part).is_dir() for part in ("new", "cur", "tmp")):
        return Place(name, MaildirSource.from_options(name, MaildirOptions(path=folder, settle=False)))
    # Nothing below is left out, also no `processed`: a folder beside it can never be one of those found.
    options = FolderOptions(path=folder, recursive=True, settle=False, processed=folder.parent / "processed")
    return Place(name, _MixedFolder(FolderSource.from_options(name, options)))
