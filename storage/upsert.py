"""INSERT that meets a row already there. Both databases spell it alike; SQLAlchemy has one class for each."""

from functools import cache

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_if_new(table: Table, connection: Connection) -> Insert:
    """Changes nothing (rowcount 0) where any unique value is taken."""
    return _if_new(table, connection.dialect.name)


def insert_or_update(table: Table, connection: Connection) -> Insert:
    """Replaces every other column of the row with the same primary key."""
    return _or_update(table, connection.dialect.name)


@cache
def _if_new(table: Table, dialect: str) -> Insert:
    # Otherwise SQLAlchemy drops the row count of an INSERT.
    return _insert(table, dialect).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _or_update(table: Table, dialect: str) -> Insert:
    statement = _insert(table, dialect)
    keys = [column.name for column in table.primary_key]
    others = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


def _insert(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
