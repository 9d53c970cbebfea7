"""What a store asks of its database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from storage.database import Store


@contextmanager
def statements_of(store: Store) -> Iterator[list[str]]:
    """The SQL of every statement that reads, while this is open."""
    statements: list[str] = []
    with store.read() as uow:
        engine = uow.connection.engine

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
