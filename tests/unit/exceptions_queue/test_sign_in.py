"""Signing in, staying signed in, and being signed out."""

from datetime import timedelta
from hashlib import sha256

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from exceptions_queue.accounts import create_user, hash_password, password_matches
from exceptions_queue.services import WebSettings
from exceptions_queue.sessions import COOKIE, SECURE_COOKIE
from tests.fakes.world import World
from tests.unit.exceptions_queue.conftest import PASSWORD, SignIn, browser

PAGES = [
    "/",
    "/orders",
    "/documents",
    "/overview",
    "/orders/x",
    "/orders/x/items?line=0",
    "/documents/x",
    "/arrivals/x",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_sent_to_the_sign_in_page_and_sees_no_order(world: World, visitor: TestClient, page: str) -> None:
    world.receive(b"ORDER SECRET-PO C-1\n?X 1 1")
    world.run()
    answer = visitor.get(page)
    assert 303 == answer.status_code
    assert answer.headers["location"].startswith("/sign-in")
    assert "SECRET-PO" not in answer.text


@pytest.mark.parametrize("decision", ["approve", "refuse", "correct", "fix", "duplicate", "retry", "record"])
def test_a_visitor_decides_nothing(visitor: TestClient, decision: str) -> None:
    assert 303 == visitor.post(f"/orders/x/{decision}", data={"version": "1"}).status_code


def test_what_a_visitor_wanted_to_see_is_shown_after_signing_in(visitor: TestClient) -> None:
    assert "/sign-in?next=%2Forders%2Fx" == visitor.get("/orders/x").headers["location"]
    answer = visitor.post("/sign-in", data={"name": "clerk", "password": PASSWORD, "next": "/orders/x"})
    assert "/orders/x" == answer.headers["location"]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_never_leads_to_another_site(visitor: TestClient, elsewhere: str) -> None:
    answer = visitor.post("/sign-in", data={"name": "clerk", "password": PASSWORD, "next": elsewhere})
    assert "/" == answer.headers["location"]


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(visitor: TestClient) -> None:
    answer = visitor.post("/sign-in", data={"name": "clerk", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"{COOKIE}=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "; secure" not in cookie


class TestBehindTls:
    @pytest.fixture
    def settings(self) -> WebSettings:
        return WebSettings(secure_cookie=True)

    def test_the_cookie_is_bound_to_this_host_and_to_tls(self, visitor: TestClient) -> None:
        cookie = visitor.post("/sign-in", data={"name": "clerk", "password": PASSWORD}).headers["set-cookie"]
        assert cookie.startswith(f"{SECURE_COOKIE}=")
        assert "; secure" in cookie.lower()
        assert "path=/" in cookie.lower()
        assert "domain" not in cookie.lower()


def test_a_token_that_somebody_planted_is_not_the_one_of_the_session(app: FastAPI) -> None:
    client = browser(app)
    client.cookies.set(COOKIE, "planted")
    client.post("/sign-in", data={"name": "clerk", "password": PASSWORD})
    planted = browser(app)
    planted.cookies.set(COOKIE, "planted")
    assert 303 == planted.get("/").status_code


def test_signing_in_again_ends_the_session_before(app: FastAPI, clerk: TestClient) -> None:
    token = clerk.cookies[COOKIE]
    clerk.post("/sign-in", data={"name": "clerk", "password": PASSWORD})
    old = browser(app)
    old.cookies.set(COOKIE, token)
    assert 303 == old.get("/").status_code


def test_the_database_holds_no_token(world: World, clerk: TestClient) -> None:
    token = clerk.cookies[COOKIE]
    with world.flow.store.read() as uow:
        assert uow.sessions.get(token) is None
        assert uow.sessions.get(sha256(token.encode()).hexdigest()) is not None


def test_signing_out_ends_the_session_on_the_server(app: FastAPI, clerk: TestClient) -> None:
    token = clerk.cookies[COOKIE]
    clerk.post("/sign-out")
    copied = browser(app)
    copied.cookies.set(COOKIE, token)
    assert 303 == copied.get("/").status_code


def test_an_idle_session_ends(world: World, clerk: TestClient) -> None:
    world.clock.move(hours=2, seconds=1)
    assert 303 == clerk.get("/").status_code


def test_a_session_in_use_goes_on_until_its_absolute_end(world: World, clerk: TestClient) -> None:
    for _ in range(11):
        world.clock.move(hours=1)
        assert 200 == clerk.get("/").status_code
    world.clock.move(hours=1)
    assert 303 == clerk.get("/").status_code


def test_a_person_who_is_barred_is_signed_out_at_once(world: World, clerk: TestClient) -> None:
    with world.flow.store.begin() as uow:
        uow.users.set_active("clerk", active=False)
    assert 303 == clerk.get("/").status_code
    assert 401 == clerk.post("/sign-in", data={"name": "clerk", "password": PASSWORD}).status_code


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(visitor: TestClient) -> None:
    wrong = visitor.post("/sign-in", data={"name": "clerk", "password": "wrong horse battery"})
    unknown = visitor.post("/sign-in", data={"name": "nobody", "password": "wrong horse battery"})
    assert 401 == wrong.status_code == unknown.status_code
    assert wrong.text.replace("clerk", "nobody") == unknown.text
    assert "Name or password is wrong." in wrong.text


def test_after_five_failures_even_the_right_password_waits(world: World, app: FastAPI) -> None:
    client = browser(app)
    for _ in range(5):
        client.post("/sign-in", data={"name": "clerk", "password": "wrong horse battery"})
    blocked = client.post("/sign-in", data={"name": "clerk", "password": PASSWORD})
    assert 429 == blocked.status_code
    assert "Wait 10 minutes" in blocked.text
    world.clock.move(minutes=10, seconds=1)
    assert 303 == client.post("/sign-in", data={"name": "clerk", "password": PASSWORD}).status_code


def test_names_tried_from_one_address_wait_together(visitor: TestClient) -> None:
    for number in range(5):
        visitor.post("/sign-in", data={"name": f"guess-{number}", "password": "wrong horse battery"})
    assert 429 == visitor.post("/sign-in", data={"name": "supervisor", "password": PASSWORD}).status_code


def test_a_page_whose_session_ended_stays_as_it_is(visitor: TestClient) -> None:
    """It asks for the password itself: what was typed into it would be lost with it."""
    answer = visitor.get("/", headers={"HX-Request": "true"})
    assert 401 == answer.status_code
    assert ("none", "") == (answer.headers["hx-reswap"], answer.text)


def test_a_password_is_kept_as_argon2id_only() -> None:
    made = hash_password(PASSWORD)
    assert made.startswith("$argon2id$")
    assert PASSWORD not in made
    assert password_matches(PASSWORD, made)
    assert not password_matches("another password", made)
    assert not password_matches(PASSWORD, None)
    assert not password_matches(PASSWORD, "not a hash")


@pytest.mark.parametrize(("name", "password"), [("clara", "too short"), ("", PASSWORD), (" clara", PASSWORD)])
def test_a_poor_name_or_password_is_refused(world: World, name: str, password: str) -> None:
    with world.flow.store.begin() as uow, pytest.raises(ValueError, match="needs"):
        create_user(uow, name, password, Role.CLERK)


def test_a_new_user_can_sign_in(world: World, visitor: TestClient) -> None:
    with world.flow.store.begin() as uow:
        create_user(uow, "clara", "a sentence to remember", Role.CLERK)
    assert 303 == visitor.post("/sign-in", data={"name": "clara", "password": "a sentence to remember"}).status_code


def test_a_session_is_extended_at_most_once_in_a_while(world: World, clerk: TestClient, sign_in: SignIn) -> None:
    key = sha256(clerk.cookies[COOKIE].encode()).hexdigest()

    def end() -> object:
        with world.flow.store.read() as uow:
            row = uow.sessions.get(key)
            return row and row.expires_at

    first = end()
    world.clock.move(minutes=1)
    clerk.get("/")
    assert first == end()
    world.clock.move(minutes=30)
    clerk.get("/")
    assert world.clock() + timedelta(hours=2) == end()


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(world: World, clerk: TestClient) -> None:
    for _ in range(2):
        world.clock.move(minutes=50)
        assert 200 == clerk.get("/overview?poll=1").status_code
    world.clock.move(minutes=50)
    assert 303 == clerk.get("/overview?poll=1").status_code
