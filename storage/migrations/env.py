"""Alembic's entry: runs the migrations on the connection, and in the transaction, that `storage/schema.py` gives it."""

from alembic import context

import storage.ordered_items
import storage.reference.tables  # noqa: F401 -- adds its tables to the metadata
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # SQLite too: its transaction is begun by storage/engines.py, so that DDL is part of it.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
