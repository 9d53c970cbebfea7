"""An order for several stores on both databases: each share of a line is posted once, whatever people do and whenever
the process dies."""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import Connection, Engine, event

from erp_adapters.memory.adapter import MemoryErp
from orders.decision import DecisionKind, LearnScope
from orders.findings import Change
from orders.ids import OrderId
from orders.policy import Mode, Policies, Policy
from orders.stages import Outcome, Stage, Subject
from pipeline.boundaries import Boundary
from pipeline.decisions.order import NotDecidable
from pipeline.simulation.replay import replay
from pipeline.sweep import sweep
from storage.reference.importing import import_folder
from tests.fakes.company import COMPANY
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World
from validation.rule import Case, Verdict

STORES = ("SKU-1 6 1.50 0042:2 0007:3 0100:1", "SKU-2 10 20.00 0007:10", "SKU-3 4 1.00 0042:1 0100:3", "SKU-4 1 2.00")
EVERYTHING = Counter(
    {
        ("0042", "SKU-1", 2): 1, ("0007", "SKU-1", 3): 1, ("0100", "SKU-1", 1): 1, ("0007", "SKU-2", 10): 1,
        ("0042", "SKU-3", 1): 1, ("0100", "SKU-3", 3): 1, ("C-1/1", "SKU-4", 1): 1,
    }
)  # fmt: skip

OF_A_PART = (
    Boundary.LOOKED, Boundary.ATTEMPT_COMMITTED, Boundary.CREATED, Boundary.CREATION_COMMITTED, Boundary.COMPARED,
    Boundary.RELEASED,
)  # fmt: skip
"""Those that each part passes."""
OF_THE_ORDER = (Boundary.BEFORE_VALIDATED, Boundary.AFTER_VALIDATED, Boundary.BEFORE_POSTED, Boundary.AFTER_POSTED)
"""Those that all parts pass once."""


@pytest.fixture
def stores(world: World) -> World:
    world.flow = replace(world.flow, policies=Policies(default=Policy(mode=Mode.AUTO)), rules=(SmallRule(),))
    return world


def received(world: World, *lines: str) -> OrderId:
    arrival = world.receive(small_order("P-1", lines=lines or STORES))
    world.run_through(hours=1)
    return world.order(arrival).id


def shares(erp: MemoryErp) -> Counter[tuple[str, str, int]]:
    return Counter(
        (order.ship_to.account, line.item, int(line.quantity.value)) for order in erp.orders() for line in order.lines
    )


def erp_of(world: World) -> MemoryErp:
    assert isinstance(world.flow.adapter, MemoryErp)
    return world.flow.adapter


def test_each_store_has_its_order_and_each_share_is_there_once(stores: World) -> None:
    order_id = received(stores)
    work = stores.work(Subject.ORDER, order_id)
    assert (Stage.CONFIRMED, Outcome.DONE) == (work.stage, work.outcome)
    assert (EVERYTHING, 4) == (shares(erp_of(stores)), len(erp_of(stores).orders()))


@dataclass
class CountedRule(SmallRule):
    """Counts how often an order is examined."""

    examined: int = 0

    def examine(self, case: Case) -> Verdict:
        self.examined += 1
        return super().examine(case)


def statements_for(world: World, stores: int) -> int:
    """How many statements the order for so many stores takes."""
    counted: list[str] = []

    def count(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        goes_to = " ".join(f"{number:04}:1" for number in range(stores))
        arrival = world.receive(small_order(f"P-{stores}", lines=(f"SKU-1 {stores} 1.50 {goes_to}",)))
        world.run_through(hours=1)
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert Outcome.DONE is world.work(Subject.ORDER, world.order(arrival).id).outcome
    return len(counted)


def test_a_store_costs_the_same_however_many_there_are(stores: World) -> None:
    """One examination for all of them, and as many statements for the twentieth as for the third."""
    stores.flow = replace(stores.flow, rules=(rule := CountedRule(),))
    # The first order also keeps what all of them share, such as the policy.
    _, few, some, many = (statements_for(stores, number) for number in (1, 2, 10, 20))
    assert 4 == rule.examined
    assert (some - few) / 8 == (many - some) / 10


def test_what_is_left_is_examined_anew_when_the_run_has_lasted_long(stores: World) -> None:
    def pass_time(here: Boundary) -> None:
        if here is Boundary.CREATED:
            stores.clock.move(seconds=20)

    stores.flow = replace(stores.flow, rules=(rule := CountedRule(),), checkpoint=pass_time)
    received(stores)
    assert 2 == rule.examined
    assert EVERYTHING == shares(erp_of(stores))


def test_what_is_left_is_examined_anew_when_other_reference_data_were_imported(stores: World) -> None:
    imported: list[object] = []

    def import_once(here: Boundary) -> None:
        if here is Boundary.RELEASED and not imported:
            imported.append(import_folder(stores.flow.store, COMPANY, stores.clock()))

    stores.flow = replace(stores.flow, rules=(rule := CountedRule(),), checkpoint=import_once)
    received(stores)
    assert 2 == rule.examined
    assert EVERYTHING == shares(erp_of(stores))


@pytest.mark.parametrize(
    ("boundary", "nth"),
    [*((boundary, nth) for boundary in OF_A_PART for nth in (1, 2, 4)), *((boundary, 1) for boundary in OF_THE_ORDER)],
)
def test_a_death_at_any_boundary_of_any_part_leaves_each_share_once(
    stores: World, boundary: Boundary, nth: int
) -> None:
    passed: list[Boundary] = []

    def die(here: Boundary) -> None:
        passed.append(here)
        if here is boundary and passed.count(here) == nth:
            raise KeyboardInterrupt

    stores.flow = replace(stores.flow, checkpoint=die)
    arrival = stores.receive(small_order("P-1", lines=STORES))
    with pytest.raises(KeyboardInterrupt):
        stores.run_through(hours=1)
    stores.clock.move(minutes=5)
    sweep(stores.flow)
    stores.run_through(hours=1)
    assert Outcome.DONE is stores.work(Subject.ORDER, stores.order(arrival).id).outcome
    assert EVERYTHING == shares(erp_of(stores))


def test_a_replay_comes_out_the_same(stores: World) -> None:
    order_id = received(stores)
    found = replay(stores.flow, order_id)
    assert ((), True) == (found.outcome, found.is_same)


def test_a_taught_store_is_known_in_the_next_order(stores: World) -> None:
    first = received(stores, "SKU-1 2 1.50 ?9:2")
    known = (Change(path="place[id:?9]", value="0009"),)
    stores.decide(first, DecisionKind.CORRECT, changes=known, learn=LearnScope.THIS_CUSTOMER)
    stores.run_through(hours=1)
    arrival = stores.receive(small_order("P-2", lines=("SKU-1 3 1.50 ?9:3",)))
    stores.run_through(hours=1)
    assert Outcome.DONE is stores.work(Subject.ORDER, stores.order(arrival).id).outcome
    assert Counter({("0009", "SKU-1", 2): 1, ("0009", "SKU-1", 3): 1}) == shares(erp_of(stores))


@pytest.mark.parametrize("seed", range(10))
def test_whatever_people_do_no_share_is_posted_twice(stores: World, seed: int) -> None:
    """A store that is not known, edits, refusals, retries and cancellations in the ERP, by chance."""
    chance = random.Random(seed)
    order_id = received(stores, "SKU-1 6 1.50 0042:2 ?7:3 0100:1", *STORES[1:])
    for _ in range(10):
        with suppress(NotDecidable, ValueError):
            _act(stores, order_id, chance)
        stores.run_through(hours=1)
        there = Counter((place, item) for place, item, _ in shares(erp_of(stores)).elements())
        assert all(count == 1 for count in there.values()), there
        ids = [order.posting_id for order in erp_of(stores).orders()]
        assert len(ids) == len(set(ids))


def _act(world: World, order_id: OrderId, chance: random.Random) -> None:
    match chance.randrange(6):
        case 0 | 1:
            _edit(world, order_id, "place[id:?7]", "0007")
        case 2:
            _edit(world, order_id, f"lines[{chance.randrange(4)}].item", f"SKU-{chance.randrange(5, 9)}")
        case 3:
            _edit(world, order_id, f"lines[0].deliveries[{chance.randrange(3)}].quantity", str(chance.randrange(1, 5)))
        case 4:
            world.decide(order_id, chance.choice((DecisionKind.RETRY, DecisionKind.APPROVE)))
        case _:
            mode = chance.choice((Mode.AUTO, Mode.AUTO, Mode.REVIEW))
            world.flow = replace(world.flow, policies=Policies(default=Policy(mode=mode)))


def _edit(world: World, order_id: OrderId, path: str, value: str) -> None:
    world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path=path, value=value),))
