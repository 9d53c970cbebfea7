"""Nothing is invisible: posted orders, documents without orders, and parts that were set aside."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from orders.stages import Outcome, Subject
from orders.transcript import Transcript, TranscriptKind, TranscriptRow
from tests.fakes.world import World
from tests.unit.exceptions_queue.conftest import SignIn


def receive(world: World, text: str, name: str = "order.txt") -> str:
    arrival = world.receive(text.encode(), name=name)
    world.run()
    return arrival


def posted(world: World, clerk: TestClient, text: str) -> str:
    order = world.order(receive(world, text)).id
    version = str(world.work(Subject.ORDER, order).version)
    clerk.post(f"/orders/{order}/approve", data={"version": version, "accepted": "review-mode|||"})
    world.run()
    return order


@pytest.mark.parametrize("q", ["4500-77", "C-1", "PART-A"])
def test_a_posted_order_is_found_by_number_customer_and_part(world: World, clerk: TestClient, q: str) -> None:
    order = posted(world, clerk, "ORDER 4500-77 C-1\nPART-A 1 1.00")
    page = clerk.get(f"/orders?q={q}").text
    assert f"/orders/{order}" in page
    assert "Posted" in page


def test_the_page_of_a_posted_order_is_for_reading(world: World, clerk: TestClient) -> None:
    order = posted(world, clerk, "ORDER P-1 C-1\nA 1 1.00")
    page = clerk.get(f"/orders/{order}").text
    assert 'data-editable="no"' in page
    assert "readonly" in page
    assert "ERP order" in page
    assert "released" in page
    assert "Approve <kbd>" not in page


def test_orders_are_chosen_by_outcome(world: World, clerk: TestClient) -> None:
    posted(world, clerk, "ORDER P-1 C-1\nA 1 1.00")
    receive(world, "ORDER P-2 C-1\nA 1 1.00")
    done = clerk.get("/orders?outcome=done").text
    assert "P-1" in done
    assert "P-2" not in done


def test_a_search_for_orders_finds_documents_too(world: World, clerk: TestClient) -> None:
    receive(world, "BROKEN", name="bestellung-kaputt.edi")
    assert "bestellung-kaputt.edi" in clerk.get("/orders?q=kaputt").text


def test_a_part_that_no_parser_reads_shows_the_reason(world: World, clerk: TestClient) -> None:
    arrival = receive(world, "Dear all, see you on Monday.", name="letter.txt")
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    assert "letter.txt" in clerk.get("/documents").text
    for page in ("/documents", f"/arrivals/{arrival}", f"/documents/{document.id}"):
        assert "plain text is not read yet" in clerk.get(page).text, page


def test_what_nobody_could_read_is_shown_and_can_be_downloaded(world: World, clerk: TestClient) -> None:
    arrival = receive(world, "Dear all,\nsee you on <b>Monday</b>.", name="Grüße <1>.txt")
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    for page in (f"/arrivals/{arrival}", f"/documents/{document.id}"):
        assert "see you on &lt;b&gt;Monday&lt;/b&gt;." in clerk.get(page).text, page
        original = clerk.get(f"{page}/original")
        assert b"Dear all,\nsee you on <b>Monday</b>." == original.content
        assert "application/octet-stream" == original.headers["content-type"]
        assert "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%3C1%3E.txt" == original.headers["content-disposition"]


def test_what_is_not_text_is_for_download_only(world: World, clerk: TestClient) -> None:
    arrival = world.receive(b"\xff\x00\x01", name="picture.bin")
    world.run()
    assert "It cannot be shown here" in clerk.get(f"/arrivals/{arrival}").text
    assert b"\xff\x00\x01" == clerk.get(f"/arrivals/{arrival}/original").content


def test_a_page_whose_original_is_gone_still_opens(world: World, clerk: TestClient, tmp_path: Path) -> None:
    arrival = receive(world, "Dear all, see you on Monday.")
    with world.flow.store.read() as uow:
        digest = uow.arrivals.get(arrival).digest
    next((tmp_path / "archive").rglob(digest)).unlink()
    assert "It cannot be shown here" in clerk.get(f"/arrivals/{arrival}").text
    answer = clerk.get(f"/arrivals/{arrival}/original")
    assert 500 == answer.status_code
    assert "Restore the archive folder from its backup." in answer.text
    assert digest not in answer.text


def test_an_original_is_for_those_who_signed_in(world: World, visitor: TestClient) -> None:
    arrival = receive(world, "Dear all, see you on Monday.")
    assert 303 == visitor.get(f"/arrivals/{arrival}/original").status_code


def test_a_held_document_is_set_aside_with_a_reason(world: World, clerk: TestClient) -> None:
    arrival = receive(world, "BROKEN")
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    page = clerk.get(f"/documents/{document.id}").text
    assert "This is broken." in page
    version = str(world.work(Subject.DOCUMENT, document.id).version)
    refused = clerk.post(f"/documents/{document.id}/set-aside", data={"version": version, "reason": ""})
    assert 422 == refused.status_code
    clerk.post(f"/documents/{document.id}/set-aside", data={"version": version, "reason": "a test file"})
    assert Outcome.SET_ASIDE is world.work(Subject.DOCUMENT, document.id).outcome
    assert "a test file" in clerk.get(f"/documents/{document.id}").text
    assert "Nothing waits" in clerk.get("/").text


def test_a_held_arrival_is_read_again(world: World, clerk: TestClient) -> None:
    arrival = receive(world, "Dear all, see you on Monday.")
    before = world.work(Subject.ARRIVAL, arrival).version
    answer = clerk.post(f"/arrivals/{arrival}/read-again", data={"version": str(before)})
    assert 303 == answer.status_code
    assert "arrival.retried" in world.events(Subject.ARRIVAL, arrival)


def test_a_decision_on_a_part_that_has_changed_is_refused(world: World, clerk: TestClient) -> None:
    arrival = receive(world, "Dear all, see you on Monday.")
    stale = {"version": "0", "reason": "no order"}
    assert 409 == clerk.post(f"/arrivals/{arrival}/set-aside", data=stale).status_code


def test_a_viewer_sets_nothing_aside(world: World, sign_in: SignIn) -> None:
    arrival = receive(world, "Dear all, see you on Monday.")
    version = str(world.work(Subject.ARRIVAL, arrival).version)
    viewer = sign_in(Role.VIEWER)
    for decision in ("set-aside", "read-again"):
        data = {"version": version, "reason": "x"}
        assert 403 == viewer.post(f"/arrivals/{arrival}/{decision}", data=data).status_code
    assert "Why is it not wanted?" not in viewer.get(f"/arrivals/{arrival}").text


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        (
            TranscriptKind.SEGMENTS,
            TranscriptRow(number=4, cells=("BGM", "220", "PO-1"), title="Beginning of message"),
            ("Beginning of message", 'data-anchor="s4.2">PO-1'),
        ),
        (
            TranscriptKind.CELLS,
            TranscriptRow(number=2, cells=("A", "5"), sheet="Order 1"),
            ("Order 1", 'data-anchor="cOrder_1!2.2">5'),
        ),
        (TranscriptKind.TEXT, TranscriptRow(number=1, cells=("Please send",)), ('data-from="0"', 'data-to="11"')),
    ],
)
def test_the_source_is_shown_with_an_anchor_for_each_place(
    world: World, clerk: TestClient, kind: TranscriptKind, row: TranscriptRow, expected: tuple[str, ...]
) -> None:
    order = world.order(receive(world, "ORDER P-1 C-1\nA 1 1.00"))
    with world.flow.store.begin() as uow:
        uow.documents.store_transcript(order.document_id, Transcript(kind=kind, rows=(row,)))
    for page in (f"/orders/{order.id}", f"/documents/{order.document_id}"):
        html = clerk.get(page).text
        for text in expected:
            assert text in html, page
