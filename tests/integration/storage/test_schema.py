"""Migrating an empty database gives exactly the tables that the code describes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from orders.errors import Misconfigured
from storage.database import Store, open_store
from storage.reference import tables as reference_tables
from storage.tables import metadata


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """On an empty database."""
    with closing(open_store(database_url, tmp_path)) as opened:
        yield opened


def _is_described(_object: Any, name: str | None, *_about: Any) -> bool:
    # What stands in the migrations alone: the full-text index with its shadow tables, the index of trigrams.
    return name is None or not name.startswith(("search_index", "ix_search_"))


def _default_differs(
    context: MigrationContext, _reflected: Any, _described: Any, there: str | None, _default: Any, wanted: str | None
) -> bool | None:
    # As SQLite reflects it, a text has its quotes, an empty one brackets as well.
    return (there or "").strip("'()") != (wanted or "").strip("'()") if context.dialect.name == "sqlite" else None


def test_migrations_give_exactly_the_metadata(store: Store) -> None:
    store.migrate()
    assert reference_tables.items.name in metadata.tables
    with store.read() as uow:
        options = {"compare_type": True, "compare_server_default": _default_differs, "include_object": _is_described}
        context = MigrationContext.configure(uow.connection, opts=options)
        assert [] == compare_metadata(context, metadata)


def test_migrating_again_changes_nothing(store: Store) -> None:
    store.migrate()
    with store.begin() as uow:
        uow.arrivals.set_cursor("drop", "1")
    store.migrate()
    store.check_schema()
    with store.read() as uow:
        assert uow.arrivals.cursor("drop") == "1"


def test_of_several_that_migrate_at_once_one_does_and_the_others_wait(database_url: str, tmp_path: Path) -> None:
    with ExitStack() as opened, ThreadPoolExecutor(4) as pool:
        stores = [opened.enter_context(closing(open_store(database_url, tmp_path))) for _ in range(4)]
        list(pool.map(lambda store: store.migrate(), stores))
        for store in stores:
            store.check_schema()


def test_an_empty_database_is_not_ready(store: Store) -> None:
    with pytest.raises(Misconfigured, match="ordermill init"):
        store.check_schema()


def test_a_newer_schema_is_refused(store: Store, database_url: str, tmp_path: Path) -> None:
    store.migrate()
    with store.begin() as uow:
        uow.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Misconfigured, match="newer"):
        store.migrate()
    with pytest.raises(Misconfigured, match="newer"):
        open_store(database_url, tmp_path)


def test_a_migration_that_fails_leaves_nothing_behind(store: Store) -> None:
    """DDL is part of the transaction on both databases."""
    with store.begin() as uow:
        # The second of the migrations finds its first table taken.
        uow.connection.execute(text("CREATE TABLE reference_customers (x INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        store.migrate()
    with store.begin() as uow:
        uow.connection.execute(text("DROP TABLE reference_customers"))
    store.migrate()
    store.check_schema()
