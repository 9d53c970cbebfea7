"""SIGKILL at every boundary while orders are posted in parts: every line is in the ERP once, whatever is decided."""

import random
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from orders.policy import Mode, Parts, Policy
from pipeline.boundaries import OF_ORDERS, Boundary
from tests.kill.deciding import PASSING, ROWS, assert_every_line_once, decide_on_held, people
from tests.kill.processes import drop, nth_of, opened, run_and_kill, run_to_the_end
from tests.kill.worker import Place

IN_PARTS = Policy(mode=Mode.AUTO, posting=Parts.CLEAN_LINES)


@pytest.mark.slow
@pytest.mark.kill
@pytest.mark.timeout(900)
@pytest.mark.parametrize("drafts", [True, False])
def test_forty_orders_in_parts_survive_every_kill(
    database_url: str, tmp_path: Path, spawning: ForkServerContext, *, drafts: bool
) -> None:
    place = Place(database_url, tmp_path, seed=11, rates=PASSING, drafts=drafts, policy=IN_PARTS)
    _survive(place, spawning, orders=40, kills_at_random=3)


@pytest.mark.soak
@pytest.mark.kill
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(21, 25))
def test_a_thousand_orders_in_parts_survive_every_kill(
    database_url: str, tmp_path: Path, spawning: ForkServerContext, seed: int
) -> None:
    place = Place(database_url, tmp_path, seed=seed, rates=PASSING, drafts=seed % 2 == 0, policy=IN_PARTS)
    _survive(place, spawning, orders=1000, kills_at_random=60, rounds=3)


def _survive(place: Place, spawning: ForkServerContext, *, orders: int, kills_at_random: int, rounds: int = 1) -> None:
    """Files keep coming in and people keep deciding while one process after another is killed."""
    chance = random.Random(place.seed)
    boundaries = [boundary for boundary in OF_ORDERS if place.drafts or boundary is not Boundary.COMPARED]
    kills: list[Boundary | None] = [*boundaries * rounds, *([None] * kills_at_random)]
    chance.shuffle(kills)
    numbers = [f"PO-{number}" for number in range(orders)]
    with opened(place) as store, people(place) as flow:
        for share, boundary in enumerate(kills):
            for number in numbers[share :: len(kills)]:
                drop(place, number, ROWS)
            run_and_kill(place, spawning, boundary, nth_of(boundary, chance) if boundary else 0, chance)
            decide_on_held(flow)
        while True:
            run_to_the_end(place, spawning)
            if not decide_on_held(flow):
                break
        assert_every_line_once(place, store, numbers)
