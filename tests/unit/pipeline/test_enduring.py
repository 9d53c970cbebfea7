"""A bug ends no thread that others rely on, and is seen as long as it lasts."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ordermill.clock import now
from ordermill.daemon.health import health_of
from orders.stages import Outcome
from pipeline.claims import Claims, Lease
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.enduring import Enduring
from pipeline.schedule import Polled, Schedule
from pipeline.schedule_lock import FileLock
from storage.database import Store
from tests.fakes.listed_source import ListedSource
from tests.fakes.small_orders import small_order
from tests.fakes.world import World

OFTEN = timedelta(seconds=0.02)


class BuggyStore:
    """A real store, until it is told to break."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.broken = False

    def __getattr__(self, name: str) -> Any:
        if self.broken:
            raise ZeroDivisionError("a bug")
        return getattr(self._store, name)


@pytest.fixture
def buggy(world: World) -> BuggyStore:
    return BuggyStore(world.flow.store)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def ok(world: World, schedule: Schedule, *steps: Enduring) -> bool:
    return health_of(world.flow.store, schedule, world.clock(), steps).ok


@pytest.fixture
def schedule(world: World, buggy: BuggyStore, tmp_path: Path) -> Iterator[Schedule]:
    flow = replace(world.flow, store=buggy, clock=now)
    polled = [Polled(ListedSource("drop", []), OFTEN)]
    made = Schedule(flow, polled, FileLock(tmp_path / "lock"), sweep_every=OFTEN, lock_every=OFTEN)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def test_only_errors_are_kept() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Enduring("step", interrupted)()


def test_the_thread_that_renews_claims_lives_on(world: World, buggy: BuggyStore, schedule: Schedule) -> None:
    claims = Claims(buggy, now, Lease(timedelta(seconds=60), OFTEN))
    world.receive(small_order("P-1"))
    with world.flow.store.begin() as uow:
        (row,) = uow.work.claim(now(), claims.lease.length, 1)
    claim = claims.keep(row)
    first = claim.until
    buggy.broken = True
    until(lambda: bool(claims.renewal.fault))
    assert not ok(world, schedule, claims.renewal)
    buggy.broken = False
    until(lambda: not claims.renewal.fault)
    until(lambda: claim.until > first)
    claims.drop(claim)


def test_the_runner_lives_on(world: World, buggy: BuggyStore, schedule: Schedule) -> None:
    dispatcher = EmbeddedDispatcher()
    runner = EmbeddedRunner(replace(world.flow, store=buggy, clock=now), dispatcher, look_every=OFTEN)
    runner.start()
    try:
        buggy.broken = True
        runner.wake()
        until(lambda: all(step.fault for step in runner.steps))
        assert not ok(world, schedule, *runner.steps)
        buggy.broken = False
        arrival = world.receive(small_order("P-1"))
        until(lambda: bool(world.orders(arrival)) and world.fate(arrival) is Outcome.DONE)
        until(lambda: not any(step.fault for step in runner.steps))
    finally:
        buggy.broken = False
        runner.stop()


def test_the_schedule_lives_on(world: World, buggy: BuggyStore, schedule: Schedule) -> None:
    _, sweep = schedule.steps
    poller = schedule.pollers["drop"]
    until(lambda: poller.last is not None)
    buggy.broken = True
    until(lambda: bool(sweep.fault) and bool(poller.failures))
    health = health_of(world.flow.store, schedule, now() + timedelta(hours=1), schedule.steps)
    assert (False, True, True) == (
        health.ok,
        "ZeroDivisionError" in health.checks["sweep"],
        "the log has the details" in health.checks["source drop"],
    )
    buggy.broken = False
    until(lambda: not sweep.fault)
