"""Writes that are on the disk when they return, in steps between which a test may let the process die."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE = 0.01

Step = Callable[[str], None]


def no_step(_: str) -> None:
    """What happens between two system calls in production: nothing."""


class Disk:
    """Durable writes. `step` is called with a name before each system call that changes something.

    Every method raises `OSError`.
    """

    def __init__(self, step: Step = no_step) -> None:
        self._step = step
        self._known: set[str] = set()

    def folder(self, path: Path) -> None:
        """Make sure of a folder and of its entry in its parent, which must be there."""
        if str(path) in self._known:
            return
        self._step(f"mkdir {path.name}")
        with suppress(FileExistsError):
            path.mkdir()
        # Also when it was there: whoever made it may not have come to this yet.
        self.sync(path.parent)
        self._known.add(str(path))

    def write(self, path: Path, content: bytes) -> None:
        """The whole content is on the disk; the folder's entry is not yet. An earlier leftover is overwritten."""
        self._step(f"open {path.name}")
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
        try:
            self._step(f"write {path.name}")
            _write_all(descriptor, content)
            self._step(f"fsync {path.name}")
            os.fsync(descriptor)
        except OSError:
            # On a full disk a leftover would keep its space.
            with suppress(OSError):
                path.unlink()
            raise
        finally:
            os.close(descriptor)

    def touch(self, path: Path) -> None:
        """An empty file; its entry is not yet on the disk."""
        self._step(f"touch {path.name}")
        path.touch()

    def move(self, source: Path, target: Path) -> None:
        """In one step: the file is at the one place or at the other."""
        self._step(f"rename {target.name}")
        source.rename(target)

    def sync(self, folder: Path) -> None:
        """The folder's entries are on the disk."""
        self._step(f"fsync {folder.name}")
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def locked(path: Path, *, seconds: float, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Hold the lock of this file against threads and processes; the system lets it go when the process dies.

    Raises BlockingIOError when somebody else holds it for so long.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        for _ in range(int(seconds / _PAUSE)):
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            pause(_PAUSE)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    remaining = memoryview(content)
    while remaining:
        remaining = remaining[os.write(descriptor, remaining) :]
