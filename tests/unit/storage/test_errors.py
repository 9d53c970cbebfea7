"""Faults that pass are told from conflicts and from bugs."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from orders.errors import Retryable
from storage.errors import Conflict, translated


class _Locked(sqlite3.OperationalError):
    sqlite_errorcode = 517
    """SQLITE_BUSY_SNAPSHOT: BUSY in its low byte."""


class _Syntax(sqlite3.OperationalError):
    sqlite_errorcode = 1


@pytest.mark.parametrize(
    "fault",
    [
        _Locked("database is locked"),
        psycopg.errors.SerializationFailure(),
        psycopg.errors.DeadlockDetected(),
        psycopg.errors.AdminShutdown(),
        psycopg.errors.DiskFull(),
        psycopg.OperationalError("connection refused"),
    ],
)
def test_a_fault_that_passes_can_be_tried_again(fault: BaseException) -> None:
    with pytest.raises(Retryable, match="not available") as caught, translated():
        raise OperationalError("SELECT 1", {}, fault)
    assert not isinstance(caught.value, Conflict)


def test_a_value_that_is_taken_is_a_conflict() -> None:
    for fault in (sqlite3.IntegrityError("UNIQUE constraint failed: orders.id"), psycopg.errors.UniqueViolation()):
        with pytest.raises(Conflict), translated():
            raise IntegrityError("INSERT", {}, fault)


@pytest.mark.parametrize(
    "fault", [_Syntax("near X"), psycopg.errors.UndefinedTable(), psycopg.errors.ForeignKeyViolation()]
)
def test_a_bug_stays_what_it_is(fault: BaseException) -> None:
    with pytest.raises(DBAPIError), translated():
        raise DBAPIError("SELECT 1", {}, fault)
