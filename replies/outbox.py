"""Where answers leave: a channel takes a file's name and bytes, and has it out exactly once when it returns.

The folder is for whatever carries files on: a VAN's client, an AS2 or SFTP program. A file appears in it whole, under
its own name, and no file is ever written over. Files may be taken out of it at any time: what was put there is
remembered beside it, so that an answer whose sending was interrupted is not put there again.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from orders.errors import NeedsAttention, Retryable
from orders.findings import Finding, FindingCode, Severity

BESIDE = ".ordermill"
"""The folder, within the outbox, of what is being written and of what was sent lately."""

_REMEMBERED = timedelta(days=30)


class OutboxOptions(BaseModel):
    """The table `[replies]`: where answers to customers leave. Which are wanted stands in the partners' profiles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Path("outbox")
    """The folder that your EDI software fetches answers from. It has to be there: Ordermill makes none."""
    folders: Mapping[str, Path] = Field(default_factory=dict)
    """Folders of single partners, by the name of their profile."""


class Channel(Protocol):
    """One way out. `send` of the same name and bytes again does nothing more.

    Raises Retryable while it is barred, and NeedsAttention where it will never go out like this.
    """

    def send(self, name: str, content: bytes) -> None: ...

    def check(self) -> str:
        """Where it leads, in words. Raises Retryable while it is barred."""
        ...


class FolderChannel:
    """A folder on this machine or mounted here. One process at a time sends a given file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, name: str, content: bytes) -> None:
        """Write it beside, remember that it goes, then move it in: after a crash each step shows what is left to do."""
        if not name or Path(name).name != name or name.startswith("."):
            raise ValueError(f"{name!r} is no name of a file")
        with self._failures():
            beside = self._folder / BESIDE
            os.stat(self._folder)
            beside.mkdir(exist_ok=True)
            part, begun = beside / f"{name}.part", beside / f"{name}.sent"
            if not begun.exists():
                _write(part, content)
                _write(begun, b"")
                _sync(beside)
            if part.exists():
                self._move_in(part, name, content)
            _forget_old(beside, begun)

    def check(self) -> str:
        """Write and delete a file there."""
        with self._failures():
            probe = self._folder / f".ordermill-probe-{os.getpid()}"
            _write(probe, b"probe")
            probe.unlink()
        return f"{self._folder} can be written to."

    def _move_in(self, part: Path, name: str, content: bytes) -> None:
        there = self._folder / name
        if there.exists():
            if there.read_bytes() != content:
                raise NeedsAttention([_taken(there)])
            part.unlink()
            return
        part.rename(there)
        _sync(self._folder)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as fault:
            if not self._folder.is_dir():
                raise Retryable(
                    f"The folder for answers, {self._folder}, is not there. Create it, mount it, or correct [replies]."
                ) from fault
            raise Retryable(f"A file vanished from {self._folder} while an answer was put there.") from fault
        except OSError as fault:
            raise Retryable(
                f"Answers cannot be put into {self._folder}: {fault.strerror or fault}. Make room there, or give the "
                "folder to the service's user."
            ) from fault


def _taken(there: Path) -> Finding:
    message = (
        f"{there} is there already and holds something else, so the answer was not put there. Move that file away, "
        "then let it be tried again."
    )
    return Finding(code=FindingCode.ANSWER_FAILED, severity=Severity.BLOCK, message=message, found=there.name)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _forget_old(beside: Path, newest: Path) -> None:
    """Memories of what was sent long ago; by the clock of the folder's own file system."""
    before = newest.stat().st_mtime - _REMEMBERED.total_seconds()
    for entry in os.scandir(beside):
        if entry.name.endswith(".sent") and entry.stat().st_mtime < before:
            os.unlink(entry.path)
