"""Orders on paper: boxes that lie on their words, fields and pages that lead each other, words that fill fields."""

from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pypdfium2 as pdfium
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from exceptions_queue.access import Role
from orders.evidence import PageBox, Person, Segment, TextSpan
from orders.ids import OrderId
from orders.stages import Outcome
from orders.transcript import Transcript, TranscriptKind, TranscriptRow, TranscriptWord
from pipeline.edits import with_edits
from tests.e2e.company import edifact
from tests.e2e.conftest import Company, person
from tests.e2e.conftest import Person as Someone
from tests.e2e.printed_orders import order_pdf

GOOD = "ND-1, Compression spring 10 mm, 10, pcs, 3.80, 38.00"
UNKNOWN = "ND-77, Torsion spring 30 mm, 5, pcs, 9.00, 45.00"
DEAR = "ND-2, Compression spring 20 mm, 4, pcs, 6.90, 27.60"
FACE = '#transcript .page[data-page="{}"] .page-boxes'


def held(company: Company, *lines: str, total: str, pages: int = 1) -> OrderId:
    """An order on paper that waits for a person."""
    content = order_pdf("PO-2026-77", *lines, total=total, pages=pages)
    order = company.settled(company.receive(content, "PO-2026-77.pdf"))
    assert Outcome.HELD is company.outcome(order)
    return order


def word_on(company: Company, order: OrderId, text: str, page: int = 1) -> TranscriptWord:
    """Where a word stands, as it was kept when the document was parsed."""
    with company.store.read() as uow:
        words = uow.documents.words(uow.orders.get(order).document_id, page)
    return next(word for word in words if word.text == text)


def on_screen(someone: Someone, word: TranscriptWord, page: int = 1) -> tuple[float, float, float, float]:
    """The sides of a word's box in pixels of the screen, by the place of the page's picture."""
    picture = someone.page.locator(FACE.format(page)).locator("xpath=../img").bounding_box()
    assert picture
    scale = picture["width"] / 595.276
    left, top, right, bottom = (float(side) * scale for side in (word.left, word.top, word.right, word.bottom))
    return picture["x"] + left, picture["y"] + top, picture["x"] + right, picture["y"] + bottom


def drag(someone: Someone, first: TranscriptWord, last: TranscriptWord) -> None:
    """A rectangle around two words and what is between them."""
    (left, top, *_), (*_, right, bottom) = on_screen(someone, first), on_screen(someone, last)
    someone.page.mouse.move(left - 3, top - 2)
    someone.page.mouse.down()
    someone.page.mouse.move(right + 3, bottom + 2, steps=3)
    someone.page.mouse.up()


def click(someone: Someone, word: TranscriptWord, page: int = 1) -> None:
    left, top, right, bottom = on_screen(someone, word, page)
    someone.page.mouse.click((left + right) / 2, (top + bottom) / 2)


def test_a_held_order_on_paper_is_corrected_by_keyboard_alone_and_posted(company: Company, clerk: Someone) -> None:
    order = held(company, GOOD, UNKNOWN, DEAR, total="110.60")
    expect(clerk.page.locator("[data-row]")).to_have_count(1)
    clerk.press("j", "Enter")
    card = clerk.page.locator(".issue").first
    expect(card).to_be_focused()
    expect(card).to_contain_text("ND-77")
    expect(clerk.page.locator(".box.strong")).to_have_attribute("data-target", "f-lines-1-buyer-item")
    clerk.press("1")
    expect(clerk.page.locator("#result")).to_contain_text("Mended, and checked again. 1 to decide.")
    card = clerk.page.locator(".issue").first
    expect(card).to_be_focused()
    expect(card).to_contain_text("price of 6.90 EUR")
    clerk.press("F2")
    price = clerk.page.locator("#f-lines-2-unit-price")
    expect(price).to_be_focused()
    expect(clerk.page.locator(".box.strong")).to_have_attribute("data-target", "f-lines-2-unit-price")
    clerk.page.keyboard.type("6.20")
    clerk.press("Tab")
    expect(clerk.page.locator("#f-lines-2-line-total")).to_be_focused()
    clerk.page.keyboard.type("24.80")
    clerk.press("Enter")
    expect(clerk.page.locator("#result")).to_contain_text("Changed, and checked again.")
    while not clerk.page.locator("#action-approve[open]").count():
        clerk.press("Enter")
    expect(clerk.page.locator("#action-approve button[type=submit]")).to_be_focused()
    clerk.press("Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")
    assert Outcome.DONE is company.outcome(order)


def test_what_only_a_picture_says_is_confirmed_at_one_place_with_one_key(company: Company, clerk: Someone) -> None:
    """What our own data and arithmetic prove is not asked; the rest stands beside its piece of the picture."""
    (order,) = company.orders(company.receive(scanned(order_pdf("PO-2026-77", GOOD, total="38.00")), "scan.png"))
    clerk.open(f"/orders/{order}")
    card = clerk.page.locator(".issue:focus")
    expect(card).to_contain_text("Does the picture say the same?")
    asked, place = list[str](), card.bounding_box()
    while not clerk.page.locator("#action-approve[open]").count():
        expect(card.locator("svg.clipping image")).to_have_count(1)
        asked.append(card.get_attribute("data-field") or "")
        assert place == card.bounding_box()
        clerk.press("Enter")
    assert {"f-po-number", "f-lines-0-buyer-item", "f-lines-0-uom"} <= set(asked)
    assert not {"f-currency", "f-total-net", "f-lines-0-line-no", "f-lines-0-unit-price"} & set(asked)
    expect(clerk.page.locator("#action-approve svg.clipping")).to_have_count(len(asked))
    clerk.press("Enter")
    expect(clerk.page.locator("#standing")).to_contain_text("Posted")


def scanned(pdf: bytes) -> bytes:
    """The first page as a picture of 300 dots an inch."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        picture = document[0].render(scale=300 / 72).to_pil()
    file = BytesIO()
    picture.save(file, "PNG", dpi=(300, 300))
    return file.getvalue()


@pytest.mark.parametrize("keys", [(), ("+", "+", "+", "+")], ids=["as it opens", "enlarged"])
def test_boxes_lie_on_their_words(company: Company, clerk: Someone, tmp_path: Path, keys: tuple[str, ...]) -> None:
    order = held(company, GOOD, UNKNOWN, DEAR, total="110.60")
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.press(*keys)
    for text, field in (
        ("PO-2026-77", "f-po-number"),
        ("ND-77", "f-lines-1-buyer-item"),
        ("6.90", "f-lines-2-unit-price"),
    ):
        clerk.page.locator(f"#{field}").focus()
        box = clerk.page.locator(f'.box[data-target="{field}"] > rect').bounding_box()
        assert box
        drawn = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
        printed = on_screen(clerk, word_on(company, order, text))
        scale = (printed[3] - printed[1]) / 10
        assert all(abs(one - other) < 3 * scale for one, other in zip(drawn, printed, strict=True)), text
        clerk.page.screenshot(path=tmp_path / f"{field}.png")
        assert_ink_within(clerk.page.screenshot(), drawn)


def assert_ink_within(screenshot: bytes, box: tuple[float, float, float, float]) -> None:
    """There is dark print inside of the box, and none just beside its left and right edge."""
    picture = Image.open(BytesIO(screenshot)).convert("RGB")
    left, top, right, bottom = (round(side) for side in box)
    inside = picture.crop((left + 3, top + 3, right - 3, bottom - 3))
    beside = (
        picture.crop((left - 7, top + 2, left - 3, bottom - 2)),
        picture.crop((right + 4, top + 8, right + 7, bottom - 2)),
    )
    assert darkest(inside) < 110
    assert all(darkest(strip) > 140 for strip in beside)


def darkest(picture: Image.Image) -> int:
    lowest, _ = cast("tuple[int, int]", picture.convert("L").getextrema())
    return lowest


def test_a_box_leads_to_its_field_and_a_field_to_its_page(company: Company, clerk: Someone) -> None:
    order = held(company, GOOD, UNKNOWN, DEAR, total="110.60", pages=2)
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    assert clerk.page.locator("#transcript .box").count() >= 25
    clerk.page.locator("#f-lines-2-unit-price").focus()
    expect(clerk.page.locator("#page-place")).to_have_text("2 / 2")
    expect(clerk.page.locator(FACE.format(2)).locator(".box.strong")).to_be_in_viewport()
    clerk.press("Alt+PageUp")
    expect(clerk.page.locator("#page-place")).to_have_text("1 / 2")
    clerk.press("Escape", ".")
    expect(clerk.page.locator("#page-place")).to_have_text("2 / 2")
    clerk.press(",")
    expect(clerk.page.locator("#page-place")).to_have_text("1 / 2")
    clerk.page.locator('.box[data-target="f-lines-0-description"]').click()
    expect(clerk.page.locator("#f-lines-0-description")).to_be_focused()


def test_a_word_that_is_clicked_fills_the_field_and_becomes_its_evidence(company: Company, clerk: Someone) -> None:
    order = held(company, GOOD, UNKNOWN, total="83.00")
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    terms = clerk.page.locator("#f-payment-terms")
    terms.focus()
    first, last = (word_on(company, order, text) for text in ("PURCHASE", "ORDER"))
    drag(clerk, first, last)
    expect(terms).to_have_value("PURCHASE ORDER")
    expect(terms).to_be_focused()
    expect(clerk.page.locator(".box-new")).to_have_count(1)
    clerk.press("Enter")
    expect(clerk.page.locator("#result")).to_contain_text("Changed, and checked again.")
    expect(clerk.page.locator('.box[data-target="f-payment-terms"]')).to_have_count(1)
    with company.store.read() as uow:
        (decision,) = uow.decisions.of_order(order)
        (change,) = decision.changes
    assert ("payment_terms", "PURCHASE ORDER") == (change.path, change.value)
    assert PageBox(page=1, left=first.left, top=first.top, right=last.right, bottom=last.bottom) == change.evidence
    click(clerk, word_on(company, order, "Currency:"))
    expect(terms).to_have_value("PURCHASE ORDER")


def test_a_printed_date_fills_a_field_as_it_is_to_be_written(company: Company, clerk: Someone) -> None:
    order = held(company, GOOD, UNKNOWN, total="83.00")
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.page.locator("[data-details=details-0]").click()
    day = clerk.page.locator("#f-lines-0-requested-date")
    day.focus()
    with company.store.read() as uow:
        words = uow.documents.words(uow.orders.get(order).document_id, 1)
    at = next(place for place, word in enumerate(words) if word.text == "20")
    drag(clerk, words[at], words[at + 2])
    expect(day).to_have_value("2026-03-20")
    clerk.press("Escape")
    expect(day).to_have_value("")
    clerk.page.locator("#f-lines-0-quantity").focus()
    clerk.page.keyboard.down("Shift")
    click(clerk, word_on(company, order, "3.80"))
    clerk.page.keyboard.up("Shift")
    expect(clerk.page.locator("#f-lines-0-quantity")).to_have_value("3.80")
    clerk.press("Escape")
    click(clerk, word_on(company, order, "3.80"))
    expect(clerk.page.locator("#f-lines-0-unit-price")).to_be_focused()


def test_the_text_of_the_mail_stands_beside_its_attachment(company: Company, clerk: Someone) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a.berg@nordlicht.example", "orders@example.org", "Order PO-2026-77"
    mail.set_content("Good morning,\n\nplease find our order attached. <b>Thank you</b>\n\nAnna Berg")
    content = order_pdf("PO-2026-77", GOOD, UNKNOWN, total="83.00")
    mail.add_attachment(content, maintype="application", subtype="pdf", filename="PO-2026-77.pdf")
    (order,) = company.orders(company.receive(mail.as_bytes(), "mail.eml"))
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    tab = clerk.page.get_by_role("tab", name="Mail text")
    tab.click()
    panel = clerk.page.get_by_role("tabpanel", name="Mail text")
    expect(panel).to_contain_text("our order attached. <b>Thank you</b>")
    expect(clerk.page.locator("#transcript")).to_be_hidden()
    clerk.page.locator("#f-po-number").focus()
    expect(clerk.page.locator("#transcript")).to_be_visible()


def test_a_cell_fills_a_field_too(company: Company, clerk: Someone) -> None:
    head = "Purchase order;PO-9\nOrder date;2026-03-01\nCustomer;Nordlicht Drives AG\n\n"
    table = "Our part;Description;Qty;Unit;Price\nND-1;Spring;10;pcs;3.80\nND-77;Spring blue;5;pcs;9.00\n"
    (order,) = company.orders(company.receive((head + table).encode(), "PO-9.csv"))
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    terms = clerk.page.locator("#f-payment-terms")
    terms.focus()
    clerk.page.locator("#transcript td.part:not(.linked)", has_text="Description").click()
    expect(terms).to_have_value("Description")
    expect(terms).to_be_focused()


def test_a_component_of_a_segment_fills_a_field_too(company: Company, clerk: Someone) -> None:
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.10"), "po-1.edi"))
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.page.locator("#f-lines-0-line-total").focus()
    clerk.page.locator("#transcript .segment", has_text="UNB").locator("[data-component]", has_text="0800").click()
    expect(clerk.page.locator("#f-lines-0-line-total")).to_have_value("800")
    clerk.page.locator("#f-po-number").focus()
    expect(clerk.page.locator("#f-lines-0-line-total")).to_have_attribute("value", "800")
    with company.store.read() as uow:
        (change,) = uow.decisions.of_order(order)[0].changes
    assert isinstance(change.evidence, Segment)
    assert ("UNB", 2) == (change.evidence.tag, change.evidence.component)


def test_words_of_a_text_fill_a_field_too(company: Company, clerk: Someone) -> None:
    """A transcript of text is the same to this page whichever parser kept it."""
    order = company.settled(company.receive(edifact("PO-1", "ND-1, 10, 3.10"), "po-1.edi"))
    rows = tuple(
        TranscriptRow(number=number, cells=(text,))
        for number, text in enumerate(("Dear all,", "we order 30 days net", "Regards"), start=1)
    )
    with company.store.begin() as uow:
        document = uow.orders.get(order).document_id
        uow.documents.store_transcript(document, Transcript(kind=TranscriptKind.TEXT, rows=rows))
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    terms = clerk.page.locator("#f-payment-terms")
    line = clerk.page.locator(".text-line", has_text="30 days")
    frame = line.bounding_box()
    assert frame
    a_character, middle = 7.2, frame["y"] + frame["height"] / 4
    terms.focus()
    clerk.page.mouse.click(frame["x"] + 10 * a_character, middle)
    expect(terms).to_have_value("30")
    clerk.page.mouse.move(frame["x"] + 9.1 * a_character, middle)
    clerk.page.mouse.down()
    clerk.page.mouse.move(frame["x"] + 20.5 * a_character, middle, steps=4)
    clerk.page.mouse.up()
    expect(terms).to_have_value("30 days net")
    clerk.press("Enter")
    expect(terms).to_have_attribute("value", "30 days net")
    with company.store.read() as uow:
        (change,) = uow.decisions.of_order(order)[0].changes
    assert TextSpan(start=19, end=30) == change.evidence


def test_where_a_value_stood_that_was_typed_over_is_still_shown(company: Company, clerk: Someone) -> None:
    order = held(company, GOOD, UNKNOWN, total="83.00")
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    described = clerk.page.locator("#f-lines-0-description")
    described.fill("Spring of steel")
    clerk.press("Tab")
    expect(described).to_have_attribute("value", "Spring of steel")
    described.focus()
    expect(clerk.page.locator(".box.strong")).to_have_count(1)
    expect(clerk.page.locator(".box.strong")).to_be_in_viewport()


SCREENS: list[dict[str, Any]] = [
    {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for width in (1440, 1024, 700)
    for scheme in ("light", "dark")
]


@pytest.fixture(params=SCREENS, ids=[f"{one['viewport']['width']} {one['color_scheme']}" for one in SCREENS])
def reader(request: pytest.FixtureRequest, chromium: Browser, company: Company) -> Iterator[Someone]:
    made = person(chromium, company, Role.CLERK, **request.param)
    yield made
    made.page.context.close()
    assert [] == made.faults


def test_the_review_page_fits_every_screen(company: Company, reader: Someone, tmp_path: Path) -> None:
    order = held(company, GOOD, UNKNOWN, DEAR, total="110.60")
    reader.open(f"/orders/{order}")
    expect(reader.page.locator(".issue").first).to_be_focused()
    reader.page.screenshot(path=tmp_path / "opened.png")
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for field in ("f-po-number", "f-lines-2-unit-price"):
        reader.page.locator(f"#{field}").focus()
        expect(reader.page.locator(f'.box.strong[data-target="{field}"]')).to_be_in_viewport(ratio=0.9)
        expect(reader.page.locator(f"#{field}")).to_be_in_viewport(ratio=0.9)
    reader.page.screenshot(path=tmp_path / "focused.png")
    click(reader, word_on(company, order, "9.00"))
    expect(reader.page.locator("#f-lines-1-unit-price")).to_be_focused()


def test_a_decision_names_the_person_before_the_place(company: Company, clerk: Someone) -> None:
    order = held(company, GOOD, UNKNOWN, total="83.00")
    clerk.open(f"/orders/{order}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    clerk.page.locator("#f-lines-0-description").focus()
    clerk.page.keyboard.down("Shift")
    click(clerk, word_on(company, order, "ND-1"))
    clerk.page.keyboard.up("Shift")
    expect(clerk.page.locator("#f-lines-0-description")).to_have_value("ND-1")
    clerk.press("Tab")
    expect(clerk.page.locator("#f-lines-0-description")).to_have_attribute("value", "ND-1")
    expect(clerk.page.locator("#f-lines-0-description-field .icon-from-person")).to_have_count(1)
    word = word_on(company, order, "ND-1")
    with company.store.read() as uow:
        reading, _ = with_edits(uow.orders.get(order), uow.decisions.of_order(order))
    described = reading.lines[0].description
    assert described
    assert isinstance(described.evidence[0], Person)
    assert PageBox(page=1, left=word.left, top=word.top, right=word.right, bottom=word.bottom) == described.evidence[1]
