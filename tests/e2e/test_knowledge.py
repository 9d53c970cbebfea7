"""What one person teaches and another confirms, and a delivery address that two people accept, at the screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from exceptions_queue.access import Role
from orders.ids import OrderId
from orders.knowledge import FOR_EVERYONE, KnowledgeKind
from orders.lessons import Lesson
from orders.policy import Policies
from orders.stages import Outcome
from pipeline.granting import keep_up
from tests.e2e.company import PELLOW, edifact
from tests.e2e.conftest import Company, Person, now, person
from tests.e2e.test_at_the_screen import SCREENS, nameless_controls, poor_contrasts

GTIN = "9521111009995"
SITE = b"NAD+DP+++Nordlicht Drives AG, building site+Kranweg 1+Hamburg++20457+DE"


@pytest.fixture
def supervisor(chromium: Browser, company: Company) -> Iterator[Person]:
    made = person(chromium, company, Role.SUPERVISOR, viewport={"width": 1440, "height": 900})
    yield made
    made.page.context.close()
    assert [] == made.faults


def with_gtin(po_number: str, **options: str) -> bytes:
    """An order for something with a GTIN that the catalogue does not have."""
    return edifact(po_number, "ND-77, 5, 9.00", **options).replace(b"LIN+1'", f"LIN+1++{GTIN}:SRV'".encode())


def to_a_building_site(company: Company, po_number: str) -> OrderId:
    content = edifact(po_number, "ND-1, 10, 3.80", reference=po_number[-1])
    line = next(line for line in content.splitlines() if line.startswith(b"NAD+DP"))
    return company.settled(company.receive(content.replace(line, SITE + b"'"), f"{po_number}.edi"))


def test_what_a_clerk_teaches_for_everyone_counts_when_a_supervisor_confirms_it(
    company: Company, clerk: Person, supervisor: Person
) -> None:
    first = company.settled(company.receive(with_gtin("PO-1"), "po-1.edi"))
    clerk.open(f"/orders/{first}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.press("/")
    expect(clerk.page.locator("#picker-query")).to_be_focused()
    clerk.page.keyboard.type("SP-300")
    expect(clerk.page.locator(".candidate input").first).to_be_checked()
    clerk.page.locator("#picker").get_by_label("for every customer").check()
    clerk.page.get_by_role("button", name="Use this item").click()
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    expect(clerk.page.get_by_text("Proposed for everyone: waits for another person")).to_be_visible()

    expect(supervisor.page.locator(".count-confirm")).to_contain_text("1 to confirm")
    supervisor.press("g", "k")
    proposal = supervisor.page.locator(".proposal")
    expect(proposal).to_contain_text(f"For every customer GTIN {GTIN} means item SP-300")
    confirm = proposal.get_by_role("button", name="Confirm")
    confirm.focus()
    supervisor.press("Enter")
    expect(supervisor.page.locator(".proposal")).to_have_count(0)
    expect(supervisor.page.locator("[data-row].selected")).to_have_count(1)
    supervisor.page.locator("#show").select_option("everyone")
    row = supervisor.page.locator("[data-row]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("everyone")
    others = company.settled(company.receive(with_gtin("PO-2", buyer=PELLOW, reference="2"), "po-2.edi"))
    supervisor.open(f"/orders/{others}")
    supervisor.page.locator("a[href^='/knowledge/']").first.click()
    expect(supervisor.page.locator("h1")).to_contain_text(GTIN)
    expect(supervisor.page.get_by_text("Confirmed by supervisor")).to_be_visible()
    expect(supervisor.page.locator(".count").first).to_be_visible()
    supervisor.press("r")
    expect(supervisor.page.locator("#retire-reason")).to_be_focused()
    supervisor.page.keyboard.type("renumbered")
    supervisor.press("Enter")
    expect(supervisor.page.locator("#standing")).to_contain_text("Retired")


def test_a_proposal_is_declined_with_the_reason_by_keys_alone(company: Company, supervisor: Person) -> None:
    with company.store.begin() as uow:
        keep_up(uow, Policies(customers={"C200": company.flow.policies.default}), now())
    supervisor.open("/knowledge")
    expect(supervisor.page.locator(".proposal")).to_contain_text("C200")
    decline, reason = supervisor.page.locator(".proposal summary"), supervisor.page.get_by_label("Why not?")
    for _ in range(2):
        decline.focus()
        supervisor.press("Enter")
        expect(reason).to_be_focused()
        supervisor.press("Escape")
        expect(decline).to_be_focused()
        expect(reason).to_be_hidden()
    supervisor.press("Enter")
    expect(reason).to_be_focused()
    supervisor.page.keyboard.type("they still change their part numbers")
    supervisor.press("Enter")
    expect(supervisor.page.locator(".proposal")).to_have_count(0)
    with company.store.read() as uow:
        (declined,) = [one for one in uow.proposals.about_auto() if one.customer == "C200"]
    assert ["they still change their part numbers"] == [said.reason for said in declined.answers]


def test_g_and_k_lead_there_from_a_list_and_from_an_order(company: Company, clerk: Person) -> None:
    order = to_a_building_site(company, "PO-1")
    for path in ("/", f"/orders/{order}"):
        clerk.open(path)
        expect(clerk.page.locator(":focus:is([data-row], .issue)")).to_have_count(1)
        clerk.press("g", "k")
        clerk.page.wait_for_url(f"{company.address}/knowledge")


def test_a_new_delivery_address_is_accepted_by_two_and_known_from_then_on(
    company: Company, clerk: Person, supervisor: Person
) -> None:
    order = to_a_building_site(company, "PO-1")
    for one in (clerk, supervisor):
        one.open(f"/orders/{order}")
        expect(one.page.locator(".issue").first).to_be_focused()
        one.press("Enter")
        panel = one.page.locator("#action-approve .panel")
        expect(panel.locator("button[type=submit]")).to_be_focused()
        panel.get_by_label("remember this address").check()
        panel.locator("button[type=submit]").click()
        if one is clerk:
            expect(one.page.locator("#result")).to_contain_text("until another person accepts the delivery address too")
            expect(one.page.locator("[data-accept]")).to_have_count(0)
            assert Outcome.HELD is company.outcome(order)
    expect(supervisor.page.locator("#standing")).to_contain_text("Posted")
    following = to_a_building_site(company, "PO-2")
    assert Outcome.DONE is company.outcome(following)
    supervisor.open(f"/orders/{following}")
    expect(supervisor.page.get_by_title("Learned from an earlier decision (revision 1)").first).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS, ids=["1440", "1024", "dark"])
def test_the_pages_fit_the_screen_and_meet_the_contrast_of_wcag_aa(
    chromium: Browser, company: Company, tmp_path: Path, screen: dict[str, Any]
) -> None:
    order = to_a_building_site(company, "PO-1")
    with company.store.begin() as uow:
        lessons = [Lesson(KnowledgeKind.ITEM, "C100", f"buyer:ND-{number}", "SP-300") for number in range(8)]
        *_, taught = [uow.knowledge.teach(lesson, author="clerk", at=now()) for lesson in lessons]
        lesson = Lesson(KnowledgeKind.UNIT, FOR_EVERYONE, "KOLLI", "CT")
        uow.knowledge.teach(lesson, author="clerk", at=now())
        uow.proposals.teach_everyone(
            Lesson(KnowledgeKind.ITEM, FOR_EVERYONE, f"gtin:{GTIN}", "SP-300"), author="clerk", at=now()
        )
        keep_up(uow, Policies(customers={"C200": company.flow.policies.default}), now())
        uow.knowledge.retire(taught.id, "clerk", now(), "the part was renumbered")
    seer = person(chromium, company, Role.SUPERVISOR, **screen)
    for name, path in (
        ("knowledge", "/knowledge"),
        ("lesson", f"/knowledge/{taught.id}"),
        ("new-address", f"/orders/{order}"),
    ):
        seer.open(path)
        expect(seer.page.locator(".count").first).to_be_visible()
        if name == "new-address":
            seer.press("a")
        seer.page.screenshot(path=tmp_path / f"{name}.png")
        assert seer.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
        assert [] == poor_contrasts(seer.page), name
        assert [] == nameless_controls(seer.page), name
    seer.page.context.close()
    assert [] == seer.faults
