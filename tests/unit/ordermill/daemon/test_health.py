"""`/healthz` is red when work does not move or a source stays silent, and says which."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ordermill.daemon.health import OVERDUE, health_of
from orders.ids import ArrivalId, new_id
from orders.stages import Subject
from pipeline.enduring import Enduring
from pipeline.polling import PollReport
from storage.database import Store, open_store

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class Polling:
    """A source as the schedule knows it."""

    last: PollReport | None = None
    last_success: datetime | None = None
    failures: int = 0


@dataclass
class Scheduled:
    """A schedule at rest."""

    holds_lock: bool = True
    pollers: dict[str, Polling] = field(default_factory=lambda: {"edi": Polling()})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path / 'ordermill.db'}", tmp_path / "archive")) as opened:
        opened.migrate()
        yield opened


def test_at_rest_it_is_green(store: Store) -> None:
    health = health_of(store, Scheduled(), NOW)
    assert (True, {"database", "source edi"}) == (health.ok, set(health.checks))


@pytest.mark.parametrize(("age", "ok"), [(OVERDUE, True), (OVERDUE + timedelta(seconds=1), False)])
def test_work_that_nobody_does_is_red_after_a_while(store: Store, age: timedelta, *, ok: bool) -> None:
    with store.begin() as uow:
        uow.work.add(Subject.ARRIVAL, ArrivalId(new_id()), NOW - age)
    health = health_of(store, Scheduled(), NOW)
    assert ok is health.ok
    assert ok is not ("is due since" in health.checks["database"])


@pytest.mark.parametrize(("silent", "ok"), [(timedelta(minutes=1), True), (timedelta(hours=1), False), (None, False)])
def test_a_source_that_fails_is_red_once_it_is_silent_for_long(
    store: Store, silent: timedelta | None, *, ok: bool
) -> None:
    failing = Polling(PollReport("edi", fault="the drive is gone"), NOW - silent if silent else None, failures=3)
    health = health_of(store, Scheduled(pollers={"edi": failing}), NOW)
    assert ok is health.ok
    assert "failed 3 times: the drive is gone" == health.checks["source edi"]


def test_what_could_not_be_marked_at_its_source_is_told(store: Store) -> None:
    stubborn = Polling(PollReport("edi", arrivals=3, unsettled=1), NOW)
    health = health_of(store, Scheduled(pollers={"edi": stubborn}), NOW)
    assert (True, True) == (health.ok, "1 that are safe here could not be marked there" in health.checks["source edi"])


def test_a_step_that_broke_is_red_until_it_comes_through(store: Store) -> None:
    broken = [True]

    def step() -> None:
        if broken:
            raise ZeroDivisionError("a bug")

    sweep = Enduring("sweep", step)
    for fault in (True, False):
        sweep()
        health = health_of(store, Scheduled(), NOW, [sweep])
        assert (not fault, fault) == (health.ok, "ZeroDivisionError" in health.checks.get("sweep", ""))
        broken.clear()


def test_a_process_that_stands_by_is_green(store: Store) -> None:
    health = health_of(store, Scheduled(holds_lock=False), NOW)
    assert (True, "stands by: another process polls") == (health.ok, health.checks["sources"])


def test_a_database_that_is_away_is_red(tmp_path: Path, store: Store) -> None:
    store.close()
    for file in tmp_path.glob("ordermill.db*"):
        file.unlink()
    (tmp_path / "ordermill.db").mkdir()
    assert not health_of(store, Scheduled(), NOW).ok
