"""Connections of SQLite are few, and small in memory."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from storage.engines import Engines, connect


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    opened = connect(f"sqlite:///{tmp_path / 'ordermill.db'}")
    yield opened
    opened.dispose()


def _connection_id(engines: Engines) -> int:
    with engines.reading.connect() as connection:
        return id(connection.connection.dbapi_connection)


def test_readers_one_after_the_other_share_one_connection(engines: Engines) -> None:
    """Each connection has a page cache; after a peak only one of them is filled again."""
    with ExitStack() as peak:
        for _ in range(4):
            peak.enter_context(closing(engines.reading.connect()))
    assert 1 == len({_connection_id(engines) for _ in range(8)})


def test_every_connection_has_a_small_page_cache(engines: Engines) -> None:
    for engine in (engines.reading, engines.writing):
        with engine.connect() as connection:
            assert -1024 == connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
