"""An order in XML at the screen: each value leads to its element or attribute, and back."""

from pathlib import Path

from playwright.sync_api import Page, expect

from orders.ids import OrderId
from orders.stages import Outcome
from tests.e2e.company import ubl
from tests.e2e.conftest import Company, Person

LINES = ("ND-1, 10, 3.10", "ND-2, 4, 6.20", *(f"ND-2, {number}, 6.20" for number in range(5, 25)))
MARKED = "name => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString())"


def marked(page: Page) -> list[str]:
    found: list[str] = page.evaluate(MARKED, "evidence")
    return found


def waiting_order(company: Company) -> OrderId:
    order = company.settled(company.receive(ubl("PO-1", *LINES), "po-1.xml"))
    assert Outcome.HELD is company.outcome(order)
    return order


def test_a_field_shows_and_marks_its_element_and_attribute(company: Company, clerk: Person, tmp_path: Path) -> None:
    clerk.open(f"/orders/{waiting_order(company)}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.page.locator("#f-lines-1-buyer-item").focus()
    assert ["ND-2"] == marked(clerk.page)
    clerk.page.locator("#f-lines-1-uom").focus()
    assert ["EA"] == marked(clerk.page)
    last = clerk.page.locator("#f-lines-21-quantity")
    last.focus()
    assert ["24"] == marked(clerk.page)
    line = clerk.page.locator("#transcript .text-line", has_text=">24</Quantity>")
    expect(line).to_be_in_viewport()
    expect(clerk.page.locator("#why")).to_contain_text("/Order[1]/OrderLine[22]/LineItem[1]/Quantity[1]")
    clerk.page.screenshot(path=tmp_path / "xml.png")


def test_a_click_on_an_element_leads_to_its_field(company: Company, clerk: Person) -> None:
    clerk.open(f"/orders/{waiting_order(company)}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    line = clerk.page.locator("#transcript .text-line", has_text=">3.10</PriceAmount>")
    line.scroll_into_view_if_needed()
    place = line.evaluate(
        "(line) => { const range = new Range(), at = line.firstChild.data.indexOf('3.10');"
        " range.setStart(line.firstChild, at); range.setEnd(line.firstChild, at + 4);"
        " const box = range.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"
    )
    clerk.page.mouse.click(*place)
    expect(clerk.page.locator("#f-lines-0-unit-price")).to_be_focused()
    assert ["3.10"] == marked(clerk.page)
