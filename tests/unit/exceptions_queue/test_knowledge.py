"""The page of what was taught, and of what waits for a second person."""

import re

import pytest
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from orders.decision import DecisionKind, LearnScope
from orders.ids import OrderId
from orders.knowledge import FOR_EVERYONE, Knowledge, KnowledgeKind
from orders.lessons import Lesson
from orders.policy import Mode, Policies, Policy
from orders.proposal import Proposal
from pipeline.granting import keep_up
from tests.fakes.world import World
from tests.unit.exceptions_queue.conftest import SignIn

EVERYONES = Lesson(KnowledgeKind.ITEM, FOR_EVERYONE, "gtin:4006381333931", "SKU-7")


def teach(world: World, key: str = "?X", value: str = "SKU-9", customer: str = "C-1") -> Knowledge:
    with world.flow.store.begin() as uow:
        lesson = Lesson(KnowledgeKind.ITEM, customer, f"buyer:{key}", value)
        return uow.knowledge.teach(lesson, author="clerk", at=world.clock())


def propose(world: World, author: str = "clerk") -> Proposal:
    with world.flow.store.begin() as uow:
        return uow.proposals.teach_everyone(EVERYONES, author=author, at=world.clock())


class TestList:
    def test_it_says_for_whom_what_means_what_and_who_taught_it(self, world: World, clerk: TestClient) -> None:
        taught = teach(world)
        page = clerk.get("/knowledge").text
        assert f'href="/knowledge/{taught.id}"' in page
        for said in ("C-1", "the customer&#39;s number ?X", "SKU-9", "clerk", "2026-03-02 08:00"):
            assert said in page

    def test_it_is_empty_at_first(self, clerk: TestClient) -> None:
        assert "Nothing was taught yet." in clerk.get("/knowledge").text

    def test_it_is_searched_and_chosen_from(self, world: World, clerk: TestClient) -> None:
        teach(world)
        teach(world, "?Y", "SKU-2", "C-2")
        with world.flow.store.begin() as uow:
            uow.knowledge.teach(EVERYONES, author="clerk", at=world.clock())
        assert ["?X"] == re.findall(r"\?[XY](?=</span>)", clerk.get("/knowledge?q=sku-9").text)
        everyone = clerk.get("/knowledge?show=everyone").text
        assert "GTIN 4006381333931" in everyone
        assert "?X" not in everyone
        assert "Nothing that was taught matches." in clerk.get("/knowledge?show=unit").text
        assert 404 == clerk.get("/knowledge?show=nonsense").status_code

    def test_many_come_in_pages(self, world: World, clerk: TestClient) -> None:
        for number in range(51):
            teach(world, f"B{number:02}")
        first, second = clerk.get("/knowledge").text, clerk.get("/knowledge?page=2").text
        assert (50, 1) == (first.count("data-href"), second.count("data-href"))
        assert "1–50 of 51" in first

    def test_every_page_leads_there_and_says_how_much_waits(self, world: World, clerk: TestClient) -> None:
        assert 'href="/knowledge"' in clerk.get("/").text
        assert "to confirm" not in clerk.get("/overview").text
        propose(world)
        assert "<strong>1</strong> to confirm" in clerk.get("/overview").text


class TestOneLesson:
    def test_it_links_to_the_order_on_which_it_was_taught_and_back(self, world: World, clerk: TestClient) -> None:
        arrival = world.receive(b"ORDER P-1 C-1\n?X 1 1.00")
        world.run()
        order: OrderId = world.order(arrival).id
        changes = ({"path": "lines[0].item", "value": "SKU-9"},)
        world.decide(order, DecisionKind.CORRECT, changes=changes, learn=LearnScope.THIS_CUSTOMER)
        with world.flow.store.read() as uow:
            (taught,) = uow.knowledge.all()
        assert f'href="/orders/{order}"' in clerk.get(f"/knowledge/{taught.id}").text
        assert f'href="/knowledge/{taught.id}#revision-1"' in clerk.get(f"/orders/{order}").text

    def test_retired_it_says_by_whom_and_why(self, world: World, clerk: TestClient) -> None:
        taught = teach(world)
        answer = clerk.post(f"/knowledge/{taught.id}/retire", data={"reason": "renumbered"})
        assert (303, f"/knowledge/{taught.id}") == (answer.status_code, answer.headers["location"])
        page = clerk.get(f"/knowledge/{taught.id}").text
        assert "Retired" in page
        assert "renumbered" in page
        assert "Why is it right no more?" not in page
        assert "Nothing was taught yet." in clerk.get("/knowledge").text

    def test_retiring_needs_a_reason(self, world: World, clerk: TestClient) -> None:
        taught = teach(world)
        answer = clerk.post(f"/knowledge/{taught.id}/retire", data={"reason": " "})
        assert 422 == answer.status_code
        assert "Say why in a few words" in answer.text

    def test_who_may_only_look_takes_nothing_back(self, world: World, sign_in: SignIn) -> None:
        taught, viewer = teach(world), sign_in(Role.VIEWER)
        assert "Retire" not in viewer.get(f"/knowledge/{taught.id}").text
        assert 403 == viewer.post(f"/knowledge/{taught.id}/retire", data={"reason": "x"}).status_code

    def test_one_that_is_not_there_is_told(self, clerk: TestClient) -> None:
        assert 404 == clerk.get("/knowledge/none").status_code
        assert 404 == clerk.post("/knowledge/none/retire", data={"reason": "x"}).status_code


class TestProposals:
    def test_a_supervisor_confirms_and_it_counts_for_everyone(self, world: World, sign_in: SignIn) -> None:
        proposal, supervisor = propose(world), sign_in(Role.SUPERVISOR)
        said = "For every customer GTIN 4006381333931 means item SKU-7."
        assert said in supervisor.get("/knowledge").text
        assert 303 == supervisor.post(f"/knowledge/proposals/{proposal.id}/confirmed").status_code
        assert 303 == supervisor.post(f"/knowledge/proposals/{proposal.id}/confirmed").status_code
        assert said not in supervisor.get("/knowledge").text
        with world.flow.store.read() as uow:
            (taught,) = uow.knowledge.all(for_everyone=True)
        assert ("SKU-7", "clerk", 1) == (taught.value, taught.author, taught.revision)
        assert "Confirmed by supervisor" in supervisor.get(f"/knowledge/{taught.id}").text

    def test_nobody_confirms_their_own(self, world: World, sign_in: SignIn) -> None:
        proposal, supervisor = propose(world, "supervisor"), sign_in(Role.SUPERVISOR)
        page = supervisor.get("/knowledge").text
        assert "You proposed it: another person answers." in page
        assert f"/knowledge/proposals/{proposal.id}/confirmed" not in page
        answer = supervisor.post(f"/knowledge/proposals/{proposal.id}/confirmed")
        assert 422 == answer.status_code
        assert "You proposed this yourself" in answer.text

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.CLERK])
    def test_it_takes_a_supervisor(self, world: World, sign_in: SignIn, role: Role) -> None:
        proposal, client = propose(world, "someone"), sign_in(role)
        assert "A supervisor or administrator answers." in client.get("/knowledge").text
        assert 403 == client.post(f"/knowledge/proposals/{proposal.id}/confirmed").status_code

    def test_declining_needs_a_reason_and_stays(self, world: World, sign_in: SignIn) -> None:
        proposal, supervisor = propose(world), sign_in(Role.SUPERVISOR)
        address = f"/knowledge/proposals/{proposal.id}/declined"
        assert 422 == supervisor.post(address).status_code
        assert 303 == supervisor.post(address, data={"reason": "two colours"}).status_code
        answer = supervisor.post(f"/knowledge/proposals/{proposal.id}/confirmed")
        assert "It was declined by supervisor already." in answer.text

    def test_auto_waits_there_too(self, world: World, sign_in: SignIn) -> None:
        policies = Policies(default=Policy(mode=Mode.AUTO), customers={"C-1": Policy(mode=Mode.AUTO)})
        with world.flow.store.begin() as uow:
            keep_up(uow, policies.model_copy(update={"default": Policy()}), world.clock())
            keep_up(uow, policies, world.clock())
        page = sign_in(Role.SUPERVISOR).get("/knowledge").text
        assert "Clean orders of customer C-1 post without a person." in page
        assert "Clean orders of every customer without a policy of its own post without a person." in page
        assert "Proposed by the settings file" in page

    @pytest.mark.parametrize("address", ["/knowledge/proposals/none/confirmed", "/knowledge/proposals/x/lapsed"])
    def test_what_is_not_there_is_told(self, sign_in: SignIn, address: str) -> None:
        assert 404 == sign_in(Role.SUPERVISOR).post(address).status_code
