"""Looking for due work costs the same however many orders were finished before."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import ClauseElement
from sqlalchemy.dialects import sqlite

from orders.stages import Outcome, Stage, Subject
from storage import queue, work_statements
from storage.database import Store, open_store

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("store")
    with closing(open_store(f"sqlite:///{folder / 'ordermill.db'}", folder / "archive")) as opened:
        opened.migrate()
        yield opened


def _plan(store: Store, statement: ClauseElement) -> str:
    sql = str(statement.compile(dialect=sqlite.dialect()))
    with store.read() as uow:
        rows = uow.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?")).all()
    return "\n".join(row.detail for row in rows)


@pytest.mark.parametrize("name", ["CLAIM", "DUE_COUNT", "NEXT_DUE", "EXPIRED"])
def test_what_is_due_is_found_by_the_index_of_due_rows(store: Store, name: str) -> None:
    plan = _plan(store, getattr(work_statements, name))
    assert "INDEX ix_work_due" in plan
    assert "SCAN work USING" not in plan.replace("SCAN work USING COVERING INDEX ix_work_due", "")
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("name", ["COUNTS", "ENTERED_SINCE"])
def test_counts_read_an_index_and_not_the_rows(store: Store, name: str) -> None:
    plan = _plan(store, getattr(work_statements, name))
    assert "COVERING INDEX ix_work_standing" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("name", ["_ROWS", "_COUNT"])
def test_the_queue_reads_held_rows_only_and_in_their_order(store: Store, name: str) -> None:
    plan = _plan(store, getattr(queue, name))
    assert "ix_work_held" in plan
    assert "TEMP B-TREE" not in plan


def test_finished_rows_are_not_in_the_index_that_is_searched(tmp_path: Path) -> None:
    """The size of the partial index, in pages, before and after many orders were finished."""
    entries = "SELECT count(*) FROM work INDEXED BY ix_work_due WHERE due_at > ''"
    with closing(open_store(f"sqlite:///{tmp_path / 'ordermill.db'}", tmp_path / "archive")) as store:
        store.migrate()
        with store.begin() as uow:
            for number in range(2_000):
                uow.work.add(Subject.ORDER, str(number), NOON, stage=Stage.POSTED, outcome=Outcome.DONE)
            uow.work.add(Subject.ORDER, "due", NOON)
        with store.begin() as uow:
            assert 1 == uow.connection.exec_driver_sql(entries).scalar_one()
            assert ["due"] == [row.subject_id for row in uow.work.claim(NOON, timedelta(seconds=1), 10)]
