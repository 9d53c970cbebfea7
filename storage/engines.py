"""Connections to both databases, set up so that a commit is on disk and a reader sees one state.

SQLite: the write-ahead log with `synchronous=FULL`; writers begin IMMEDIATE, so that two of them never deadlock over
the upgrade of a read lock. Python's own transaction control is switched off and BEGIN is said here, as SQLAlchemy's
chapter "Transactions with SQLite and the sqlite3 driver" advises.
"""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import PoolProxiedConnection, QueuePool, StaticPool

from orders.errors import Misconfigured

BUSY_SECONDS = 30
"""How long a writer of SQLite waits for the writer before it, in this process or another."""

_LOOK_AGAIN_SECONDS = 0.001
"""SQLite itself looks again after ever longer sleeps of up to 100 ms, which outlast most commits: with two processes
that write, a quarter of the orders a second."""

_OLDEST_SQLITE = (3, 35, 0)
_MOST_CONNECTIONS = 32
_CACHE_KB = 1024
"""The page cache of one SQLite connection, half of SQLite's own. A commit of any other connection empties it, so a
larger one is filled by whatever reads a whole index, and of use to nobody; the system's cache has the pages anyhow."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    f"cache_size=-{_CACHE_KB}",
)


@dataclass(frozen=True, slots=True)
class Engines:
    """Where units of work begin. They are one engine for a database in memory, which exists on one connection only."""

    writing: Engine
    reading: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.writing.dialect.name == "sqlite"

    @property
    def is_in_memory(self) -> bool:
        return isinstance(self.writing.pool, StaticPool)

    def dispose(self) -> None:
        """Close all connections."""
        self.writing.dispose()
        self.reading.dispose()


def connect(url: str) -> Engines:
    """Engines for the URL, which connect when first used. Raises Misconfigured for a URL of no known database."""
    try:
        parsed = make_url(url)
    except ArgumentError as fault:
        raise Misconfigured(f"the database URL cannot be read: {fault}") from fault
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql":
            return _postgresql(parsed)
        case other:
            raise Misconfigured(f"the database URL starts with {other!r}: only sqlite and postgresql are supported")


def _sqlite(url: URL) -> Engines:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Misconfigured(f"SQLite {sqlite3.sqlite_version} is too old: at least 3.35 is needed")
    if url.database in (None, "", ":memory:"):
        engine = _sqlite_engine(url, poolclass=StaticPool)
        return Engines(_beginning(engine, _begin), engine)
    writing = _sqlite_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=_MOST_CONNECTIONS)
    event.listen(writing, "connect", _never_sleep)
    # The last one given back is the next one taken: the others, with a page cache each, are there for peaks only.
    reading = _sqlite_engine(url, poolclass=QueuePool, pool_size=4, max_overflow=_MOST_CONNECTIONS, pool_use_lifo=True)
    event.listen(reading, "connect", _read_only)
    return Engines(_beginning(writing, _begin_to_write), _beginning(reading, _begin))


def _sqlite_engine(url: URL, **pool: Any) -> Engine:
    # The pool hands a connection to one thread at a time, which is all that SQLite asks for.
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, **pool)
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _read_only(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON").close()


def _never_sleep(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=0").close()


def _beginning(engine: Engine, begin: Callable[[PoolProxiedConnection], None]) -> Engine:
    # Where SQLAlchemy has a dialect say BEGIN. A listener would do as well, but an engine that has one calls all its
    # events for every statement.
    engine.dialect.do_begin = begin  # type: ignore[assignment] # one function is less than a dialect of our own
    return engine


def _begin(connection: PoolProxiedConnection) -> None:
    connection.cursor().execute("BEGIN")


def _begin_to_write(connection: PoolProxiedConnection) -> None:
    cursor = connection.cursor()
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            # The lower byte is the primary result code.
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_AGAIN_SECONDS)
        else:
            return


def _postgresql(url: URL) -> Engines:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(
            url,
            pool_size=8,
            max_overflow=_MOST_CONNECTIONS,
            # A server that was restarted is noticed before a unit of work, not in it.
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10, "application_name": "ordermill"},
        )
    except ModuleNotFoundError as fault:
        raise Misconfigured("PostgreSQL needs its driver: pip install 'ordermill[postgresql]'") from fault
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(engine, reading)
