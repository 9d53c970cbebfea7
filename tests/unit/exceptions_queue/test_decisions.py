"""What a person decides on an order, and what the page says of it."""

import re
from collections.abc import Mapping

import pytest
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from orders.ids import OrderId
from orders.knowledge import KnowledgeKind
from orders.stages import Outcome, Subject
from tests.fakes.world import World
from tests.unit.exceptions_queue.conftest import SignIn

HTMX = {"HX-Request": "true"}
CONFIRM = "review-mode|||"


class Desk:
    """A clerk at work on the orders of a world."""

    def __init__(self, world: World, client: TestClient) -> None:
        self.world = world
        self.client = client

    def receive(self, text: str) -> OrderId:
        arrival = self.world.receive(text.encode())
        self.world.run()
        return self.world.order(arrival).id

    def version(self, order: OrderId) -> int:
        return self.world.work(Subject.ORDER, order).version

    def outcome(self, order: OrderId) -> Outcome:
        return self.world.work(Subject.ORDER, order).outcome

    def decide(self, order: OrderId, decision: str, fields: Mapping[str, str], *, version: int | None = None) -> str:
        """The part of the page that htmx would show."""
        data = {"version": str(self.version(order) if version is None else version), **fields}
        return self.client.post(f"/orders/{order}/{decision}", data=data, headers=HTMX).text

    def page(self, order: OrderId) -> str:
        return self.client.get(f"/orders/{order}").text


@pytest.fixture
def desk(world: World, clerk: TestClient) -> Desk:
    return Desk(world, clerk)


def test_an_item_that_is_chosen_and_taught_is_known_in_the_next_order(desk: Desk) -> None:
    first = desk.receive("ORDER P-1 C-1\n?X 1 1.00")
    answer = desk.decide(first, "correct", {"field:lines[0].item": "SKU-9", "learn": "this_customer"})
    assert "Changed, and checked again. 1 to decide." in answer
    with desk.world.flow.store.read() as uow:
        (taught,) = uow.knowledge.all(kind=KnowledgeKind.ITEM)
    assert ("C-1", "SKU-9", "clerk") == (taught.customer, taught.value, taught.author)
    second = desk.receive("ORDER P-2 C-1\n?X 1 1.00")
    assert "Choose the item." not in desk.page(second)


def test_an_item_that_is_chosen_for_this_order_only_is_asked_again(desk: Desk) -> None:
    first = desk.receive("ORDER P-1 C-1\n?X 1 1.00")
    desk.decide(first, "correct", {"field:lines[0].item": "SKU-9", "learn": "this_order"})
    assert "Choose the item." in desk.page(desk.receive("ORDER P-2 C-1\n?X 1 1.00"))


def test_fields_that_say_what_the_order_says_are_no_change(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    desk.decide(
        order,
        "correct",
        {"field:lines[0].quantity": "1", "field:po_number": "P-1", "field:lines[0].unit_price": "2.50"},
    )
    with desk.world.flow.store.read() as uow:
        (decision,) = uow.decisions.of_order(order)
    assert [("lines[0].unit_price", "2.50")] == [(change.path, change.value) for change in decision.changes]


def test_a_form_without_any_change_decides_nothing(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    before = desk.version(order)
    assert "Nothing was changed" in desk.decide(order, "correct", {"field:po_number": "P-1"})
    assert before == desk.version(order)


def test_a_value_of_the_wrong_kind_says_how_to_write_it(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    assert "write it with a dot" in desk.decide(order, "correct", {"field:lines[0].quantity": "1,5"})
    assert "year-month-day" in desk.decide(order, "correct", {"field:order_date": "31.12.2026"})


def test_lines_are_added_and_removed(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00\nB 2 2.00")
    desk.decide(order, "correct", {"field:lines[0]": ""})
    page = desk.decide(order, "correct", {"field:lines[+]": ""})
    assert 'name="field:lines[1].quantity"' in page
    assert 'name="field:lines[2].quantity"' not in page
    assert 'value="B"' in page
    assert 'value="A"' not in page


def test_an_approval_lists_what_it_accepts_and_posts(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    page = desk.page(order)
    assert "You accept, as it is:" in page
    assert f'name="accepted" value="{CONFIRM}"' in page
    answer = desk.decide(order, "approve", {"accepted": CONFIRM})
    assert "Approved." in answer
    desk.world.run()
    assert Outcome.DONE is desk.outcome(order)
    assert "Posted" in desk.page(order)


def test_an_approval_of_less_than_what_waits_is_refused(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    assert "not on the list that you accepted" in desk.decide(order, "approve", {})
    assert Outcome.HELD is desk.outcome(order)


def test_what_blocks_cannot_be_accepted(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\n?X 1 1.00")
    assert "blocks it and cannot be accepted" in desk.decide(order, "approve", {"accepted": CONFIRM})
    assert "1 finding blocks this order" in desk.page(order)
    assert Outcome.HELD is desk.outcome(order)


def test_a_refusal_needs_a_reason_and_can_be_taken_back(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    assert "Say why" in desk.decide(order, "refuse", {"reason": "  "})
    desk.decide(order, "refuse", {"reason": "not for us"})
    assert Outcome.SET_ASIDE is desk.outcome(order)
    assert "not for us" in desk.page(order)
    assert "Reopen" in desk.page(order)
    desk.decide(order, "retry", {})
    assert Outcome.HELD is desk.outcome(order)


def test_a_duplicate_is_named_by_the_address_of_the_other_order(desk: Desk) -> None:
    first = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    second = desk.receive("ORDER P-2 C-1\nA 1 1.00")
    answer = desk.decide(second, "duplicate", {"of": f"http://testserver/orders/{first}?lines=all"})
    assert "Marked as a duplicate." in answer
    assert Outcome.DUPLICATE is desk.outcome(second)


@pytest.mark.parametrize("named", ["", "../etc/passwd", "nobody", "<script>"])
def test_a_duplicate_of_nothing_is_refused(desk: Desk, named: str) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    assert "Not possible" in desk.decide(order, "duplicate", {"of": named})
    assert Outcome.HELD is desk.outcome(order)


def test_an_order_is_no_duplicate_of_itself(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    assert "Not possible" in desk.decide(order, "duplicate", {"of": order})


def test_a_changed_copy_is_shown_beside_the_order_that_it_changes(desk: Desk) -> None:
    first = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    desk.decide(first, "approve", {"accepted": CONFIRM})
    desk.world.run()
    copy = desk.receive("ORDER P-1 C-1\nA 3 1.00")
    assert f'hx-get="/orders/{copy}/difference"' in desk.page(copy)
    beside = desk.client.get(f"/orders/{copy}/difference").text
    assert f'href="/orders/{first}"' in beside
    (row,) = re.findall(r"<tr class=\"differs\">(.*?)</tr>", beside, re.DOTALL)
    assert ["1", "3", "1"] == re.findall(r"<td>([0-9]+)[^<]*</td>", row)


def test_a_decision_on_an_older_state_shows_who_changed_what(world: World, desk: Desk, sign_in: SignIn) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    seen = desk.version(order)
    Desk(world, sign_in(Role.SUPERVISOR)).decide(order, "correct", {"field:lines[0].quantity": "7"})
    answer = desk.decide(order, "refuse", {"reason": "not for us"}, version=seen)
    assert "Changed meanwhile" in answer
    assert "Corrected by supervisor" in answer
    assert "line 1 quantity → 7" in answer
    assert Outcome.HELD is desk.outcome(order)


def test_recording_a_posting_needs_the_number(world: World, sign_in: SignIn) -> None:
    desk = Desk(world, sign_in(Role.SUPERVISOR))
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    assert "number of the sales order" in desk.decide(order, "record", {"erp_reference": " "})
    assert Outcome.HELD is desk.outcome(order)


def test_every_decision_is_in_the_history_with_its_author(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    desk.decide(order, "correct", {"field:lines[0].quantity": "7"})
    desk.decide(order, "refuse", {"reason": "not for us"})
    page = desk.page(order)
    assert "<b>Corrected</b>" in page
    assert "line 1 quantity → 7" in page
    assert "<b>Refused</b>" in page
    assert page.index("<b>Refused</b>") < page.index("<b>Corrected</b>")


def test_without_scripts_a_decision_leads_back_to_the_page(desk: Desk) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    data = {"version": str(desk.version(order)), "reason": "not for us"}
    answer = desk.client.post(f"/orders/{order}/refuse", data=data)
    assert (303, f"/orders/{order}") == (answer.status_code, answer.headers["location"])


@pytest.mark.parametrize("fields", [{}, {"version": "x"}, {"version": "1", "learn": "everybody"}])
def test_a_malformed_form_is_refused(desk: Desk, fields: dict[str, str]) -> None:
    order = desk.receive("ORDER P-1 C-1\nA 1 1.00")
    answer = desk.client.post(f"/orders/{order}/correct", data={"field:po_number": "P-9", **fields}, headers=HTMX)
    assert 422 == answer.status_code
    assert "#result" == answer.headers["hx-retarget"]
