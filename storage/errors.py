"""What can go wrong with the database and the archive, in the families of `orders/errors.py`."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError

from orders.errors import OrdermillError, Retryable


class Conflict(Retryable):
    """Another unit of work wrote this first. Tried again, the step finds what the other one wrote."""


class NotFound(OrdermillError):
    """There is no such row. Was the identifier copied whole?"""


class MissingOriginal(OrdermillError):
    """The archive has no original under this digest. Restore the archive folder from its backup."""


class DamagedOriginal(OrdermillError):
    """The archived bytes are not those that were received. Restore this file from the backup of the archive folder."""


# SQLSTATE classes and codes that pass by themselves: connection lost, serialisation failure and deadlock, server
# starting or stopping, lock not available, out of disk, memory or connections.
_PASSING_SQLSTATES = ("08", "40", "57P", "55P03", "53")
# Primary result codes of SQLite: BUSY, LOCKED, NOMEM, IOERR, FULL, CANTOPEN.
_PASSING_SQLITE_CODES = frozenset({5, 6, 7, 10, 13, 14})


@contextmanager
def translated() -> Iterator[None]:
    """Turn the faults of both database drivers into ours; what is a bug of ours stays as it is, and loud."""
    try:
        yield
    except IntegrityError as fault:
        if not _is_uniqueness(fault):
            raise
        raise Conflict(f"{Conflict.__doc__} ({fault.orig})") from fault
    except DBAPIError as fault:
        if not (fault.connection_invalidated or _passes(fault)):
            raise
        raise Retryable(f"the database is not available just now: {fault.orig}") from fault


def _is_uniqueness(fault: IntegrityError) -> bool:
    sqlstate = getattr(fault.orig, "sqlstate", None)
    return sqlstate == "23505" or "UNIQUE constraint failed" in str(fault.orig)


def _passes(fault: DBAPIError) -> bool:
    sqlite_code = getattr(fault.orig, "sqlite_errorcode", None)
    if sqlite_code is not None:
        # Extended codes carry the primary one in their low byte.
        return sqlite_code & 0xFF in _PASSING_SQLITE_CODES
    sqlstate = getattr(fault.orig, "sqlstate", None)
    if sqlstate is None:
        # psycopg reports a server that cannot be reached, or went away, without a code.
        return type(fault.orig).__name__ == "OperationalError"
    return str(sqlstate).startswith(_PASSING_SQLSTATES)
