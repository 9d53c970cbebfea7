"""A PostgreSQL on which the extension may not be made is searched all the same."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from orders.stages import Subject
from storage.database import Store, open_store
from tests.integration.storage.samples import store_order


@pytest.fixture
def plain_store(postgres_url: str, tmp_path: Path) -> Iterator[Store]:
    """A store whose user may make tables and nothing else."""
    name = postgres_url.rpartition("/")[2]
    owner = postgres_url.replace("+psycopg", "")
    with psycopg.connect(owner, autocommit=True) as session:
        session.execute(f"CREATE ROLE plain_{name} LOGIN")
        session.execute(f"GRANT CREATE, USAGE ON SCHEMA public TO plain_{name}")
    with closing(open_store(postgres_url.replace("ordermill@", f"plain_{name}@"), tmp_path)) as opened:
        opened.migrate()
        yield opened
    with psycopg.connect(owner, autocommit=True) as session:
        session.execute(f"DROP OWNED BY plain_{name}")
        session.execute(f"DROP ROLE plain_{name}")


def test_words_are_found_without_the_extension(plain_store: Store) -> None:
    with plain_store.begin() as uow:
        assert [] == uow.connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")).all()
        stored = store_order(uow)
        for term in ("4711", "o-4", "1", "sup-7 orders.edi"):
            assert [stored.order_id] == [row.order_id for row in uow.search.find(term, subject=Subject.ORDER)]
        assert uow.search.find("4712") == ()
