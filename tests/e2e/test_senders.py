"""What the page of an order tells of who sent its mail."""

from email.message import EmailMessage

from playwright.sync_api import expect

from orders.stages import Outcome
from tests.e2e.company import edifact
from tests.e2e.conftest import TRUSTED_SERVER, Company, Person


def mail(number: str, recorded: str, reply_to: str = "") -> bytes:
    """An order by mail, as our mail server delivered it."""
    message = EmailMessage()
    message["Authentication-Results"] = f"{TRUSTED_SERVER}; {recorded}"
    message["From"], message["To"], message["Subject"] = (
        "Ana <ana@nordlicht.example>",
        "o@us.example",
        f"Order {number}",
    )
    if reply_to:
        message["Reply-To"] = reply_to
    message.set_content("Please see the attachment.")
    message.add_attachment(
        edifact(number, "ND-1, 10, 3.10"), maintype="application", subtype="octet-stream", filename="order.edi"
    )
    return message.as_bytes()


def test_the_standing_of_the_sender_is_beside_the_source(company: Company, clerk: Person) -> None:
    order = company.settled(company.receive(mail("PO-1", "dmarc=fail", "x@elsewhere.example"), "1.eml"))
    assert Outcome.HELD is company.outcome(order)
    clerk.open(f"/orders/{order}")
    head = clerk.page.locator(".source-head")
    expect(head).to_contain_text(
        "ana@nordlicht.example · DMARC fail (mx.us.example) · answers go to x@elsewhere.example"
    )
    expect(head.locator(".bad")).to_have_count(2)
    expect(clerk.page.locator(".issue", has_text="Call the customer at the number that you have")).to_have_count(1)
