"""A migrated store, once on each database."""

import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from storage.database import Store, open_store
from tests.integration.storage.samples import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def migrated_template(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database with our schema, to copy: that is quicker than to migrate anew."""
    name = f"template_{secrets.token_hex(6)}"
    with psycopg.connect(f"postgresql://{postgres_server}/postgres", autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    url = f"postgresql+psycopg://{postgres_server}/{name}"
    with closing(open_store(url, tmp_path_factory.mktemp("archive"))) as store:
        store.migrate()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with our schema and no rows."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'ordermill.db'}"
        with closing(open_store(url, tmp_path / "archive")) as store:
            store.migrate()
        yield url
        return
    server: str = request.getfixturevalue("postgres_server")
    template: str = request.getfixturevalue("migrated_template")
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield f"postgresql+psycopg://{server}/{name}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as session:
        session.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(migrated_url: str, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with closing(open_store(migrated_url, tmp_path / "archive", clock=clock)) as opened:
        yield opened
