"""One process polls; the others stand by, and take over."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.source import Received
from orders.document import SourceKey
from pipeline.schedule import Polled, Schedule
from pipeline.schedule_lock import schedule_lock
from tests.fakes.listed_source import ListedSource
from tests.fakes.small_orders import small_order
from tests.fakes.world import World

OFTEN = timedelta(seconds=0.05)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def started(schedule: Schedule) -> Iterator[None]:
    schedule.start()
    try:
        yield
    finally:
        schedule.stop()


def received(number: int) -> Received:
    key = SourceKey("drop", str(number))
    return Received(key, f"{number}.txt", "", "", datetime.now(UTC), small_order(f"P-{number}"))


def test_the_lock_is_held_by_one_and_passes_on(database_url: str, tmp_path: Path) -> None:
    one, other = schedule_lock(database_url, tmp_path), schedule_lock(database_url, tmp_path)
    assert one.acquire()
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire()
    other.release()


def test_of_two_schedules_one_polls_until_it_stops(world: World, database_url: str, tmp_path: Path) -> None:
    first, second = ListedSource("drop", [received(1)]), ListedSource("drop", [received(1)])
    schedules = [
        Schedule(world.flow, [Polled(source, OFTEN)], schedule_lock(database_url, tmp_path), lock_every=OFTEN)
        for source in (first, second)
    ]
    with ExitStack() as later:
        with started(schedules[0]):
            later.enter_context(started(schedules[1]))
            until(lambda: bool(first.settled))
            assert [True, False] == [schedule.holds_lock for schedule in schedules]
            assert [] == second.cursors
        until(lambda: bool(second.settled))
    report = schedules[1].pollers["drop"].last
    assert report is not None
    with world.flow.store.read() as uow:
        assert 1 == sum(count for key, count in uow.work.counts().items())


def test_a_source_that_fails_does_not_stop_the_others(world: World, database_url: str, tmp_path: Path) -> None:
    failing = ListedSource("failing", [received(1)], breaks_after=0)
    sound = ListedSource("sound", [received(2)])
    polled = [Polled(source, OFTEN) for source in (failing, sound)]
    schedule = Schedule(world.flow, polled, schedule_lock(database_url, tmp_path))
    with started(schedule):
        until(lambda: bool(sound.settled) and schedule.pollers["failing"].failures >= 1)
    assert schedule.pollers["failing"].not_before is not None
