"""SIGKILL at every boundary and at random moments, and an ERP that fails by plan: nothing lost, twice or stuck."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from erp_adapters.adapter import ErpOrderState
from orders.findings import FindingCode
from orders.order import order_identity
from orders.reference import KnownOrder
from orders.stages import DUE, Outcome, PostingState, Subject
from pipeline.boundaries import Boundary
from storage.database import Store
from tests.fakes.faults import Fault, Operation, Seeded
from tests.fakes.small_orders import small_order
from tests.kill.worker import Place, work, work_and_stand_still

CUSTOMER = "C-1"


@pytest.fixture(scope="module")
def spawning() -> ForkServerContext:
    """Children that are forked from a clean process in which everything is imported already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.kill.worker"])
    return context


@pytest.mark.slow
@pytest.mark.kill
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
    store = _opened(place)
    numbers = [f"PO-{number}" for number in range(orders)]
    for number in numbers:
        _drop(place, number)
    still = spawning.Process(target=work_and_stand_still, args=(place, nth))
    still.start()
    assert still.pid is not None
    try:
        _wait_for(place.standing)
        _run_to_the_end(place, spawning)
        assert still.is_alive()
        before = place.open_erp().orders()
        os.kill(still.pid, signal.SIGCONT)
        still.join(timeout=60)
        assert 0 == still.exitcode, "it does not come to rest"
    finally:
        # SIGKILL ends a stopped process too.
        still.kill()
        still.join()
    assert before == place.open_erp().orders(), "it wrote into the ERP after it had lost its claim"
    _assert_exactly_once(place, store, numbers)
    store.close()


def _wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path.name} did not appear")


def _opened(place: Place) -> Store:
    place.drop.mkdir()
    place.open_erp().close()
    store = place.open_store()
    store.migrate()
    return store


def _survive(place: Place, spawning: ForkServerContext, *, orders: int, kills_at_random: int, rounds: int = 1) -> None:
    chance = random.Random(place.seed)
    store = _opened(place)
    boundaries = [boundary for boundary in Boundary if place.drafts or boundary is not Boundary.COMPARED]
    numbers = [f"PO-{number}" for number in range(orders)]
    kills: list[tuple[Boundary | None, int]] = [
        *((boundary, _nth(boundary, chance)) for boundary in boundaries for _ in range(rounds)),
        *((None, 0) for _ in range(kills_at_random)),
    ]
    chance.shuffle(kills)
    reached: set[Boundary] = set()
    for share, (boundary, nth) in enumerate(kills):
        # Files keep coming in, so that every process that is killed has something of every stage to do.
        for number in numbers[share :: len(kills)]:
            _drop(place, number)
        if _run_and_kill(place, spawning, boundary, nth, chance) and boundary:
            reached.add(boundary)
    for boundary in set(boundaries) - reached:
        # All were held or closed before they came there.
        numbers += [f"PO-{boundary}-{number}" for number in range(8)]
        for number in numbers[-8:]:
            _drop(place, number)
        assert _run_and_kill(place, spawning, boundary, 1, chance), f"nobody came to {boundary}"
    _run_to_the_end(place, spawning)
    _assert_exactly_once(place, store, numbers)
    store.close()


def _nth(boundary: Boundary, chance: random.Random) -> int:
    # A poll takes all files in at once, so its boundaries are passed once.
    return 1 if boundary in (Boundary.ARCHIVED, Boundary.ARRIVAL_COMMITTED, Boundary.SETTLED) else chance.randint(1, 3)


def _drop(place: Place, number: str) -> None:
    written = place.drop / f"{number}.part"
    written.write_bytes(small_order(number, CUSTOMER, lines=["SKU-1 5 1.50", "SKU-2 1 20.00"]))
    written.rename(place.drop / f"{number}.txt")


def _run_and_kill(
    place: Place, spawning: ForkServerContext, boundary: Boundary | None, nth: int, chance: random.Random
) -> bool:
    """Whether the child killed itself where it was told to."""
    child = _start(place, spawning, boundary, nth)
    child.join(timeout=10 if boundary else chance.uniform(0.05, 0.8))
    by_itself = not child.is_alive()
    if not by_itself:
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return by_itself and child.exitcode != 0


def _run_to_the_end(place: Place, spawning: ForkServerContext) -> None:
    child = _start(place, spawning, None, 0)
    child.join(timeout=600)
    assert 0 == child.exitcode, "it does not come to rest"


def _start(place: Place, spawning: ForkServerContext, boundary: Boundary | None, nth: int) -> BaseProcess:
    child = spawning.Process(target=work, args=(place, boundary, nth))
    child.start()
    return child


def _assert_exactly_once(place: Place, store: Store, numbers: list[str]) -> None:
    erp = place.open_erp()
    ours = {held.identity: held for held in erp.orders() if held.posting_id}
    clerks = {held.identity for held in erp.orders() if not held.posting_id}
    in_erp = erp.per_identity()
    assert {} == {key: count for key, count in erp.per_posting().items() if count > 1}, "posted twice"
    fates: Counter[Outcome] = Counter()
    for number in numbers:
        identity = order_identity(CUSTOMER, number, "")
        outcome, codes = _fate(store, identity, number)
        fates[outcome] += 1
        made = ours.get(identity)
        if outcome is Outcome.DONE:
            assert made is not None, f"{number} is not in the ERP"
            assert ErpOrderState.RELEASED is made.state, number
            assert 1 == in_erp[identity] or (identity in clerks and _was_hidden(place, made.posting_id)), number
        elif identity in clerks:
            # What a clerk typed in after ours was released is for the person who holds the order to undo.
            assert codes & {FindingCode.ERP_FOREIGN_ORDER, FindingCode.ERP_DIFFERENCE}, number
        elif made is not None and made.state is ErpOrderState.RELEASED:
            assert (False, True) == (place.drafts, FindingCode.ERP_DIFFERENCE in codes), number
    with store.read() as uow:
        counts = uow.work.counts()
    assert {} == {key: count for key, count in counts.items() if key[2] in DUE}, "stuck"
    assert len(numbers) == sum(count for key, count in counts.items() if key[0] is Subject.ARRIVAL)
    assert fates[Outcome.DONE] > len(numbers) * 0.8, fates
    erp.close()


def _was_hidden(place: Place, posting_id: str) -> bool:
    """Whether a search for this posting could miss a clerk's order of that very moment."""
    plan = Seeded(place.seed, place.rates)
    return any(plan.fault(Operation.FIND, posting_id, nth) is Fault.STALE_READ for nth in range(plan.calm_after))


def _fate(store: Store, identity: str, number: str) -> tuple[Outcome, set[FindingCode]]:
    """How the one live order of this number fares, and what holds it. Lost if there is none."""
    with store.read() as uow:
        known: tuple[KnownOrder, ...] = uow.orders.live(identity)
        assert 1 == len(known), f"{number} is lost"
        (order,) = known
        postings = uow.postings.of_order(order.id)
        row = uow.orders.get(order.id)
    if order.outcome is Outcome.DONE:
        assert [PostingState.RELEASED] == [posting.state for posting in postings], number
    else:
        assert Outcome.HELD is order.outcome, number
        assert any(finding.holds for finding in row.findings), f"{number} is held without a reason"
    return order.outcome, {finding.code for finding in row.findings if finding.holds}
