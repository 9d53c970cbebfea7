"""A private folder for the files of one child: in memory where that can be, and gone when the child is.

Its pages are customers'. A folder is locked as long as its parent lives, and the kernel unlocks it whatever way the
parent ends, so that the next pool can tell what was left behind. A process id could have been given anew.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from orders.errors import Retryable

IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 -- what is made in it is made by mkdtemp, for us alone
_PREFIX: Final = "ordermill-child-of-"
_UNLOCKED_PREFIX: Final = ".ordermill-child-"
_TRIES: Final = 100
_PAUSE_SECONDS: Final = 0.02


class NoFolder(Retryable):
    """No folder for pages could be made in memory or for temporary files. Make room, or let the service write there."""


@dataclass(frozen=True, slots=True)
class ChildFolder:
    """`path` is ours alone (0700); `lock` is what says that we live."""

    path: Path
    lock: int

    @classmethod
    def made(cls, room: int) -> Self:
        """In memory where there are so many bytes. Raises NoFolder."""
        for place in _places():
            try:
                if place == IN_MEMORY and shutil.disk_usage(place).free < room:
                    continue
                return cls._locked(place)
            except OSError:
                continue
        raise NoFolder

    @classmethod
    def _locked(cls, place: Path) -> Self:
        # It gets the name that `remove_leftovers` looks for when it is locked, so that no other pool takes it for one.
        unlocked = Path(tempfile.mkdtemp(prefix=_UNLOCKED_PREFIX, dir=place))
        path = place / f"{_PREFIX}{os.getpid()}-{unlocked.name.removeprefix(_UNLOCKED_PREFIX)}"
        lock = _opened(unlocked)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            unlocked.rename(path)
        except OSError:
            os.close(lock)
            unlocked.rmdir()
            raise
        return cls(path, lock)

    def empty(self) -> None:
        """Between two calls. Raises OSError where something stays."""
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def remove(self) -> None:
        """With all that is in it. Raises OSError where something stays."""
        try:
            _remove(self.path)
        finally:
            os.close(self.lock)


def remove_leftovers() -> None:
    """The folders of parents that live no longer, wherever a child's folder may be."""
    for place in _places():
        for path in _left_in(place):
            _remove(path)


def _places() -> tuple[Path, ...]:
    return tuple(dict.fromkeys((IN_MEMORY, Path(tempfile.gettempdir()))))


def _left_in(place: Path) -> Iterator[Path]:
    for path in place.glob(f"{_PREFIX}*"):
        try:
            lock = _opened(path)
        except OSError:
            # Another user's, no folder, or gone by now.
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(lock).st_uid == os.geteuid():
                yield path
        except BlockingIOError:
            continue
        finally:
            os.close(lock)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _remove(path: Path) -> None:
    """What is being killed may finish its last system call, and with it one more file."""
    for left in reversed(range(_TRIES)):
        try:
            shutil.rmtree(path)
        except FileNotFoundError:
            if not path.exists():
                return
        except OSError:
            if not left:
                raise
        else:
            return
        time.sleep(_PAUSE_SECONDS)
