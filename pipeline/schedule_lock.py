"""One process of a database polls; the others stand by and take over when it ends, however it ends."""

import fcntl
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from orders.errors import Misconfigured

if TYPE_CHECKING:
    import psycopg


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


class AdvisoryLock:
    """A lock inside a PostgreSQL database, for daemons on any number of machines.

    It hangs on a connection of its own: the server drops it when the process, the machine or the network fails, and
    `acquire`, which is asked again and again, then finds out and tries anew.
    """

    _KEY = 7_203_114_951
    """Any number will do, as long as nothing else in the database locks it."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._session: psycopg.Connection | None = None

    def acquire(self) -> bool:
        import psycopg

        try:
            return self._holds() or self._try()
        except psycopg.OperationalError:
            # The database is away, and what it held for us with it.
            self.release()
            return False

    def release(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _holds(self) -> bool:
        if self._session is None:
            return False
        self._session.execute("SELECT 1")
        return True

    def _try(self) -> bool:
        import psycopg

        session = psycopg.connect(self._url, autocommit=True, connect_timeout=10)
        row = session.execute("SELECT pg_try_advisory_lock(%s)", (self._KEY,)).fetchone()
        if row is None or not row[0]:
            session.close()
            return False
        self._session = session
        return True


def schedule_lock(url: str, folder: Path) -> ScheduleLock:
    """The lock that fits the database; `folder` is where a file can be, and is used with SQLite only."""
    match url.partition(":")[0].partition("+")[0]:
        case "sqlite":
            return FileLock(folder / "schedule.lock")
        case "postgresql":
            return AdvisoryLock(url)
        case other:
            raise Misconfigured(f"There is no schedule lock for {other}. Use SQLite or PostgreSQL.")
