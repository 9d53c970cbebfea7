"""A migrated store, once on each database."""

import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.database import Store, open_store
from tests.integration.storage.samples import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres_server(postgres_server: str) -> str:
    """The cluster, once it answers: under load its port is open some time before."""
    for _ in range(300):
        try:
            psycopg.connect(f"postgresql://{postgres_server}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return postgres_server
    raise AssertionError("PostgreSQL did not answer within 30 s")


@pytest.fixture(scope="session")
def migrated_template(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database with our schema, to copy: that is quicker than to migrate anew."""
    name = f"template_{secrets.token_hex(6)}"
    with psycopg.connect(f"postgresql://{postgres_server}/postgres", autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    store = open_store(f"postgresql+psycopg://{postgres_server}/{name}", tmp_path_factory.mktemp("archive"))
    store.migrate()
    store.close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with our schema and no rows."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'ordermill.db'}"
        store = open_store(url, tmp_path / "archive")
        store.migrate()
        store.close()
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
    opened = open_store(migrated_url, tmp_path / "archive", clock=clock)
    yield opened
    opened.close()
