"""An order whose lines go to several places is posted in parts, one for each place, and every share of a line once.

In the orders of these tests `SKU-1 5 1.50 0042:2 0007:3` is a line for two stores.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from erp_adapters.adapter import Capabilities, ErpOrder, Idempotency
from erp_adapters.memory.adapter import MemoryErp
from orders.decision import DecisionKind
from orders.findings import Change
from orders.ids import OrderId
from orders.policy import Mode, Parts, Policies, Policy
from orders.stages import Outcome, Stage, Subject
from pipeline.decisions.order import NotDecidable
from storage.rows import PostingRow
from tests.fakes.erp_simulator import ErpSimulator, Fault, Operation
from tests.fakes.small_orders import HoldingRule, SmallRule, small_order
from tests.fakes.world import MovedClock, World
from tests.unit.pipeline.test_parts_of_orders import OfPart
from validation.rule import Rule

MakeWorld = Callable[..., World]
TWO_STORES = ("SKU-1 5 1.50 0042:2 0007:3", "SKU-2 10 20.00 0007:10", "SKU-3 4 1.00 0042:1 0007:3")


@pytest.fixture
def erp() -> MemoryErp:
    return MemoryErp()


@pytest.fixture
def auto(make_world: MakeWorld, erp: MemoryErp) -> Callable[..., World]:
    def make(*rules: Rule, adapter: Any = None, **policy: Any) -> World:
        world = make_world(rules=(SmallRule(), *rules), adapter=adapter or erp)
        world.flow = replace(world.flow, policies=Policies(default=Policy(**{"mode": Mode.AUTO, **policy})))
        return world

    return make


@pytest.fixture
def simulated(make_world: MakeWorld, tmp_path: Path) -> Iterator[Callable[..., tuple[World, ErpSimulator]]]:
    """Makes a world with an ERP some of whose calls for the n-th part go wrong."""
    made: list[ErpSimulator] = []

    def make(script: dict[Operation, list[Fault]], *, part: int = 1) -> tuple[World, ErpSimulator]:
        # The world makes its clock after the ERP was made.
        clocks: list[MovedClock] = []
        second = timedelta(seconds=1)
        simulator = ErpSimulator(
            tmp_path / "erp.db",
            plan=OfPart(part, script),
            capabilities=Capabilities(Idempotency.SEARCHABLE_REFERENCE, drafts=True, deadline=second, settle=second),
            clock=lambda: clocks[0](),
            sleep=lambda _: None,
        )
        made.append(simulator)
        world = make_world(rules=(SmallRule(),), adapter=simulator)
        clocks.append(world.clock)
        world.flow = replace(world.flow, policies=Policies(default=Policy(mode=Mode.AUTO)))
        return world, simulator

    yield make
    for simulator in made:
        simulator.close()


def received(world: World, *lines: str, number: str = "P-1") -> OrderId:
    arrival = world.receive(small_order(number, lines=lines or TWO_STORES))
    world.run_through(hours=1)
    return world.order(arrival).id


def approve(world: World, order_id: OrderId) -> None:
    with world.flow.store.read() as uow:
        held = [finding.fingerprint for finding in uow.orders.get(order_id).findings if finding.holds]
    world.decide(order_id, DecisionKind.APPROVE, accepted=tuple(held))
    world.run_through(hours=1)


def postings(world: World, order_id: OrderId) -> tuple[PostingRow, ...]:
    with world.flow.store.read() as uow:
        return uow.postings.of_order(order_id)


def goods(order: ErpOrder) -> list[tuple[str, str, str]]:
    return [(order.ship_to.account, line.item, f"{line.quantity.value:f}") for line in order.lines]


def in_the_erp(erp: MemoryErp) -> list[list[tuple[str, str, str]]]:
    return [goods(order) for order in erp.orders()]


EACH_STORE = [
    [("0042", "SKU-1", "2"), ("0042", "SKU-3", "1")],
    [("0007", "SKU-1", "3"), ("0007", "SKU-2", "10"), ("0007", "SKU-3", "3")],
]


class TestOnePartForEachPlace:
    @pytest.mark.parametrize("parts", list(Parts))
    def test_whatever_the_policy_says_of_clean_lines(
        self, auto: Callable[..., World], erp: MemoryErp, parts: Parts
    ) -> None:
        world = auto(posting=parts)
        order_id = received(world)
        work = world.work(Subject.ORDER, order_id)
        assert (Stage.CONFIRMED, Outcome.DONE) == (work.stage, work.outcome)
        assert EACH_STORE == in_the_erp(erp)
        assert ["1", "2"] == [posting.part for posting in postings(world, order_id)]

    def test_a_line_that_goes_to_no_place_of_its_own_goes_where_the_order_goes(
        self, auto: Callable[..., World], erp: MemoryErp
    ) -> None:
        received(auto(), "SKU-1 5 1.50 0042:2 0007:3", "SKU-2 1 20.00")
        assert [("C-1/1", "SKU-2", "1")] in in_the_erp(erp)
        assert 3 == len(erp.orders())

    def test_once_a_person_approved_the_order(self, auto: Callable[..., World], erp: MemoryErp) -> None:
        world = auto(HoldingRule())
        order_id = received(world)
        assert [] == in_the_erp(erp)
        approve(world, order_id)
        assert EACH_STORE == in_the_erp(erp)

    def test_lines_that_do_not_add_up_are_not_spread(self, auto: Callable[..., World], erp: MemoryErp) -> None:
        received(auto(), "SKU-1 6 1.50 0042:2 0007:3")
        assert [[("C-1/1", "SKU-1", "6")]] == in_the_erp(erp)

    def test_one_place_has_the_freight(self, auto: Callable[..., World], erp: MemoryErp) -> None:
        world = auto(HoldingRule())
        order_id = received(world)
        world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path="freight", value="9.50"),))
        world.run_through(hours=1)
        approve(world, order_id)
        assert [Decimal("9.50"), None] == [row.content.freight for row in postings(world, order_id) if row.content]


class TestAPlaceThatIsNotKnown:
    def test_keeps_all_of_the_order_until_it_is_chosen(self, auto: Callable[..., World], erp: MemoryErp) -> None:
        world = auto()
        order_id = received(world, "SKU-1 5 1.50 0042:2 ?7:3", "SKU-2 1 2.00 ?7:1")
        assert [] == in_the_erp(erp)
        world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path="place[id:?7]", value="0007"),))
        world.run_through(hours=1)
        assert [
            [("0042", "SKU-1", "2")],
            [("0007", "SKU-1", "3"), ("0007", "SKU-2", "1")],
        ] == in_the_erp(erp)

    def test_two_that_are_one_are_two_orders(self, auto: Callable[..., World], erp: MemoryErp) -> None:
        """Two lines of one number would be taken for each other when the order is read back."""
        world = auto()
        order_id = received(world, "SKU-1 5 1.50 0042:2 ?7:3")
        world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path="place[id:?7]", value="0042"),))
        world.run_through(hours=1)
        assert [[("0042", "SKU-1", "2")], [("0042", "SKU-1", "3")]] == in_the_erp(erp)


class TestExactlyOnce:
    @pytest.mark.parametrize(
        ("operation", "fault"),
        [
            *((operation, Fault.CONNECTION_REFUSED) for operation in Operation),
            *((operation, Fault.TIMEOUT_BEFORE) for operation in Operation),
            (Operation.CREATE, Fault.TIMEOUT_AFTER),
            (Operation.RELEASE, Fault.TIMEOUT_AFTER),
            (Operation.CREATE, Fault.LATE_COMMIT),
            (Operation.CREATE, Fault.DUPLICATE_KEY),
        ],
    )
    @pytest.mark.parametrize("part", [1, 2])
    def test_though_a_call_for_a_place_fails_once(
        self, simulated: Callable[..., tuple[World, ErpSimulator]], operation: Operation, fault: Fault, part: int
    ) -> None:
        world, erp = simulated({operation: [fault]}, part=part)
        order_id = received(world)
        assert Outcome.DONE is world.work(Subject.ORDER, order_id).outcome
        there = [erp.erp.read(order.reference) for order in erp.orders()]
        assert EACH_STORE == [goods(order) for order in there]

    def test_a_line_of_which_a_share_is_posted_cannot_be_edited(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, _ = simulated({Operation.CREATE: [Fault.REFUSAL]}, part=2)
        order_id = received(world)
        for path in ("lines[0].quantity", "lines[0].deliveries[1].quantity", "lines[0]"):
            with pytest.raises(NotDecidable, match="in the ERP"):
                world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path=path, value=""),))

    def test_what_is_left_is_told(self, simulated: Callable[..., tuple[World, ErpSimulator]]) -> None:
        world, erp = simulated({Operation.CREATE: [Fault.REFUSAL]}, part=2)
        order_id = received(world)
        world.decide(order_id, DecisionKind.REFUSE, reason="The store is closed.")
        world.run_through(hours=1)
        told = world.work(Subject.ORDER, order_id).reason
        assert "2 of 5 deliveries posted: lines 1 and 3 to 0042 as SO-1. Not posted: lines 1, 2 and 3." in told
        assert 1 == len(erp.orders())

    def test_a_copy_with_other_stores_is_another_order(self, auto: Callable[..., World], erp: MemoryErp) -> None:
        world = auto()
        received(world)
        same, other = received(world), received(world, "SKU-1 5 1.50 0042:3 0007:2", *TWO_STORES[1:])
        assert [Outcome.DUPLICATE, Outcome.HELD] == [
            world.work(Subject.ORDER, order_id).outcome for order_id in (same, other)
        ]
        assert EACH_STORE == in_the_erp(erp)
