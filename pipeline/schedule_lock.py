"""One process of a database polls; the others stand by and take over when it ends, however it ends."""

import fcntl
import os
from pathlib import Path
from typing import Protocol


class ScheduleLock(Protocol):
    """Held by at most one process. `acquire` does not wait, and may be asked again while it is held."""

    def acquire(self) -> bool: ...

    def release(self) -> None: ...


class FileLock:
    """A lock beside a SQLite database. The operating system drops it when the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
