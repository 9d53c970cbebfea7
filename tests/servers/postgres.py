"""A real PostgreSQL cluster on loopback for the session, and a fresh database for each test."""

import re
import secrets
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.servers import unprivileged
from tests.servers.ports import LOOPBACK, free_port, wait_until_open

USER = "ordermill"
DEBIAN = Path("/usr/lib/postgresql")

# Tests kill clients, never the machine: the disk need not be waited for.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", f"listen_addresses={LOOPBACK}")


def binaries() -> Path | None:
    """The folder of the newest installed server, which Debian keeps off the PATH."""
    installed = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda folder: [int(part) for part in re.findall(r"\d+", folder.parent.name)])
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of the cluster, without a database."""
    programs = binaries()
    if programs is None:
        pytest.skip("postgresql is not installed (Debian package postgresql)")
    with unprivileged.own_folder("postgres") as folder:
        cluster, log, port = folder / "cluster", folder / "postgres.log", free_port()
        unprivileged.run(
            [
                programs / "initdb",
                "-U",
                USER,
                "-A",
                "trust",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-D",
                cluster,
            ]
        )
        settings = [*SETTINGS, f"port={port}", f"unix_socket_directories={folder}"]
        options = [word for setting in settings for word in ("-c", setting)]
        server = unprivileged.start([programs / "postgres", "-D", cluster, *options], log=log)
        try:
            wait_until_open(port, server, log)
            _wait_until_it_answers(f"{USER}@{LOOPBACK}:{port}")
            yield f"{USER}@{LOOPBACK}:{port}"
        finally:
            # A fast shutdown: open sessions are ended.
            server.send_signal(signal.SIGINT)
            server.wait(timeout=120)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database, dropped after the test whoever is still connected."""
    name = f"test_{secrets.token_hex(6)}"
    with _administrator(postgres_server) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield f"postgresql+psycopg://{postgres_server}/{name}"
    with _administrator(postgres_server) as session:
        session.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The SQLAlchemy URL of an empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ordermill.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


def _wait_until_it_answers(server: str) -> None:
    """Under load the port is open some time before."""
    for _ in range(1200):
        try:
            _administrator(server).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL did not answer within 120 s")


def _administrator(server: str) -> psycopg.Connection:
    return psycopg.connect(f"postgresql://{server}/postgres", autocommit=True)
