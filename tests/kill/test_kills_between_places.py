"""SIGKILL at every boundary while orders for several stores are posted: each share of a line is in the ERP once."""

import random
from collections import Counter
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from erp_adapters.adapter import ErpOrderState
from orders.order import order_identity
from orders.policy import Mode, Policy
from orders.stages import Outcome, Stage
from pipeline.boundaries import OF_ORDERS, Boundary
from storage.database import Store
from tests.kill.deciding import PASSING
from tests.kill.processes import drop, nth_of, opened, run_and_kill, run_to_the_end
from tests.kill.verdict import CUSTOMER
from tests.kill.worker import Place

STORES = ("SKU-1 6 1.50 0042:2 0007:3 0100:1", "SKU-2 10 20.00 0007:10", "SKU-3 4 1.00 0042:1 0100:3")
EACH_SHARE = Counter(
    {
        ("0042", "SKU-1", 2): 1, ("0007", "SKU-1", 3): 1, ("0100", "SKU-1", 1): 1, ("0007", "SKU-2", 10): 1,
        ("0042", "SKU-3", 1): 1, ("0100", "SKU-3", 3): 1,
    }
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.kill
@pytest.mark.timeout(900)
@pytest.mark.parametrize("drafts", [True, False])
def test_orders_for_stores_survive_every_kill(
    database_url: str, tmp_path: Path, spawning: ForkServerContext, *, drafts: bool
) -> None:
    place = Place(database_url, tmp_path, seed=17, rates=PASSING, drafts=drafts, policy=Policy(mode=Mode.AUTO))
    _survive(place, spawning, orders=24, kills_at_random=3)


@pytest.mark.soak
@pytest.mark.kill
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(31, 33))
def test_five_hundred_orders_for_stores_survive_every_kill(
    database_url: str, tmp_path: Path, spawning: ForkServerContext, seed: int
) -> None:
    policy = Policy(mode=Mode.AUTO)
    place = Place(database_url, tmp_path, seed=seed, rates=PASSING, drafts=seed % 2 == 0, policy=policy)
    _survive(place, spawning, orders=500, kills_at_random=60, rounds=3)


def _survive(place: Place, spawning: ForkServerContext, *, orders: int, kills_at_random: int, rounds: int = 1) -> None:
    """Files keep coming in while one process after another is killed."""
    chance = random.Random(place.seed)
    boundaries = [boundary for boundary in OF_ORDERS if place.drafts or boundary is not Boundary.COMPARED]
    kills: list[Boundary | None] = [*boundaries * rounds, *([None] * kills_at_random)]
    chance.shuffle(kills)
    numbers = [f"PO-{number}" for number in range(orders)]
    with opened(place) as store:
        for share, boundary in enumerate(kills):
            for number in numbers[share :: len(kills)]:
                drop(place, number, STORES)
            run_and_kill(place, spawning, boundary, nth_of(boundary, chance) if boundary else 0, chance)
        run_to_the_end(place, spawning)
        for number in numbers:
            _assert_each_share_once(place, store, number)


def _assert_each_share_once(place: Place, store: Store, number: str) -> None:
    identity = order_identity(CUSTOMER, number, "")
    with store.read() as uow:
        (known,) = uow.orders.live(identity)
    assert (Stage.CONFIRMED, Outcome.DONE) == (known.stage, known.outcome), number
    with closing(place.open_erp()) as erp:
        there = [order for order in erp.orders() if order.identity == identity]
        assert {ErpOrderState.RELEASED} == {order.state for order in there}, number
        read = [erp.erp.read(order.reference) for order in there]
    lines = [(order.ship_to.account, line) for order in read for line in order.lines]
    shares = Counter((account, line.item, int(line.quantity.value)) for account, line in lines)
    assert EACH_SHARE == shares, number
