"""The checks behind `ordermill doctor`: each says what it looked at, and what to do where something is wrong."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

from ordermill import registry
from ordermill.bootstrap import Application, open_application
from ordermill.clock import now
from orders.errors import OrdermillError

LANGUAGES = frozenset({"eng", "deu", "fra", "spa", "ita", "nld"})
ENOUGH_DISK = 1_000_000_000
STALE_AFTER = timedelta(days=7)


class State(StrEnum):
    """How a check came out."""

    GOOD = "good"
    WEAK = "weak"
    """Works, but somebody should know."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and what was found."""

    name: str
    state: State
    message: str


def checkup(file: Path, *, connect: bool) -> Iterator[Check]:
    """Every check, in the order in which faults should be mended. `connect`: also log in to the mailboxes."""
    try:
        application = open_application(file)
    except OrdermillError as error:
        yield Check("settings and database", State.BROKEN, str(error))
        return
    yield Check("settings", State.GOOD, f"{file.resolve()} is in use.")
    yield Check("database", State.GOOD, "reached, and its tables are up to date.")
    yield _disk(application)
    yield from _plugins(application, connect=connect)
    yield _reference(application)
    yield _accounts(application)
    yield _tesseract()


def _disk(application: Application) -> Check:
    folder = application.settings.data_dir
    if not os.access(folder, os.W_OK):
        return Check("archive", State.BROKEN, f"{folder} cannot be written to. Give it to the service's user.")
    free = shutil.disk_usage(folder).free
    if free < ENOUGH_DISK:
        return Check("disk", State.WEAK, f"only {free // 1_000_000} MB are free for {folder}. Make room.")
    return Check("archive", State.GOOD, f"{folder} is writable, {free // 1_000_000_000} GB are free.")


def _plugins(application: Application, *, connect: bool) -> Iterator[Check]:
    yield _tried("parsers", lambda: ", ".join(parser.name for parser in registry.parsers()))
    yield _tried("policy", lambda: f"default mode is {application.policies().default.mode.value}.")
    yield _tried("ERP", lambda: f"{application.adapter().name} is configured.")
    if not application.settings.sources:
        yield Check("sources", State.WEAK, "none is configured: add a [sources.<name>] table, else nothing arrives.")
    for name in application.settings.sources:
        yield _tried(f"source {name}", partial(_reached, application, name, connect=connect))


def _reached(application: Application, name: str, *, connect: bool) -> str:
    source = application.source(name)
    if not connect:
        return "is configured; it was not connected to."
    source.baseline()
    return "is configured and answers."


def _tried(name: str, attempt: Callable[[], str]) -> Check:
    try:
        return Check(name, State.GOOD, attempt())
    except OrdermillError as error:
        return Check(name, State.BROKEN, str(error))


def _reference(application: Application) -> Check:
    with application.store.read() as uow:
        current = uow.snapshots.current()
    if current is None:
        return Check("reference data", State.BROKEN, "none is loaded: run `ordermill reference import DIR`.")
    age = now() - current.imported_at
    rows = ", ".join(f"{name} {count}" for name, count in current.tables.items())
    state = State.WEAK if age > STALE_AFTER else State.GOOD
    return Check("reference data", state, f"snapshot {current.number}, {age.days} days old: {rows}.")


def _accounts(application: Application) -> Check:
    with application.store.read() as uow:
        active = [user for user in uow.users.list() if user.active]
    if not active:
        return Check("accounts", State.BROKEN, "nobody may sign in: run `ordermill users add NAME --role supervisor`.")
    return Check("accounts", State.GOOD, f"{len(active)} may sign in.")


def _tesseract() -> Check:
    program = shutil.which("tesseract")
    if program is None:
        return Check("tesseract", State.WEAK, "not installed: scans will wait for a person. Install tesseract-ocr.")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    missing = LANGUAGES - set(listed.stdout.split())
    if missing:
        return Check("tesseract", State.WEAK, f"lacks the languages {', '.join(sorted(missing))}.")
    return Check("tesseract", State.GOOD, "is installed with all languages.")
