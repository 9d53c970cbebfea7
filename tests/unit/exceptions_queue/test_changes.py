"""A change beside the order that it is about, and what a person decides on it."""

import html
import re
from typing import Any

from starlette.testclient import TestClient

from erp_adapters.adapter import ErpOrder
from erp_adapters.memory.adapter import MemoryErp
from exceptions_queue.access import Role
from orders.decision import DecisionKind
from orders.errors import Retryable
from orders.ids import OrderId
from orders.stages import Outcome, Subject
from tests.fakes.world import World
from tests.unit.exceptions_queue.conftest import SignIn

HTMX = {"HX-Request": "true"}
ORDER = "ORDER P-1 C-1\nSKU-1 5 1.50\nSKU-2 1 2"
CHANGE = "CHANGE P-1 C-1\nSKU-1 7 1.50"


class Silent(MemoryErp):
    """An ERP that gives no answer to who looks at an order."""

    def read(self, reference: str) -> ErpOrder:
        raise Retryable("It is down for maintenance.")


def received(world: World, text: str) -> OrderId:
    arrival = world.receive(text.encode())
    world.run()
    return world.order(arrival).id


def posted(world: World) -> OrderId:
    """An order that a person confirmed."""
    order = received(world, ORDER)
    with world.flow.store.read() as uow:
        accepted = tuple(finding.fingerprint for finding in uow.orders.get(order).findings)
    world.decide(order, DecisionKind.APPROVE, accepted=accepted)
    world.run()
    assert Outcome.DONE is outcome(world, order)
    return order


def outcome(world: World, order: OrderId) -> Outcome:
    return world.work(Subject.ORDER, order).outcome


def difference(client: TestClient, change: OrderId) -> str:
    return html.unescape(client.get(f"/orders/{change}/difference", headers=HTMX).text)


def row(page: str, label: str) -> list[str]:
    """The cells of one row, without what is drawn in them."""
    (found,) = re.findall(rf'<th scope="row">{label}</th>(.*?)</tr>', page)
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", found)]


def submitted(client: TestClient, change: OrderId, page: str, path: str) -> str:
    """The answer to the form of the fragment, sent as it stands there."""
    fields: dict[str, Any] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page):
        fields.setdefault(name, []).append(value)
    assert f'action="/orders/{change}/{path}"' in page
    return html.unescape(client.post(f"/orders/{change}/{path}", data=fields, headers=HTMX).text)


def test_the_page_of_a_change_asks_for_the_difference_by_itself(world: World, clerk: TestClient) -> None:
    posted(world)
    change = received(world, CHANGE)
    assert f'hx-get="/orders/{change}/difference" hx-trigger="load"' in clerk.get(f"/orders/{change}").text


def test_three_columns_say_who_changed_what(world: World, clerk: TestClient) -> None:
    posted(world)
    change = received(world, CHANGE)
    page = difference(clerk, change)
    assert ["5 C62", "7 C62", "5 C62", "the customer asks for it"] == row(page, "Line 1, quantity")
    assert "Line 2" not in page


def test_a_change_of_an_order_that_waits_is_carried_out_on_it(world: World, clerk: TestClient) -> None:
    order, change = received(world, ORDER), received(world, CHANGE)
    page = difference(clerk, change)
    assert ["5 C62", "7 C62", "the customer asks for it"] == row(page, "Line 1, quantity")
    assert "Carried out on the order that waits." in submitted(clerk, change, page, "apply")
    world.run()
    with world.flow.store.read() as uow:
        quantity = uow.orders.get(order).order
    assert quantity is not None
    assert (Outcome.DONE, Outcome.HELD) == (outcome(world, change), outcome(world, order))
    assert "From a change of this order" in clerk.get(f"/orders/{order}").text
    assert f'href="/orders/{change}"' in clerk.get(f"/orders/{order}").text


def test_a_cancellation_of_an_order_that_nobody_completed_sets_it_aside(world: World, clerk: TestClient) -> None:
    order, change = received(world, ORDER.replace("SKU-2", "?X")), received(world, "CANCEL P-1 C-1")
    page = difference(clerk, change)
    assert ["not complete", "cancelled", "the customer asks for it"] == row(page, "Order")
    submitted(clerk, change, page, "apply")
    assert [Outcome.SET_ASIDE, Outcome.DONE] == [outcome(world, order), outcome(world, change)]


def test_what_the_erp_has_already_is_recorded_by_a_clerk(world: World, clerk: TestClient) -> None:
    posted(world)
    change = received(world, "CANCEL P-1 C-1")
    erp = world.flow.adapter
    assert isinstance(erp, MemoryErp)
    page = difference(clerk, change)
    assert "record-change" not in page, "only a supervisor takes a person's word for it"
    erp.cancel(erp.orders()[0].reference)
    page = difference(clerk, change)
    assert ["in force", "cancelled", "cancelled", "the ERP has it already"] == row(page, "Order")
    assert "Recorded as carried out in the ERP." in submitted(clerk, change, page, "record-change")
    assert Outcome.DONE is outcome(world, change)


def test_a_supervisor_accepts_what_is_left(world: World, sign_in: SignIn) -> None:
    posted(world)
    supervisor = sign_in(Role.SUPERVISOR)
    change = received(world, CHANGE)
    page = difference(supervisor, change)
    assert "Accept 1 difference and record" in page
    assert "data-issue " in supervisor.get(f"/orders/{change}").text
    submitted(supervisor, change, page, "record-change")
    assert Outcome.DONE is outcome(world, change)
    assert "data-issue " not in supervisor.get(f"/orders/{change}").text, "nothing is left to decide"


def test_an_erp_that_gives_no_answer_leaves_two_columns_and_can_be_asked_again(world: World, clerk: TestClient) -> None:
    posted(world)
    change = received(world, CHANGE)
    object.__setattr__(world.flow, "adapter", Silent())
    page = difference(clerk, change)
    assert ["5 C62", "7 C62", "the customer asks for it"] == row(page, "Line 1, quantity")
    assert "down for maintenance" in page
    assert "Ask it again" in page
    assert "record-change" not in page


def test_who_may_only_look_sees_no_button(world: World, sign_in: SignIn) -> None:
    received(world, ORDER)
    page = difference(sign_in(Role.VIEWER), received(world, CHANGE))
    assert "<table" in page
    assert "<form" not in page
