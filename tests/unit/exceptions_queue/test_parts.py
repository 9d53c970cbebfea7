"""An order of which a part is posted: what is where, what can still be changed, and what is left to decide."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from orders.ids import OrderId
from orders.policy import Mode, Parts, Policies, Policy
from orders.stages import Outcome, Subject
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World, small_world
from tests.unit.exceptions_queue.conftest import SignIn

IN_PARTS = Policies(default=Policy(mode=Mode.AUTO, posting=Parts.CLEAN_LINES))


@pytest.fixture
def world(tmp_path: Path, password_hash: str) -> Iterator[World]:
    """Clean lines go ahead of those that name an item with `?`."""
    made = small_world(f"sqlite:///{tmp_path / 'o.db'}", tmp_path / "archive", rules=(SmallRule(),))
    made.flow = replace(made.flow, policies=IN_PARTS)
    with closing(made.flow.store) as store:
        with store.begin() as uow:
            for role in Role:
                uow.users.add(role.value, password_hash, role.value)
        yield made


@pytest.fixture
def order_id(world: World) -> OrderId:
    arrival = world.receive(small_order("P-1", lines=("SKU-1 5 1.50", "?a 2 3.00", "SKU-2 1 20.00")))
    world.run()
    return world.order(arrival).id


def page_of(client: TestClient, order_id: OrderId) -> str:
    return client.get(f"/orders/{order_id}").text


def decide(world: World, client: TestClient, order_id: OrderId, action: str, **fields: str) -> str:
    version = world.work(Subject.ORDER, order_id).version
    answer = client.post(
        f"/orders/{order_id}/{action}", data={"version": str(version), **fields}, headers={"HX-Request": "true"}
    )
    return answer.text


def test_the_queue_says_how_many_lines_are_posted(order_id: OrderId, clerk: TestClient) -> None:
    assert '<span class="tag">2 of 3 lines posted</span>' in clerk.get("/").text


def test_the_page_names_each_part_with_its_number_in_the_erp(
    world: World, order_id: OrderId, clerk: TestClient
) -> None:
    page = page_of(clerk, order_id)
    assert 'title="2 of 3 lines posted: lines 1 and 3 as SO-000001."' in page
    assert '<td>part 1: lines 1 and 3</td><td>posted</td><td class="reference">SO-000001</td>' in page
    decide(world, clerk, order_id, "correct", **{"field:lines[1].item": "SKU-8"})
    world.run()
    page = page_of(clerk, order_id)
    assert '<td>part 2: line 2</td><td>posted</td><td class="reference">SO-000002</td>' in page
    assert "ERP order <b>SO-000001, SO-000002</b>" in page
    assert "lines posted" not in page


def test_lines_in_the_erp_are_only_to_be_looked_at(order_id: OrderId, clerk: TestClient) -> None:
    page = page_of(clerk, order_id)
    first, second, third = (page.split(f'<tbody id="line-{index}"')[1].split("</tbody>")[0] for index in range(3))
    for posted in (first, third):
        assert "in the ERP as SO-000001" in posted
        assert posted.count("<input") == posted.count(" readonly")
        assert "Remove the line" not in posted
    assert "readonly" not in second
    assert "Remove the line" in second


def test_what_all_parts_share_is_only_to_be_looked_at(order_id: OrderId, clerk: TestClient) -> None:
    page = page_of(clerk, order_id)
    for path in ("po_number", "customer", "currency"):
        (entry,) = [part for part in page.split("<input") if f'data-path="{path}"' in part.split(">")[0]]
        assert " readonly" in entry.split(">")[0]


def test_an_edit_of_a_line_in_the_erp_is_refused_with_a_sentence(
    world: World, order_id: OrderId, clerk: TestClient
) -> None:
    answer = decide(world, clerk, order_id, "correct", **{"field:lines[0].quantity": "6"})
    assert "This line is in the ERP as SO-000001 and cannot be changed here any more" in answer


def test_what_is_left_can_be_refused_and_not_called_a_duplicate(
    world: World, order_id: OrderId, clerk: TestClient
) -> None:
    page = page_of(clerk, order_id)
    assert "Refuse what is left" in page
    assert 'id="action-duplicate"' not in page
    decide(world, clerk, order_id, "refuse", reason="We do not make it.")
    assert Outcome.DONE is world.work(Subject.ORDER, order_id).outcome
    assert "2 of 3 lines posted: lines 1 and 3 as SO-000001. Not posted: line 2. We do not make it." in page_of(
        clerk, order_id
    )


def test_the_search_finds_it_by_each_number_in_the_erp(
    world: World, order_id: OrderId, clerk: TestClient, sign_in: SignIn
) -> None:
    decide(world, clerk, order_id, "correct", **{"field:lines[1].item": "SKU-8"})
    world.run()
    for reference in ("SO-000001", "so-000002"):
        assert f"/orders/{order_id}" in clerk.get(f"/orders?q={reference}").text
