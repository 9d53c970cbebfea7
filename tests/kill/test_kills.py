"""SIGKILL at every boundary and at random moments, and an ERP that fails by plan: nothing lost, twice or stuck."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from pipeline.boundaries import OF_ORDERS, Boundary
from tests.fakes.erp_simulator import HeldOrder
from tests.kill.processes import drop, nth_of, opened, run_and_kill, run_to_the_end
from tests.kill.verdict import assert_exactly_once
from tests.kill.worker import Place, work_and_stand_still


@pytest.mark.slow
@pytest.mark.kill
@pytest.mark.timeout(900)
def test_three_hundred_orders_survive_every_kill(
    database_url: str, tmp_path: Path, spawning: ForkServerContext
) -> None:
    _survive(Place(database_url, tmp_path, seed=1), spawning, orders=300, kills_at_random=12)


@pytest.mark.soak
@pytest.mark.kill
@pytest.mark.timeout(7200)
def test_five_thousand_orders_survive_every_kill(
    database_url: str, tmp_path: Path, spawning: ForkServerContext
) -> None:
    _survive(Place(database_url, tmp_path, seed=2), spawning, orders=5000, kills_at_random=150, rounds=5)


@pytest.mark.slow
@pytest.mark.kill
@pytest.mark.timeout(900)
def test_without_drafts_too(database_url: str, tmp_path: Path, spawning: ForkServerContext) -> None:
    _survive(Place(database_url, tmp_path, seed=3, drafts=False), spawning, orders=100, kills_at_random=4)


@pytest.mark.soak
@pytest.mark.kill
@pytest.mark.timeout(7200)
def test_two_thousand_orders_without_drafts_too(database_url: str, tmp_path: Path, spawning: ForkServerContext) -> None:
    place = Place(database_url, tmp_path, seed=4, drafts=False)
    _survive(place, spawning, orders=2000, kills_at_random=60, rounds=3)


@pytest.mark.slow
@pytest.mark.kill
@pytest.mark.timeout(900)
@pytest.mark.parametrize("drafts", [True, False])
def test_a_worker_that_stood_still_past_its_lease_makes_nothing_twice(
    database_url: str, tmp_path: Path, spawning: ForkServerContext, *, drafts: bool
) -> None:
    _outlive_a_standstill(Place(database_url, tmp_path, seed=5, rates={}, drafts=drafts), spawning, orders=8, nth=3)


@pytest.mark.soak
@pytest.mark.kill
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("nth", range(1, 40))
def test_wherever_a_worker_stood_still_nothing_is_made_twice(
    database_url: str, tmp_path: Path, spawning: ForkServerContext, nth: int
) -> None:
    _outlive_a_standstill(Place(database_url, tmp_path, seed=nth), spawning, orders=60, nth=nth)


def _outlive_a_standstill(place: Place, spawning: ForkServerContext, *, orders: int, nth: int) -> None:
    """One process stops between an attempt and its call; another does its work; then the first goes on."""
    numbers = [f"PO-{number}" for number in range(orders)]
    with opened(place) as store:
        for number in numbers:
            drop(place, number)
        with _stopped(place, spawning, nth) as still:
            run_to_the_end(place, spawning)
            assert still.is_alive()
            before = _in_the_erp(place)
            assert still.pid is not None
            os.kill(still.pid, signal.SIGCONT)
            still.join(timeout=60)
            assert 0 == still.exitcode, "it does not come to rest"
        assert before == _in_the_erp(place), "it wrote into the ERP after it had lost its claim"
        assert_exactly_once(place, store, numbers)


@contextmanager
def _stopped(place: Place, spawning: ForkServerContext, nth: int) -> Iterator[BaseProcess]:
    """A process that stands still right before the call of its `nth` attempt."""
    still = spawning.Process(target=work_and_stand_still, args=(place, nth))
    still.start()
    try:
        _wait_for(place.standing)
        yield still
    finally:
        # SIGKILL ends a stopped process too.
        still.kill()
        still.join()


def _wait_for(path: Path) -> None:
    for _ in range(1200):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path.name} did not appear")


def _in_the_erp(place: Place) -> tuple[HeldOrder, ...]:
    with closing(place.open_erp()) as erp:
        return erp.orders()


def _survive(place: Place, spawning: ForkServerContext, *, orders: int, kills_at_random: int, rounds: int = 1) -> None:
    chance = random.Random(place.seed)
    boundaries = [boundary for boundary in OF_ORDERS if place.drafts or boundary is not Boundary.COMPARED]
    numbers = [f"PO-{number}" for number in range(orders)]
    kills: list[tuple[Boundary | None, int]] = [
        *((boundary, nth_of(boundary, chance)) for boundary in boundaries for _ in range(rounds)),
        *((None, 0) for _ in range(kills_at_random)),
    ]
    chance.shuffle(kills)
    reached: set[Boundary] = set()
    with opened(place) as store:
        for share, (boundary, nth) in enumerate(kills):
            # Files keep coming in, so that every process that is killed has something of every stage to do.
            for number in numbers[share :: len(kills)]:
                drop(place, number)
            if run_and_kill(place, spawning, boundary, nth, chance) and boundary:
                reached.add(boundary)
        for boundary in set(boundaries) - reached:
            numbers += _brought_to(boundary, place, spawning, chance)
        run_to_the_end(place, spawning)
        assert_exactly_once(place, store, numbers)


def _brought_to(boundary: Boundary, place: Place, spawning: ForkServerContext, chance: random.Random) -> list[str]:
    """More orders, for a boundary before which all others were held or closed."""
    numbers = [f"PO-{boundary}-{number}" for number in range(8)]
    for number in numbers:
        drop(place, number)
    assert run_and_kill(place, spawning, boundary, 1, chance), f"nobody came to {boundary}"
    return numbers
