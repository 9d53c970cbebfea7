"""The web application over a real store and a real flow, with people of every role."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exceptions_queue.access import Role
from exceptions_queue.accounts import hash_password
from exceptions_queue.app import create_app
from exceptions_queue.services import Health, Services, WebSettings
from pipeline.changes.difference import change_difference
from pipeline.decisions.order import decide
from pipeline.decisions.part import decide_part
from tests.fakes.small_orders import HoldingRule, SmallRule
from tests.fakes.world import World, small_world

PASSWORD = "correct horse battery"

SignIn = Callable[..., TestClient]


@pytest.fixture(scope="session")
def password_hash() -> str:
    # Argon2 is slow on purpose, so once is enough.
    return hash_password(PASSWORD)


@pytest.fixture
def world(tmp_path: Path, password_hash: str) -> Iterator[World]:
    """Orders that name an item with `?` wait for it; no order posts without an approval."""
    made = small_world(f"sqlite:///{tmp_path / 'o.db'}", tmp_path / "archive", rules=(SmallRule(), HoldingRule()))
    with closing(made.flow.store) as store:
        with store.begin() as uow:
            for role in Role:
                uow.users.add(role.value, password_hash, role.value)
        yield made


@pytest.fixture
def settings() -> WebSettings:
    return WebSettings()


@pytest.fixture
def services(world: World, settings: WebSettings) -> Services:
    return Services(
        store=world.flow.store,
        decide=lambda decision: decide(world.flow, decision),
        decide_part=lambda decision: decide_part(world.flow, decision),
        difference=lambda order_id: change_difference(world.flow.store, world.flow.adapter, order_id),
        clock=world.clock,
        health=lambda: Health(ok=True, checks={"database": "answers"}),
        settings=settings,
    )


@pytest.fixture
def app(services: Services) -> FastAPI:
    return create_app(services)


def browser(app: FastAPI) -> TestClient:
    """A browser on a page of this host, which does not follow redirects by itself."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    return TestClient(app, headers=headers, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def visitor(app: FastAPI) -> TestClient:
    """Nobody has signed in."""
    return browser(app)


@pytest.fixture
def sign_in(app: FastAPI) -> SignIn:
    """Signs a person in, by role."""

    def enter(role: Role = Role.CLERK) -> TestClient:
        client = browser(app)
        answer = client.post("/sign-in", data={"name": role.value, "password": PASSWORD})
        assert 303 == answer.status_code
        return client

    return enter


@pytest.fixture
def clerk(sign_in: SignIn) -> TestClient:
    return sign_in(Role.CLERK)
