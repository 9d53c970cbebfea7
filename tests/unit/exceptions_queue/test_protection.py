"""What keeps other sites, other people's scripts and other roles out."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from exceptions_queue.services import Services
from orders.stages import Outcome, Subject
from tests.fakes.world import World
from tests.unit.exceptions_queue.conftest import SignIn, browser

HOSTILE = "<script>alert(1)</script>"


def held_order(world: World, text: bytes = b"ORDER P-1 C-1\n?X 1 1.00") -> str:
    arrival = world.receive(text)
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    return world.order(arrival).id


def version(world: World, order_id: str) -> str:
    with world.flow.store.read() as uow:
        return str(uow.work.of(Subject.ORDER, order_id).version)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "", "Origin": "http://testserver"},
    ],
)
def test_a_change_that_another_page_asks_for_is_refused(world: World, sign_in: SignIn, headers: dict[str, str]) -> None:
    order = held_order(world)
    answer = sign_in().post(
        f"/orders/{order}/refuse", data={"version": version(world, order), "reason": "x"}, headers=headers
    )
    assert 403 == answer.status_code
    assert "did not come from a page of Ordermill" in answer.text


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://testserver", 303), ("https://testserver", 303), ("http://evil.example", 403), ("null", 403), (None, 403)],
)
def test_an_older_browser_is_known_by_its_origin(
    world: World, app: FastAPI, sign_in: SignIn, origin: str | None, status: int
) -> None:
    order, signed_in = held_order(world), sign_in()
    old = TestClient(app, follow_redirects=False, cookies=dict(signed_in.cookies))
    headers = {"Origin": origin} if origin else {}
    answer = old.post(
        f"/orders/{order}/refuse", data={"version": version(world, order), "reason": "not ours"}, headers=headers
    )
    assert status == answer.status_code


def test_reading_needs_no_origin(app: FastAPI) -> None:
    assert 200 == TestClient(app).get("/sign-in").status_code


@pytest.mark.parametrize(
    ("decision", "fields"),
    [
        ("correct", {"field:lines[0].quantity": "7"}),
        ("fix", {"finding": "item-unknown|lines[0].item|?X|", "fix": "0"}),
        ("approve", {}),
        ("refuse", {"reason": "x"}),
        ("duplicate", {"of": "y"}),
        ("retry", {}),
        ("record", {"erp_reference": "SO-1"}),
    ],
)
def test_a_viewer_decides_nothing_whatever_the_page_shows(
    world: World, sign_in: SignIn, decision: str, fields: dict[str, str]
) -> None:
    order = held_order(world)
    before = version(world, order)
    answer = sign_in(Role.VIEWER).post(f"/orders/{order}/{decision}", data={"version": before, **fields})
    assert 403 == answer.status_code
    assert "needs the role" in answer.text
    assert before == version(world, order)


def test_a_viewer_gets_nothing_to_press(world: World, sign_in: SignIn) -> None:
    order = held_order(world)
    page = sign_in(Role.VIEWER).get(f"/orders/{order}").text
    assert "Refuse the order" not in page
    assert "data-fix-key" not in page
    assert 'data-editable="no"' in page


def test_only_a_supervisor_records_an_order_as_posted(world: World, sign_in: SignIn) -> None:
    order = held_order(world)
    fields = {"version": version(world, order), "erp_reference": "SO-1"}
    assert 403 == sign_in(Role.CLERK).post(f"/orders/{order}/record", data=fields).status_code
    assert "Record as posted" not in sign_in(Role.CLERK).get(f"/orders/{order}").text
    assert "Record as posted" in sign_in(Role.SUPERVISOR).get(f"/orders/{order}").text


@pytest.mark.parametrize("page", ["/sign-in", "/", "/healthz", "/nowhere", "/static/app.css"])
def test_every_answer_forbids_foreign_and_inline_code(clerk: TestClient, page: str) -> None:
    headers = clerk.get(page).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "nosniff" == headers["x-content-type-options"]
    assert ("no-cache" if page.startswith("/static") else "no-store") == headers["cache-control"]


@pytest.mark.parametrize("page", ["/sign-in", "/", "/orders", "/documents"])
def test_no_page_has_inline_code_or_foreign_addresses(clerk: TestClient, page: str) -> None:
    html = clerk.get(page).text
    assert "<script>" not in html
    assert " style=" not in html
    assert " onclick" not in html
    assert "http://" not in html.replace("http://testserver", "")
    assert "https://" not in html


def test_a_hostile_po_number_is_text_on_every_page(world: World, clerk: TestClient) -> None:
    order = held_order(world, f"ORDER {HOSTILE} C-1\n?{HOSTILE} 1 1.00".encode())
    for page in ("/", "/orders", f"/orders/{order}", f"/orders/{order}/items?line=0&q={HOSTILE}", f"/?q={HOSTILE}"):
        html = clerk.get(page).text
        assert HOSTILE not in html, page
        assert "&lt;script&gt;" in html, page


def test_a_hostile_file_name_is_text(world: World, clerk: TestClient) -> None:
    world.receive(b"BROKEN", name='"><img src=x onerror=alert(1)>.edi')
    world.run()
    for page in ("/", "/documents"):
        assert "<img" not in clerk.get(page).text


def test_a_bug_shows_a_page_that_tells_nothing(services: Services, app: FastAPI, sign_in: SignIn) -> None:
    def fail() -> None:
        raise RuntimeError("the text of a document")

    client = sign_in()
    app.add_api_route("/fails", fail)
    answer = client.get("/fails")
    assert 500 == answer.status_code
    assert "the text of a document" not in answer.text
    assert "nothing was changed" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_what_is_not_there_says_where_to_look(clerk: TestClient) -> None:
    for page in ("/nowhere", "/orders/unknown", "/documents/unknown", "/arrivals/unknown", "/?tab=unknown"):
        answer = clerk.get(page)
        assert 404 == answer.status_code, page
        assert "Orders page" in answer.text


def test_health_is_for_anybody_and_says_nothing_about_orders(world: World, app: FastAPI) -> None:
    held_order(world)
    answer = browser(app).get("/healthz")
    assert {"ok": True, "checks": {"database": "answers"}} == answer.json()
