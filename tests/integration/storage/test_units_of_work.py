"""All or nothing, durable, and clear about what can be tried again."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from orders.errors import Misconfigured, Retryable
from orders.stages import Subject
from storage import database, engines
from storage.database import Store, open_store
from storage.errors import Conflict
from storage.unit_of_work import UnitOfWork
from tests.integration.storage.samples import LEASE, NOON, arrival


def _fail(uow: UnitOfWork) -> None:
    uow.arrivals.add(arrival("a"))
    uow.arrivals.set_cursor("drop", "1")
    raise ZeroDivisionError


def test_what_a_failed_unit_of_work_wrote_is_gone(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.begin() as uow:
        _fail(uow)
    with store.read() as uow:
        assert not uow.arrivals.knows(arrival("a").source_key)
        assert uow.arrivals.cursor("drop") == ""


def test_what_was_committed_is_there_for_another_store(store: Store, migrated_url: str, tmp_path: Path) -> None:
    with store.begin() as uow:
        uow.arrivals.set_cursor("drop", "1")
    with closing(open_store(migrated_url, tmp_path / "archive")) as other, other.read() as uow:
        assert uow.arrivals.cursor("drop") == "1"


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), store.read() as uow:
        uow.arrivals.set_cursor("drop", "1")


def test_a_reader_sees_one_state_throughout(store: Store) -> None:
    with store.begin() as uow:
        uow.arrivals.set_cursor("drop", "1")
    with store.read() as reader:
        assert reader.arrivals.cursor("drop") == "1"
        with store.begin() as uow:
            uow.arrivals.set_cursor("drop", "2")
        assert reader.arrivals.cursor("drop") == "1"


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    with store.begin() as uow:
        uow.arrivals.set_cursor("drop", "1")
        with store.read() as reader:
            assert reader.arrivals.cursor("drop") == ""


def test_a_missing_foreign_row_is_a_loud_bug_and_no_conflict(store: Store) -> None:
    with pytest.raises(IntegrityError), store.begin() as uow:
        uow.connection.execute(text("INSERT INTO transcripts (document_id, body) VALUES ('none', '')"))


def test_two_that_append_to_one_chain_at_once_do_not_both_succeed(store: Store) -> None:
    """On SQLite the second waits for the first; on PostgreSQL it is told to try again. Either way no seq is lost."""
    both_read = Event()

    def write(number: int) -> None:
        for _ in range(10):
            try:
                with store.begin() as uow:
                    uow.journal.write(Subject.ORDER, "o1", f"event.{number}", "machine", {}, NOON)
                    both_read.wait(0.01)
            except Conflict:
                continue
            return
        raise AssertionError("never succeeded")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    with store.read() as uow:
        assert [1, 2, 3, 4] == [entry.seq for entry in uow.journal.of(Subject.ORDER, "o1")]


def test_a_lost_connection_can_be_tried_again(postgres_url: str, tmp_path: Path) -> None:
    """The server ends our session in the middle of a unit of work, as it does when it is restarted."""
    with closing(open_store(postgres_url, tmp_path)) as store:
        store.migrate()
        with pytest.raises(Retryable), store.begin() as uow:
            _lose_connection(uow, postgres_url)
        with store.begin() as uow:
            assert uow.work.claim(NOON, LEASE, 1) == ()


def _lose_connection(uow: UnitOfWork, url: str) -> None:
    pid = uow.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as session:
        session.execute("SELECT pg_terminate_backend(%s)", [pid])
    uow.work.claim(NOON, LEASE, 1)


def test_sqlite_waits_for_the_disk_at_every_commit(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:///{tmp_path / 'ordermill.db'}", tmp_path)) as store:
        for unit in (store.begin, store.read):
            with unit() as uow:
                settings = [
                    uow.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                    for name in ("journal_mode", "synchronous", "foreign_keys")
                ]
            assert ["wal", 2, 1] == settings


def test_a_database_that_cannot_be_reached_can_be_tried_again(tmp_path: Path) -> None:
    with pytest.raises(Retryable):
        open_store("postgresql://ordermill@127.0.0.1:1/none", tmp_path)
    with pytest.raises(Retryable):
        open_store(f"sqlite:///{tmp_path}/no/such/folder/ordermill.db", tmp_path)


@pytest.mark.parametrize("url", ["mysql://localhost/x", "not a url"])
def test_a_url_of_no_known_database_is_a_misconfiguration(tmp_path: Path, url: str) -> None:
    with pytest.raises(Misconfigured, match="database URL"):
        open_store(url, tmp_path)


@pytest.mark.parametrize("waiting_store", [0, 1])
def test_a_writer_that_waits_too_long_can_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waiting_store: int
) -> None:
    """Within a process a lock is waited for, between processes (here: two stores) SQLite itself."""
    for module in (engines, database):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    url = f"sqlite:///{tmp_path / 'ordermill.db'}"
    with closing(open_store(url, tmp_path)) as first, closing(open_store(url, tmp_path)) as second:
        first.migrate()
        waiting = (first, second)[waiting_store]
        with first.begin() as uow:
            uow.arrivals.set_cursor("drop", "1")
            with ThreadPoolExecutor(1) as pool, pytest.raises(Retryable):
                pool.submit(_set_cursor, waiting).result()
        _set_cursor(waiting)


def test_a_writer_of_another_process_writes_when_the_one_before_it_is_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ordermill.db'}"
    with closing(open_store(url, tmp_path)) as first, closing(open_store(url, tmp_path)) as second:
        first.migrate()
        with ThreadPoolExecutor(1) as pool:
            with first.begin() as uow:
                uow.arrivals.set_cursor("drop", "1")
                waiting = pool.submit(_set_cursor, second)
            waiting.result()
        with first.read() as uow:
            assert "2" == uow.arrivals.cursor("drop")


def _set_cursor(store: Store) -> None:
    with store.begin() as uow:
        uow.arrivals.set_cursor("drop", "2")


def test_a_database_in_memory_works_from_several_threads(tmp_path: Path) -> None:
    def count(store: Store, number: int) -> int:
        with store.begin() as uow:
            uow.work.add(Subject.ORDER, str(number), NOON)
        with store.read() as uow:
            return uow.work.due_count(NOON)

    with closing(open_store("sqlite://", tmp_path)) as store, ThreadPoolExecutor(4) as pool:
        store.migrate()
        assert 8 == max(pool.map(partial(count, store), range(8)))
