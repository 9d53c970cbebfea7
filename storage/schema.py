"""The schema's version: bringing it up to date under a lock, and refusing one that is newer than the program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from orders.errors import Misconfigured

MIGRATIONS = Path(__file__).parent / "migrations"

# Any number that nothing else in the database uses as an advisory lock.
_LOCK = 0x6F72646572


def migrate(engine: Engine) -> None:
    """Apply what is missing, in one transaction that other processes wait for. Raises Misconfigured for a newer one."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        refuse_newer(connection)
        configuration = _configuration()
        if _revision(connection) == _newest():
            return
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def refuse_newer(connection: Connection) -> None:
    """Raises Misconfigured when the schema has a revision that this version of Ordermill does not know."""
    revision = _revision(connection)
    if revision is not None and revision not in _known():
        raise Misconfigured(
            f"the database has schema {revision}, which this version of Ordermill does not know: "
            "it was used by a newer one. Upgrade Ordermill, or restore the backup made before the upgrade."
        )


def check(connection: Connection) -> None:
    """Raises Misconfigured unless the schema is that of this version."""
    refuse_newer(connection)
    if _revision(connection) != _newest():
        raise Misconfigured("the database is not set up for this version of Ordermill: run `ordermill init`")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _known() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _newest() -> str | None:
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_configuration())


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return configuration
