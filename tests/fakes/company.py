"""An invented supplier: the CSV files in `tests/company`, imported into a database as any supplier's would be."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from storage.database import Store, open_store
from storage.reference.importing import import_folder
from storage.reference.look_ups import SqlReference

COMPANY = Path(__file__).parent.parent / "company"
IMPORTED_AT = datetime(2026, 3, 2, 6, tzinfo=UTC)


def open_company(archive: Path, folder: Path = COMPANY) -> Store:
    """A store in memory with the company's data."""
    store = open_store("sqlite:///:memory:", archive)
    store.migrate()
    import_folder(store, folder, IMPORTED_AT)
    return store


@contextmanager
def reference_of(store: Store) -> Iterator[SqlReference]:
    """The current data, for one order."""
    with store.read() as uow:
        connection: Connection = uow.connection
        yield SqlReference(connection)
