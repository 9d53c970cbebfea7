"""An order for several stores: which store is which address, what goes where, and where each order is."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from exceptions_queue.views.paths import element_id
from orders.ids import OrderId
from orders.policy import Mode, Policies, Policy
from orders.stages import Outcome, Subject
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World, small_world
from tests.unit.exceptions_queue.test_parts import decide, page_of


@pytest.fixture
def world(tmp_path: Path, password_hash: str) -> Iterator[World]:
    """A store that begins with `?` is one that a person has to choose."""
    made = small_world(f"sqlite:///{tmp_path / 'o.db'}", tmp_path / "archive", rules=(SmallRule(),))
    made.flow = replace(made.flow, policies=Policies(default=Policy(mode=Mode.AUTO)))
    with closing(made.flow.store) as store:
        with store.begin() as uow:
            for role in Role:
                uow.users.add(role.value, password_hash, role.value)
        yield made


def received(world: World, number: str, *lines: str) -> OrderId:
    arrival = world.receive(small_order(number, lines=lines))
    world.run_through(hours=1)
    return world.order(arrival).id


def test_the_page_names_what_goes_to_which_store_and_the_order_of_each(world: World, clerk: TestClient) -> None:
    page = page_of(clerk, received(world, "P-1", "SKU-1 5 1.50 0042:2 0007:3", "SKU-2 1 20.00 0007:1"))
    assert "Delivery: 2 to 0042" in page
    assert "<td>part 1: line 1 to 0042</td><td>posted</td>" in page
    assert "<td>part 2: lines 1 and 2 to 0007</td><td>posted</td>" in page
    assert "Store 0042" in page
    assert "in the ERP as SO-000001, SO-000002" in page


def test_a_store_that_is_not_known_is_chosen_on_the_page_and_known_from_then_on(
    world: World, clerk: TestClient
) -> None:
    order_id = received(world, "P-1", "SKU-1 5 1.50 0042:2 ?A1:3")
    assert 'name="field:place[id:?A1]"' in page_of(clerk, order_id)
    decide(world, clerk, order_id, "correct", **{"field:place[id:?A1]": "0009", "learn": "this_customer"})
    world.run_through(hours=1)
    assert Outcome.DONE is world.work(Subject.ORDER, order_id).outcome
    later = received(world, "P-2", "SKU-1 3 1.50 ?A1:3")
    assert Outcome.DONE is world.work(Subject.ORDER, later).outcome


def test_stores_that_differ_in_capitals_alone_have_fields_of_their_own() -> None:
    ids = {element_id(f"place[id:{number}]") for number in ("A1", "a1", "B1", "0-1", "01")}
    assert 5 == len(ids)


def test_all_stores_are_counted_though_not_all_of_them_fit_the_page(world: World, clerk: TestClient) -> None:
    goes_to = " ".join(f"{number:04}:1" for number in range(60))
    page = page_of(clerk, received(world, "P-1", f"SKU-1 60 1.50 {goes_to}"))
    assert "60, with an order for each; 50 shown, those that wait first" in page


def test_many_stores_are_folded_away_and_named_by_the_first_of_their_orders(world: World, clerk: TestClient) -> None:
    goes_to = " ".join(f"{number:04}:1" for number in range(12))
    page = page_of(clerk, received(world, "P-1", f"SKU-1 12 1.50 {goes_to}"))
    assert "<summary>12 parts</summary>" in page
    assert "<summary>12 deliveries</summary>" in page
    assert "<b>SO-000001, SO-000002, SO-000003 and 9 more</b>" in page
    assert "in the ERP as SO-000001, SO-000002, SO-000003 and 9 more" in page
    assert "<td>part 12: line 1 to 0011</td><td>posted</td>" in page
