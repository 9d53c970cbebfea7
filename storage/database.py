"""The store: a database and an archive, opened together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from orders.errors import Retryable
from storage import schema
from storage.archive import Archive, open_archive
from storage.engines import BUSY_SECONDS, Engines, connect
from storage.errors import translated
from storage.unit_of_work import UnitOfWork


def now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def open_store(url: str, archive_dir: Path, *, clock: Callable[[], datetime] = now) -> "Store":
    """Open the database and the archive. An empty database is for `Store.migrate` to set up.

    Raises Misconfigured for a URL of no known database and for a schema of a newer Ordermill, and Retryable when the
    database cannot be reached.
    """
    engines = connect(url)
    try:
        with translated(), engines.reading.connect() as connection:
            schema.refuse_newer(connection)
        return Store(engines, open_archive(archive_dir, clock), clock)
    except BaseException:
        engines.dispose()
        raise


class Store:
    """Where everything durable is. Safe to share between threads; not between processes that fork."""

    def __init__(self, engines: Engines, archive: Archive, clock: Callable[[], datetime]) -> None:
        self.archive = archive
        self.clock = clock
        self._engines = engines
        # SQLite has one writer at a time; inside a process it is fairer and faster to wait for a lock than to have
        # SQLite poll for it. A database in memory has one connection, for which readers wait as well.
        self._writer = Lock() if engines.is_sqlite else None
        self._reader = self._writer if engines.is_in_memory else None

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """A unit of work that commits at the end of the block; whatever the block raises rolls it back.

        Raises Retryable for a fault that passes, and Conflict when another unit of work wrote the same first.
        """
        with _exclusively(self._writer), translated(), self._engines.writing.begin() as connection:
            yield UnitOfWork(connection, self.clock)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A unit of work that cannot write, and sees one state of the database throughout."""
        with _exclusively(self._reader), translated(), self._engines.reading.connect() as connection:
            yield UnitOfWork(connection, self.clock)

    def migrate(self) -> None:
        """Bring the schema to this version of Ordermill; nothing to do is done quickly, and at once by one only."""
        with _exclusively(self._writer), translated():
            schema.migrate(self._engines.writing)

    def check_schema(self) -> None:
        """Raises Misconfigured unless the schema is that of this version."""
        with _exclusively(self._reader), translated(), self._engines.reading.connect() as connection:
            schema.check(connection)

    def close(self) -> None:
        """Close all connections. The store must not be used afterwards."""
        self._engines.dispose()


@contextmanager
def _exclusively(lock: "Lock | None") -> Iterator[None]:
    if lock is None:
        yield
        return
    if not lock.acquire(timeout=BUSY_SECONDS):
        raise Retryable(f"another unit of work of this process kept the database for {BUSY_SECONDS} s")
    try:
        yield
    finally:
        lock.release()
