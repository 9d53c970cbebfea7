"""A clerk works through the queue with the keyboard alone."""

from playwright.sync_api import Browser, expect

from exceptions_queue.access import Role
from orders.stages import Outcome
from tests.e2e.company import edifact, edifact_change
from tests.e2e.conftest import Company, Person, person
from tests.fakes.purchase_orders import purchase_order


def test_a_clean_order_never_waits(company: Company, clerk: Person) -> None:
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.80"), "po-1.edi"))
    assert Outcome.DONE is company.outcome(order)
    expect(clerk.page.get_by_text("Nothing waits for a person.")).to_be_visible()


def test_an_unknown_part_is_chosen_once_and_known_from_then_on(company: Company, clerk: Person) -> None:
    first = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.80", "ND-77, 5, 9.00"), "po-1.edi"))
    expect(clerk.page.locator("[data-row]")).to_have_count(1)
    clerk.press("j", "Enter")
    card = clerk.page.locator(".issue").first
    expect(card).to_be_focused()
    expect(card).to_contain_text("ND-77")
    expect(clerk.page.locator("#transcript .marked").first).to_contain_text("ND-77")
    clerk.press("/")
    search = clerk.page.locator("#picker-query")
    expect(search).to_be_focused()
    clerk.page.keyboard.type("SP-300")
    expect(clerk.page.locator(".candidate").first).to_contain_text("SP-300")
    expect(clerk.page.locator(".candidate input").first).to_be_checked()
    clerk.press("Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    expect(clerk.page.locator("#erp-reference")).to_be_visible()
    assert Outcome.DONE is company.outcome(first)
    second = company.settled(company.receive(edifact("PO-2", "ND-77, 3, 9.00", reference="2"), "po-2.edi"))
    assert Outcome.DONE is company.outcome(second)


def test_a_price_is_accepted_and_the_order_posted(company: Company, clerk: Person) -> None:
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.10"), "po-1.edi"))
    assert Outcome.HELD is company.outcome(order)
    expect(clerk.page.locator("[data-row]")).to_have_count(1)
    clerk.press("j", "Enter")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    while not clerk.page.locator("#action-approve[open]").count():
        clerk.press("Enter")
    panel = clerk.page.locator("#action-approve .panel")
    expect(panel).to_contain_text("You accept")
    expect(panel).to_contain_text("price of 3.10 EUR")
    expect(panel.locator("button[type=submit]")).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    assert Outcome.DONE is company.outcome(order)


def test_an_order_is_refused_with_a_reason(company: Company, clerk: Person) -> None:
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.10"), "po-1.edi"))
    company.settled(company.receive(edifact("PO-2", "ND-1, 10, 3.20", reference="2"), "po-2.edi"))
    expect(clerk.page.locator("[data-row]")).to_have_count(2)
    clerk.press("j", "Enter")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.press("r")
    expect(clerk.page.locator("#refuse-reason")).to_be_focused()
    clerk.page.keyboard.type("the price was withdrawn")
    clerk.press("Enter")
    expect(clerk.page.locator("#result")).to_contain_text("Refused and set aside.")
    assert Outcome.SET_ASIDE is company.outcome(order)
    following = clerk.page.locator("#result [data-autofocus]")
    expect(following).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator("h1")).to_contain_text("PO-2")


def test_a_changed_copy_is_compared_and_marked_as_a_duplicate(company: Company, clerk: Person) -> None:
    company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.80"), "po-1.edi"))
    copy = company.settled(company.receive(edifact("PO-1", "ND-1, 12, 3.80", reference="2"), "po-1-again.edi"))
    assert Outcome.HELD is company.outcome(copy)
    clerk.open("/")
    expect(clerk.page.locator("[data-row]").first).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    expect(clerk.page.locator("#difference .differs")).to_contain_text("12 EA")
    clerk.press("d")
    expect(clerk.page.locator("#action-duplicate input[type=radio]").first).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Duplicate")
    assert Outcome.DUPLICATE is company.outcome(copy)


def test_a_change_is_carried_out_on_the_order_that_waits_with_two_keys(company: Company, clerk: Person) -> None:
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.10"), "po-1.edi"))
    change = company.settled(company.receive(edifact_change("PO-1", "7", "ND-1, 12, 3.80"), "po-1-change.edi"))
    clerk.open(f"/orders/{change}")
    expect(clerk.page.locator("#difference .differs").first).to_contain_text("12 EA")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator("#apply-change")).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Done")
    with company.store.read() as uow:
        waiting = uow.orders.get(order)
    assert ["lines[0].quantity", "lines[0].unit_price"] == sorted(change.path for change in waiting.changes)


def test_a_value_is_corrected_in_its_field_and_checked_at_once(company: Company, clerk: Person) -> None:
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.10", "ND-2, 4, 6.20"), "po-1.edi"))
    clerk.open(f"/orders/{order}")
    price = clerk.page.locator("#f-lines-0-unit-price")
    expect(price).to_have_value("3.10")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.press("F2")
    expect(price).to_be_focused()
    expect(clerk.page.locator("#transcript .marked").first).to_contain_text("3.10")
    clerk.page.keyboard.type("3.80")
    clerk.press("Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    assert Outcome.DONE is company.outcome(order)


def test_a_value_that_cannot_be_is_explained_and_stays_to_be_mended(company: Company, clerk: Person) -> None:
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.10"), "po-1.edi"))
    clerk.open(f"/orders/{order}")
    price = clerk.page.locator("#f-lines-0-unit-price")
    price.focus()
    price.fill("3,80")
    clerk.press("Enter")
    expect(clerk.page.locator("#result")).to_contain_text("write it with a dot")
    expect(price).to_have_value("3,80")
    clerk.press("Escape")
    expect(price).to_have_value("3.10")
    assert Outcome.HELD is company.outcome(order)
    (refusal,) = clerk.faults
    assert "422" in refusal
    clerk.faults.clear()


def test_a_posted_order_is_found_and_shown_with_its_source(company: Company, clerk: Person) -> None:
    company.settled(company.receive(edifact("4500-881", "ND-1, 10, 3.80"), "po-1.edi"))
    company.settled(company.receive(edifact("4500-882", "ND-2, 10, 6.20", reference="2"), "po-2.edi"))
    clerk.press("g", "o")
    clerk.page.wait_for_url(clerk.company.address + "/orders")
    clerk.press("/")
    clerk.page.keyboard.type("ND-2")
    expect(clerk.page.locator("[data-row]").first).to_contain_text("4500-882")
    expect(clerk.page.locator("#found")).not_to_contain_text("4500-881")
    clerk.press("ArrowDown", "Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    expect(clerk.page.locator("#transcript")).to_contain_text("4500-882")
    expect(clerk.page.locator("#f-po-number")).to_have_attribute("readonly", "")


def test_the_selection_survives_the_refresh_of_the_queue(company: Company, clerk: Person) -> None:
    company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.10"), "po-1.edi"))
    company.settled(company.receive(edifact("PO-2", "ND-1, 10, 3.20", reference="2"), "po-2.edi"))
    expect(clerk.page.locator("[data-row]")).to_have_count(2)
    clerk.press("j", "j")
    expect(clerk.page.locator("[data-row].selected")).to_contain_text("PO-2")
    company.settled(company.receive(edifact("PO-3", "ND-1, 10, 3.30", reference="3"), "po-3.edi"))
    expect(clerk.page.locator("[data-row]")).to_have_count(3)
    expect(clerk.page.locator("[data-row].selected")).to_contain_text("PO-2")
    expect(clerk.page.locator("[data-row].selected")).to_be_focused()


def test_the_keys_are_shown_on_request(clerk: Person) -> None:
    clerk.press("?")
    expect(clerk.page.get_by_role("dialog")).to_contain_text("next, previous row")
    clerk.press("Escape")
    expect(clerk.page.get_by_role("dialog")).to_be_hidden()


def test_an_unknown_customer_is_chosen_once_and_known_from_then_on(company: Company, clerk: Person) -> None:
    stranger = "9521111900001"
    first = company.settled(company.receive(edifact("PO-1", "SP-100, 10, 4.00", buyer=stranger), "po-1.edi"))
    clerk.open(f"/orders/{first}")
    card = clerk.page.locator(".issue", has_text="unknown customer")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    while not card.evaluate("card => card === document.activeElement"):
        clerk.press("j")
    clerk.press("/")
    expect(clerk.page.locator("#picker-query")).to_be_focused()
    clerk.page.keyboard.type("pellow")
    expect(clerk.page.locator(".candidate input").first).to_be_checked()
    clerk.press("Enter")
    expect(clerk.page.locator("#f-customer")).to_have_value("C200")
    expect(card).to_have_count(0)
    second = company.settled(
        company.receive(edifact("PO-2", "SP-100, 10, 4.00", buyer=stranger, reference="2"), "po-2.edi")
    )
    with company.store.read() as uow:
        assert "C200" == uow.orders.get(second).customer


def test_an_address_for_an_order_without_one_counts_for_it_alone_unless_said_otherwise(
    company: Company, clerk: Person
) -> None:
    nowhere = edifact("PO-1", "ND-1, 10, 3.80", deliver_to="9521111900018").replace(
        b"NAD+DP+9521111900018::9", b"NAD+DP"
    )
    # An order that shows no address at all goes to the customer's own.
    nowhere = nowhere.replace(
        b"NAD+BY+9521111100005::9", b"NAD+BY+9521111100005::9++Nordlicht+Am Wall 1+Bremen++28195+DE"
    )
    clerk.open(f"/orders/{company.settled(company.receive(nowhere, 'po-1.edi'))}")
    expect(clerk.page.locator("#learn-ship-to")).not_to_be_checked()
    card = clerk.page.locator('.issue[data-field="f-ship-to"]')
    expect(card.get_by_label("this order only")).to_be_checked()


def test_an_unknown_delivery_party_is_chosen_once_and_known_from_then_on(company: Company, clerk: Person) -> None:
    elsewhere = "9521111900018"
    first = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.80", deliver_to=elsewhere), "po-1.edi"))
    clerk.open(f"/orders/{first}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    address = clerk.page.locator("#f-ship-to")
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(clerk.page.locator("#learn-ship-to")).to_be_checked()
    address.select_option("C100/2")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    second = company.settled(
        company.receive(edifact("PO-2", "ND-1, 10, 3.80", deliver_to=elsewhere, reference="2"), "po-2.edi")
    )
    assert Outcome.DONE is company.outcome(second)


def test_an_order_that_a_clerk_had_typed_in_is_recorded_with_two_keys(company: Company, chromium: Browser) -> None:
    reference = company.erp.type_in(purchase_order(customer="C100", po_number="PO-1"))
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.80"), "po-1.edi"))
    supervisor = person(chromium, company, Role.SUPERVISOR)
    supervisor.press("j", "Enter")
    expect(supervisor.page.locator(".issue").first).to_be_focused()
    supervisor.press("Enter")
    expect(supervisor.page.locator("#erp-number")).to_be_focused()
    expect(supervisor.page.locator("#erp-number")).to_have_value(reference)
    supervisor.press("Enter")
    expect(supervisor.page.locator("#standing")).to_contain_text("Posted")
    assert Outcome.DONE is company.outcome(order)
    assert [reference] == [held.reference for held in company.erp.orders()]
    supervisor.page.context.close()
    assert [] == supervisor.faults
