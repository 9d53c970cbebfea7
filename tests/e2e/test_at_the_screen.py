"""What the pages do for eyes and mouse: evidence, sizes, dark mode, and two people at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from exceptions_queue.access import Role
from orders.ids import OrderId
from orders.stages import Outcome, Subject
from tests.e2e.company import edifact
from tests.e2e.conftest import PASSWORD, Company, Person, person

SCREENS: list[dict[str, Any]] = [
    {"viewport": {"width": 1440, "height": 900}},
    {"viewport": {"width": 1024, "height": 768}},
    {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
]


@pytest.fixture
def supervisor(chromium: Browser, company: Company) -> Iterator[Person]:
    made = person(chromium, company, Role.SUPERVISOR)
    yield made
    made.page.context.close()


def waiting_order(company: Company, number: str = "PO-1") -> OrderId:
    order = company.settled(company.receive(edifact(number, "ND-1, 10, 3.10", "ND-2, 4, 6.20"), f"{number}.edi"))
    assert Outcome.HELD is company.outcome(order)
    return order


def test_a_click_on_the_source_leads_to_its_field_and_back(company: Company, clerk: Person) -> None:
    clerk.open(f"/orders/{waiting_order(company)}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.page.locator("#transcript .part.linked", has_text="ND-2").first.click()
    field = clerk.page.locator("#f-lines-1-buyer-item")
    expect(field).to_be_focused()
    expect(clerk.page.locator("#transcript .marked")).to_have_text(["ND-2:IN"])
    expect(clerk.page.locator("#why")).to_contain_text("From the document: segment")
    clerk.page.locator("#f-lines-0-quantity").focus()
    expect(clerk.page.locator("#transcript .marked")).to_have_text(["21:10:PCE"])


def test_a_fix_is_one_key(company: Company, clerk: Person) -> None:
    order = waiting_order(company)
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.press("1")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    assert Outcome.DONE is company.outcome(order)


def test_a_line_is_added_filled_and_removed(company: Company, clerk: Person) -> None:
    clerk.open(f"/orders/{waiting_order(company)}")
    expect(clerk.page.locator("tbody.line")).to_have_count(2)
    clerk.page.get_by_role("button", name="Add a line").click()
    expect(clerk.page.locator("tbody.line")).to_have_count(3)
    quantity = clerk.page.locator("#f-lines-2-quantity")
    quantity.fill("7")
    quantity.press("Tab")
    expect(clerk.page.locator("#result")).to_contain_text("Changed, and checked again.")
    expect(quantity).to_have_attribute("value", "7")
    details = clerk.page.locator("[data-details=details-2]")
    if details.get_attribute("aria-expanded") == "false":
        details.click()
    remove = clerk.page.locator("#details-2 [data-confirm]")
    remove.click()
    expect(remove).to_contain_text("Press again")
    remove.click()
    expect(clerk.page.locator("tbody.line")).to_have_count(2)


def test_fields_typed_in_a_row_are_all_kept(company: Company, clerk: Person) -> None:
    """Each is sent when it is left; those typed while one is under way follow with the new version."""
    order = waiting_order(company)
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.page.locator("[data-details=details-0]").click()
    for field, text in (("quantity", "11"), ("description", "Spring, ten"), ("requested-date", "2026-03-25")):
        entry = clerk.page.locator(f"#f-lines-0-{field}")
        entry.focus()
        entry.fill(text)
    clerk.press("Tab")
    for field, text in (("quantity", "11"), ("description", "Spring, ten"), ("requested-date", "2026-03-25")):
        expect(clerk.page.locator(f"#f-lines-0-{field}")).to_have_attribute("value", text)
    with company.store.read() as uow:
        paths = [change.path for decision in uow.decisions.of_order(order) for change in decision.changes]
    assert ["lines[0].quantity", "lines[0].description", "lines[0].requested_date"] == paths


def test_the_slower_of_two_people_sees_what_the_other_did(company: Company, clerk: Person, supervisor: Person) -> None:
    order = waiting_order(company)
    for one in (clerk, supervisor):
        one.open(f"/orders/{order}")
        expect(one.page.locator(".issue").first).to_be_focused()
    supervisor.page.locator("#f-lines-0-quantity").fill("12")
    supervisor.press("Tab")
    expect(supervisor.page.locator("#result")).to_contain_text("Changed, and checked again.")
    clerk.press("r")
    clerk.page.keyboard.type("not for us")
    clerk.press("Enter")
    expect(clerk.page.locator("#result")).to_contain_text("Corrected by supervisor")
    expect(clerk.page.locator("#result")).to_contain_text("line 1 quantity → 12")
    assert Outcome.HELD is company.outcome(order)
    (refusal,) = clerk.faults
    assert "409" in refusal
    clerk.faults.clear()


def test_an_arrival_without_an_order_is_set_aside(company: Company, clerk: Person) -> None:
    arrival = company.receive(b"Dear all, see you on Monday.", "letter.txt")
    assert () == company.orders(arrival)
    row = clerk.page.locator("[data-row]")
    expect(row).to_contain_text("letter.txt")
    row.click()
    expect(clerk.page.locator(".issue")).to_contain_text("letter.txt")
    expect(clerk.page.locator(".issue")).to_be_focused()
    clerk.press("r")
    expect(clerk.page.locator("#aside-reason")).to_be_focused()
    clerk.page.keyboard.type("a greeting")
    clerk.press("Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Set aside")
    with company.store.read() as uow:
        assert Outcome.SET_ASIDE is uow.work.of(Subject.ARRIVAL, arrival).outcome


def test_after_an_arrival_the_next_of_the_queue_is_one_key_away(company: Company, clerk: Person) -> None:
    arrival = company.receive(b"Dear all, see you on Monday.", "letter.txt")
    assert () == company.orders(arrival)
    waiting_order(company, "PO-1")
    clerk.open(f"/arrivals/{arrival}")
    expect(clerk.page.locator(".issue")).to_be_focused()
    clerk.press("r")
    clerk.page.keyboard.type("a greeting")
    clerk.press("Enter")
    expect(clerk.page.locator("#result [data-autofocus]")).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator("h1")).to_contain_text("PO-1")


def test_what_is_left_for_later_does_not_come_back_with_each_decision(company: Company, clerk: Person) -> None:
    *_, last = (waiting_order(company, number) for number in ("PO-1", "PO-2", "PO-3"))
    with company.store.read() as uow:
        previous, _ = uow.queue.beside(last)
    assert previous
    clerk.open(f"/orders/{previous.subject_id}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.press("1")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    expect(clerk.page.locator("#go-on")).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator("h1")).to_contain_text("PO-3")


def test_what_was_typed_outlives_the_session(company: Company, clerk: Person) -> None:
    order = waiting_order(company)
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.page.context.clear_cookies()
    terms = clerk.page.locator("#f-payment-terms")
    terms.fill("30 days net")
    clerk.press("Tab")
    password = clerk.page.locator("#session-password")
    expect(password).to_be_focused()
    clerk.page.keyboard.type("wrong horse battery")
    clerk.press("Enter")
    expect(clerk.page.locator("#session [role=alert]")).to_contain_text("wrong")
    expect(password).to_be_focused()
    clerk.page.keyboard.type(PASSWORD)
    clerk.press("Enter")
    expect(clerk.page.locator("#session")).to_be_hidden()
    expect(terms).to_have_attribute("value", "30 days net")
    with company.store.read() as uow:
        (decision,) = uow.decisions.of_order(order)
    assert ("clerk", "30 days net") == (decision.actor, decision.changes[0].value)
    assert all("401" in fault for fault in clerk.faults)
    clerk.faults.clear()


def test_what_the_server_did_not_take_is_sent_again(company: Company, clerk: Person) -> None:
    clerk.open(f"/orders/{waiting_order(company)}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    terms = clerk.page.locator("#f-payment-terms")
    clerk.page.context.set_offline(True)
    terms.fill("30 days net")
    clerk.press("Tab")
    expect(clerk.page.locator("#result")).to_contain_text("What you typed is kept")
    expect(terms).to_have_value("30 days net")
    clerk.page.context.set_offline(False)
    terms.focus()
    clerk.press("Enter")
    expect(terms).to_have_attribute("value", "30 days net")
    clerk.faults.clear()


def test_leaving_the_order_by_escape(company: Company, clerk: Person) -> None:
    clerk.open(f"/orders/{waiting_order(company)}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.press("a")
    expect(clerk.page.locator("#action-approve")).to_have_attribute("open", "")
    clerk.press("Escape")
    expect(clerk.page.locator("#action-approve[open]")).to_have_count(0)
    clerk.press("Escape")
    clerk.page.wait_for_url(company.address + "/")


@pytest.mark.parametrize("screen", SCREENS, ids=["1440", "1024", "dark"])
def test_pages_fit_the_screen_and_meet_the_contrast_of_wcag_aa(
    chromium: Browser, company: Company, tmp_path: Path, screen: dict[str, Any]
) -> None:
    order = waiting_order(company)
    done = company.settled(company.receive(edifact("PO-9", "ND-1, 10, 3.80", reference="9"), "po-9.edi"))
    seer = person(chromium, company, Role.SUPERVISOR, **screen)
    for name, path in (
        ("queue", "/"),
        ("order", f"/orders/{order}"),
        ("posted", f"/orders/{done}"),
        ("orders", "/orders"),
    ):
        seer.open(path)
        expect(seer.page.locator(".count").first).to_be_visible()
        seer.page.screenshot(path=tmp_path / f"{name}.png")
        assert seer.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
        assert [] == poor_contrasts(seer.page), name
        assert [] == nameless_controls(seer.page), name
    seer.page.context.close()
    assert [] == seer.faults


def nameless_controls(page: Page) -> list[str]:
    """Controls that a screen reader could not name, and ids that are there twice."""
    found: list[str] = page.evaluate(
        """() => {
          const controls = [...document.querySelectorAll("button, a[href], select, summary, input:not([type=hidden])")];
          const named = (one) => one.labels?.length || one.getAttribute("aria-label") || one.textContent.trim();
          const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
          return [...controls.filter((one) => !named(one)).map((one) => one.outerHTML.slice(0, 80)),
                  ...ids.filter((id, place) => ids.indexOf(id) !== place)];
        }"""
    )
    return found


def poor_contrasts(page: Page) -> list[str]:
    """Texts whose contrast with what is behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3), disabled ones left out."""
    found: list[str] = page.evaluate(
        """() => {
          const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
          const behind = (element) => {
            for (let outer = element; outer; outer = outer.parentElement) {
              const colour = parts(getComputedStyle(outer).backgroundColor);
              if (colour.length < 4 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
          };
          const poor = [];
          for (const element of document.querySelectorAll("body *")) {
            const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
            const style = getComputedStyle(element);
            if (!own || !element.checkVisibility() || element.closest(".disabled, :disabled, .sr, .empty")) continue;
            const [text, ground] = [light(parts(style.color)), light(behind(element))];
            const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
            const name = `${element.className} ${element.textContent.trim().slice(0, 30)}`;
            if (ratio < 4.5) poor.push(`${name} ${ratio.toFixed(2)}`);
          }
          return poor;
        }"""
    )
    return found
