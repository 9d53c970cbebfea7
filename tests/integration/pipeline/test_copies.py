"""The same order through two channels is one order, also when two workers validate both copies at the same instant."""

import pytest

from orders.decision import DecisionKind
from orders.findings import Change, FindingCode
from orders.ids import ArrivalId, WorkId
from orders.stages import Outcome, Subject
from pipeline.flow import advance
from tests.fakes.small_orders import small_order
from tests.fakes.world import World


def test_an_equal_copy_is_a_duplicate(world: World) -> None:
    first = world.receive(small_order("P-1", lines=["A 5 1.50", "B 1 2"]), source="edi")
    world.run()
    copy = world.receive(small_order("p-1", lines=["A 5.0 1.5", "B 1 2.00"]), source="mail")
    world.run()
    assert Outcome.DUPLICATE is world.fate(copy)
    assert world.order(first).id == world.order(copy).duplicate_of


@pytest.mark.parametrize("lines", [["A 6 1.50"], ["A 5 1.60"], ["B 5 1.50"], ["A 5 1.50", "B 1 1"]])
def test_a_changed_copy_is_held_and_says_what_changed(world: World, lines: list[str]) -> None:
    world.receive(small_order("P-1", lines=["A 5 1.50"]))
    world.run()
    copy = world.receive(small_order("P-1", lines=lines))
    world.run()
    assert Outcome.HELD is world.fate(copy)
    assert {FindingCode.CHANGED_COPY} == world.codes(copy)


def test_a_changed_copy_with_another_number_is_an_order_of_its_own(world: World) -> None:
    world.receive(small_order("P-1"))
    world.run()
    copy = world.receive(small_order("P-1", lines=["A 1 1"]))
    world.run()
    world.decide(world.order(copy).id, DecisionKind.CORRECT, changes=(Change(path="po_number", value="P-1a"),))
    world.run()
    assert Outcome.DONE is world.fate(copy)


def test_when_the_live_one_is_refused_its_changed_copy_can_go_on(world: World) -> None:
    first = world.receive(small_order("P-1", lines=["?X 1 1"]))
    world.run()
    copy = world.receive(small_order("P-1", lines=["A 1 1"]))
    world.run()
    assert Outcome.HELD is world.fate(copy)
    world.decide(world.order(first).id, DecisionKind.REFUSE, reason="the second one is right")
    world.decide(world.order(copy).id, DecisionKind.RETRY)
    world.run()
    assert Outcome.DONE is world.fate(copy)


def test_releases_of_one_number_are_orders_of_their_own(world: World) -> None:
    arrivals = [world.receive(b"ORDER P-1 C-1 " + release + b"\nA 1 1") for release in (b"1", b"2")]
    world.run()
    assert [Outcome.DONE, Outcome.DONE] == [world.fate(arrival) for arrival in arrivals]


def _parsed(world: World, arrival: ArrivalId) -> WorkId:
    """Up to the order, which is not validated yet."""
    advance(world.flow, world.work(Subject.ARRIVAL, arrival).id)
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    advance(world.flow, world.work(Subject.DOCUMENT, document.id).id)
    return world.work(Subject.ORDER, world.order(arrival).id).id


@pytest.mark.parametrize("second_quantity", [5, 6])
def test_of_copies_validated_at_the_same_instant_one_is_live(world: World, second_quantity: int) -> None:
    loser = Outcome.DUPLICATE if second_quantity == 5 else Outcome.HELD
    for number in range(10):
        first = world.receive(small_order(f"P-{number}", lines=["A 5 1.50"]), source="edi")
        second = world.receive(small_order(f"P-{number}", lines=[f"A {second_quantity} 1.50"]), source="mail")
        world.advance_at_once([_parsed(world, arrival) for arrival in (first, second)])
        fates = {world.fate(first), world.fate(second)}
        assert {Outcome.RUNNING, loser} == fates
