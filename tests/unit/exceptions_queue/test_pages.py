"""Pictures and words of pages: for those who signed in, kept by nobody else, and never anything but a picture."""

from decimal import Decimal

import pytest
from starlette.testclient import TestClient

from orders.document import digest_of
from orders.evidence import PageBox
from orders.ids import Digest, DocumentId, OrderId
from orders.stages import Subject
from orders.transcript import Transcript, TranscriptKind, TranscriptPage, TranscriptRow, TranscriptWord
from tests.fakes.world import World

PNG = b"\x89PNG\r\n\x1a\n and the rest"
BOX = {"left": 10, "top": "20.5", "right": 40, "bottom": 30}
WORD = TranscriptWord.model_validate({"text": "<b>A-77", **BOX})


def held(world: World) -> OrderId:
    arrival = world.receive(b"ORDER P-1 C-1\n?X 2 1.00")
    world.run()
    return world.order(arrival).id


def with_page(world: World, order: OrderId, content: bytes = PNG) -> DocumentId:
    """The order's document as one page with one word and a picture."""
    digest = world.flow.store.archive.put(content) if content else Digest("")
    size = {"width": Decimal("595.276"), "height": Decimal(842)}
    page = TranscriptPage(number=1, **size, words=(WORD,), image=digest, note="a <scan>")
    with world.flow.store.begin() as uow:
        document = uow.orders.get(order).document_id
        uow.documents.store_transcript(document, Transcript(kind=TranscriptKind.PAGES, pages=(page,)))
    return document


def version(world: World, order: OrderId) -> str:
    return str(world.work(Subject.ORDER, order).version)


def test_a_picture_is_kept_by_the_browser_of_the_person_alone(world: World, clerk: TestClient) -> None:
    document = with_page(world, held(world))
    answer = clerk.get(f"/documents/{document}/pages/1/picture")
    assert (200, PNG, "image/png") == (answer.status_code, answer.content, answer.headers["content-type"])
    assert answer.headers["cache-control"].startswith("private, max-age=")
    assert "nosniff" == answer.headers["x-content-type-options"]
    tag = answer.headers["etag"]
    again = clerk.get(f"/documents/{document}/pages/1/picture", headers={"If-None-Match": f"W/{tag}"})
    assert (304, b"") == (again.status_code, again.content)


@pytest.mark.parametrize("what", ["pages/1/picture", "pages/1/words", "source"])
def test_nothing_of_a_document_is_for_strangers(world: World, visitor: TestClient, what: str) -> None:
    document = with_page(world, held(world))
    assert 303 == visitor.get(f"/documents/{document}/{what}").status_code


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""])
def test_only_pictures_are_served_as_pictures(world: World, clerk: TestClient, content: bytes) -> None:
    document = with_page(world, held(world), content)
    assert 404 == clerk.get(f"/documents/{document}/pages/1/picture").status_code


@pytest.mark.parametrize("page", ["2", "0", "-1"])
def test_a_page_that_is_not_there_is_not_found(world: World, clerk: TestClient, page: str) -> None:
    document = with_page(world, held(world))
    assert 404 == clerk.get(f"/documents/{document}/pages/{page}/picture").status_code
    assert {"words": []} == clerk.get(f"/documents/{document}/pages/{page}/words").json()


def test_words_come_with_the_sides_of_their_boxes(world: World, clerk: TestClient) -> None:
    document = with_page(world, held(world))
    assert {"words": [["<b>A-77", 10, 20.5, 40, 30]]} == clerk.get(f"/documents/{document}/pages/1/words").json()


def test_the_order_shows_its_pages_without_opening_the_document(world: World, clerk: TestClient) -> None:
    order = held(world)
    document = with_page(world, order)
    html = clerk.get(f"/orders/{order}").text
    assert f'src="/documents/{document}/pages/1/picture?{digest_of(PNG)[:16]}"' in html
    assert 'viewBox="0 0 595.276 842"' in html
    assert "a &lt;scan&gt;" in html
    assert "style=" not in html


def test_a_value_that_was_pointed_at_keeps_page_and_box(world: World, clerk: TestClient) -> None:
    order = held(world)
    document = with_page(world, order)
    found = clerk.get(
        f"/orders/{order}/captured", params={"path": "lines[0].buyer_item", "at": "p1:20,25,20,25"}
    ).json()
    assert {"values": ["<b>A-77"], "printed": "<b>A-77", "at": "p1:10,20.5,40,30"} == found
    form = {
        "version": version(world, order),
        "field:lines[0].buyer_item": "A-77",
        "seen:lines[0].buyer_item": found["at"],
    }
    assert 303 == clerk.post(f"/orders/{order}/correct", data=form).status_code
    with world.flow.store.read() as uow:
        (decision,) = uow.decisions.of_order(order)
        assert document == uow.orders.get(order).document_id
    (change,) = decision.changes
    assert PageBox.model_validate({"page": 1, **BOX}) == change.evidence
    assert 'data-anchors="p1:10,20.5,40,30"' in clerk.get(f"/orders/{order}").text


def test_a_place_that_the_document_does_not_have_is_no_evidence(world: World, clerk: TestClient) -> None:
    order = held(world)
    with_page(world, order)
    form = {"version": version(world, order), "field:payment_terms": "30 days", "seen:payment_terms": "p9:1,1,2,2"}
    assert 303 == clerk.post(f"/orders/{order}/correct", data=form).status_code
    with world.flow.store.read() as uow:
        (decision,) = uow.decisions.of_order(order)
    assert [None] == [change.evidence for change in decision.changes]


def test_what_came_with_a_document_is_shown_as_text_and_nothing_else(world: World, clerk: TestClient) -> None:
    order = held(world)
    with world.flow.store.begin() as uow:
        document = uow.orders.get(order).document_id
        rows = (TranscriptRow(number=1, cells=("<img src=x onerror=alert(1)>",)),)
        uow.documents.store_transcript(document, Transcript(kind=TranscriptKind.TEXT, rows=rows))
    part = clerk.get(f"/documents/{document}/source").text
    assert "&lt;img src=x onerror=alert(1)&gt;" in part
    assert "<img" not in part
    assert "data-from" not in part
