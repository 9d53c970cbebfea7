"""A new delivery address on the page: who accepted it, who has to, and what the first person can do no more."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from orders.ids import OrderId
from orders.policy import Policies, Policy
from orders.stages import Outcome, Subject
from tests.fakes.new_addresses import NEW, DeliveredElsewhere, NewAddress
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World
from tests.unit.exceptions_queue.conftest import SignIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def order(world: World) -> OrderId:
    """It waits for its delivery address, and for nothing else."""
    world.flow = replace(world.flow, parsers=(DeliveredElsewhere(),), rules=(SmallRule(), NewAddress()))
    arrival = world.receive(small_order("P-1"))
    world.run()
    return world.order(arrival).id


def approve(world: World, client: TestClient, order: OrderId, *, learn: str = "this_order") -> str:
    data = {"version": str(world.work(Subject.ORDER, order).version), "accepted": NEW, "learn": learn}
    return client.post(f"/orders/{order}/approve", data=data, headers=HTMX).text


def test_the_page_says_before_the_first_press_that_two_are_needed(clerk: TestClient, order: OrderId) -> None:
    page = clerk.get(f"/orders/{order}").text
    assert "Two people have to accept it." in page
    assert "Accept 1</button>" in page
    assert "remember this address for the customer, if both want it" in page


def test_the_first_person_is_told_and_offered_nothing_more(world: World, clerk: TestClient, order: OrderId) -> None:
    answer = approve(world, clerk, order)
    assert "It stays here until another person accepts the delivery address too." in answer
    assert "You accepted it on" in answer
    assert "data-accept " not in answer
    assert 'name="accepted"' not in answer
    assert "Another person has to accept it too" in approve(world, clerk, order)
    assert Outcome.HELD is world.work(Subject.ORDER, order).outcome


def test_another_person_sees_who_did_and_sends_it_off(world: World, sign_in: SignIn, order: OrderId) -> None:
    approve(world, sign_in(Role.CLERK), order, learn="this_customer")
    other = sign_in(Role.SUPERVISOR)
    page = other.get(f"/orders/{order}").text
    assert "clerk accepted the delivery address on 2026-03-02 08:00 UTC; you are the second person." in page
    assert "Accept 1 and post" in page
    answer = approve(world, other, order, learn="this_customer")
    assert "It is on its way into the ERP." in answer
    assert "Learned: Kranweg 1, " not in answer
    assert "means as shown, revision 1" in other.get(f"/orders/{order}").text


def test_where_one_is_enough_by_now_the_first_person_accepts_alone(
    world: World, clerk: TestClient, order: OrderId
) -> None:
    approve(world, clerk, order)
    alone = Policies(default=Policy(second_person_for_new_ship_to=False))
    world.flow = replace(world.flow, policies=alone)
    clerk.post(f"/orders/{order}/retry", data={"version": str(world.work(Subject.ORDER, order).version)})
    page = clerk.get(f"/orders/{order}").text
    assert "Another person has to accept it" not in page
    assert "Accept 1 and post" in page
    assert "It is on its way into the ERP." in approve(world, clerk, order)


def test_the_queue_says_that_a_second_person_is_needed(world: World, clerk: TestClient, order: OrderId) -> None:
    assert "Second person" not in clerk.get("/").text
    approve(world, clerk, order)
    assert "Second person" in clerk.get("/").text
