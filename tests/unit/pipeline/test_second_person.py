"""A new delivery address is accepted by two people, and by the same person only once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from orders.decision import DecisionKind, LearnScope
from orders.findings import Finding, FindingCode, Severity
from orders.ids import ArrivalId, OrderId
from orders.knowledge import KnowledgeKind
from orders.lessons import AS_SHOWN
from orders.policy import Policies, Policy
from orders.stages import Outcome, Subject
from pipeline.decisions.exits import NotDecidable
from pipeline.simulation.replay import replay
from tests.fakes.new_addresses import NEW, DeliveredElsewhere, NewAddress
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World

WIDELY = LearnScope.THIS_CUSTOMER
MakeWorld = Callable[..., World]
TEXT = Finding(code=FindingCode.FREE_TEXT, severity=Severity.HOLD, message="Ring twice.", found="Ring twice.")


def held(make_world: MakeWorld, *further: Finding, policy: Policy | None = None) -> tuple[World, ArrivalId, OrderId]:
    world = make_world(parsers=(DeliveredElsewhere(),), rules=(SmallRule(), NewAddress(further)))
    if policy:
        world.flow = replace(world.flow, policies=Policies(customers={"C-1": policy}))
    arrival = world.receive(small_order("P-1"))
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    return world, arrival, world.order(arrival).id


def approve(world: World, order: OrderId, who: str, *accepted: str, learn: LearnScope = LearnScope.THIS_ORDER) -> None:
    world.decide(order, DecisionKind.APPROVE, actor=who, accepted=accepted or (NEW,), learn=learn)


def lessons(world: World) -> list[tuple[str, str]]:
    with world.flow.store.read() as uow:
        return [(taught.author, taught.value) for taught in uow.knowledge.all(kind=KnowledgeKind.SHIP_TO)]


def test_it_stays_held_until_another_person_accepts_it_too(make_world: MakeWorld) -> None:
    world, arrival, order = held(make_world)
    approve(world, order, "anna")
    assert Outcome.HELD is world.fate(arrival)
    reason = world.work(Subject.ORDER, order).reason
    assert "anna accepted the delivery address; another person has to accept it too." in reason
    approve(world, order, "ben")
    world.run()
    assert Outcome.DONE is world.fate(arrival)


@pytest.mark.parametrize("again", ["anna", "Anna", "anna (terminal)"])
def test_the_same_person_cannot_accept_it_again(make_world: MakeWorld, again: str) -> None:
    world, arrival, order = held(make_world)
    approve(world, order, "anna")
    with pytest.raises(NotDecidable, match="Another person has to accept it too"):
        approve(world, order, again)
    assert Outcome.HELD is world.fate(arrival)


def test_what_needs_one_person_is_accepted_beside_it(make_world: MakeWorld) -> None:
    world, arrival, order = held(make_world, TEXT)
    approve(world, order, "anna", NEW, TEXT.fingerprint)
    assert {TEXT.fingerprint} == world.order(arrival).accepted
    approve(world, order, "ben")
    world.run()
    assert Outcome.DONE is world.fate(arrival)


def test_what_the_first_person_has_left_open_is_theirs_to_accept_later(make_world: MakeWorld) -> None:
    world, arrival, order = held(make_world, TEXT)
    approve(world, order, "anna")
    approve(world, order, "anna", NEW, TEXT.fingerprint)
    assert Outcome.HELD is world.fate(arrival)
    assert {TEXT.fingerprint} == world.order(arrival).accepted


def test_another_address_is_accepted_anew_by_two(make_world: MakeWorld) -> None:
    world, arrival, order = held(make_world)
    approve(world, order, "anna")
    world.decide(order, DecisionKind.CORRECT, actor="ben", changes=({"path": "ship_to.street", "value": "Kranweg 2"},))
    approve(world, order, "ben", "ship-to-new|ship_to|Kranweg 2|")
    assert Outcome.HELD is world.fate(arrival)
    approve(world, order, "anna", "ship-to-new|ship_to|Kranweg 2|")
    world.run()
    assert Outcome.DONE is world.fate(arrival)


def test_one_person_is_enough_where_the_policy_says_so(make_world: MakeWorld) -> None:
    world, arrival, order = held(make_world, policy=Policy(second_person_for_new_ship_to=False))
    approve(world, order, "anna", learn=WIDELY)
    world.run()
    assert Outcome.DONE is world.fate(arrival)
    assert [("anna", AS_SHOWN)] == lessons(world)


@pytest.mark.parametrize(
    ("first", "second", "learned"),
    [
        (WIDELY, WIDELY, [("anna, ben", AS_SHOWN)]),
        (WIDELY, LearnScope.THIS_ORDER, []),
        (LearnScope.THIS_ORDER, WIDELY, []),
    ],
)
def test_it_is_remembered_when_both_want_that(
    make_world: MakeWorld, first: LearnScope, second: LearnScope, learned: list[tuple[str, str]]
) -> None:
    world, _, order = held(make_world)
    approve(world, order, "anna", learn=first)
    assert [] == lessons(world)
    approve(world, order, "ben", learn=second)
    assert learned == lessons(world)


def test_a_replay_comes_to_the_same(make_world: MakeWorld) -> None:
    world, _, order = held(make_world)
    approve(world, order, "anna")
    again = replay(world.flow, order)
    assert ((), ()) == (again.reading, again.outcome)
