"""The company on both databases, with its reference data; prepared once and copied for each test."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from storage.database import open_store
from tests.integration.company.office import Office, furnish, open_office


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the reference data."""
    folder = tmp_path_factory.mktemp("prepared")
    _prepare(f"sqlite:///{folder / 'o.db'}", folder)
    with closing(sqlite3.connect(folder / "o.db")) as session:
        session.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "o.db"


@pytest.fixture(scope="session")
def prepared_database(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database with the reference data."""
    _administer(postgres_server, "CREATE DATABASE company TEMPLATE template0")
    _prepare(f"postgresql+psycopg://{postgres_server}/company", tmp_path_factory.mktemp("prepared"))
    return "company"


@pytest.fixture
def copied_file(prepared_file: Path, tmp_path: Path) -> str:
    """The URL of a copy on SQLite."""
    shutil.copy(prepared_file, tmp_path / "o.db")
    return f"sqlite:///{tmp_path / 'o.db'}"


@pytest.fixture
def copied_database(postgres_server: str, prepared_database: str) -> Iterator[str]:
    """The URL of a copy on PostgreSQL."""
    _administer(postgres_server, f"CREATE DATABASE copied TEMPLATE {prepared_database}")
    yield f"postgresql+psycopg://{postgres_server}/copied"
    _administer(postgres_server, "DROP DATABASE copied WITH (FORCE)")


@pytest.fixture(params=["file", "database"], ids=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The company in the morning, nothing has arrived yet."""
    url = request.getfixturevalue(f"copied_{request.param}")
    with closing(open_store(url, tmp_path / "archive")) as store, open_office(store, tmp_path) as opened:
        yield opened


def _prepare(url: str, folder: Path) -> None:
    with closing(open_store(url, folder / "archive")) as store:
        store.migrate()
        furnish(store, folder / "data")


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as session:
        session.execute(statement.encode())
