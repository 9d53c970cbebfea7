"""The whole web application in a real browser: real parser, rules, store and runner, served on a free port."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from erp_adapters.memory.adapter import MemoryErp
from exceptions_queue.access import Role
from exceptions_queue.accounts import hash_password
from exceptions_queue.app import create_app
from exceptions_queue.services import Health, Services, WebSettings
from ordermill import registry
from orders.document import Arrival, SourceKey
from orders.ids import ArrivalId, OrderId, new_id
from orders.policy import Mode, Policies, Policy
from orders.stages import Outcome, Subject
from pipeline.changes.difference import change_difference
from pipeline.claims import Claims, Lease
from pipeline.collaborators import Flow
from pipeline.decisions.order import decide
from pipeline.decisions.part import decide_part
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.granting import acting, grant_asked
from storage.database import Store, open_store
from storage.reference.importing import import_folder
from storage.rows import WorkRow
from tests.e2e.company import write_reference
from tests.servers.chromium import TIMEOUT_MS

PASSWORD = "correct horse battery"
TRUSTED_SERVER = "mx.us.example"
STOPPING_SECONDS = 60


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Company:
    """A running installation, and what a test asks of it."""

    store: Store
    flow: Flow
    dispatcher: EmbeddedDispatcher
    erp: MemoryErp
    address: str = ""

    def receive(self, content: bytes, name: str) -> ArrivalId:
        """One file in the drop folder, taken up at once."""
        key = SourceKey("drop", f"{name}#{new_id()}")
        digest = self.store.archive.put(content)
        arrival = Arrival(ArrivalId(new_id()), key, digest, len(content), name, "", "", now())
        with self.store.begin() as uow:
            uow.arrivals.add(arrival)
            work_id = uow.work.add(Subject.ARRIVAL, arrival.id, now())
        self.dispatcher.submit(uow, work_id)
        return arrival.id

    def settled(self, arrival_id: ArrivalId) -> OrderId:
        """The one order of an arrival, once the machine has nothing more to do about it."""
        (order_id,) = self.orders(arrival_id)
        return order_id

    def orders(self, arrival_id: ArrivalId) -> tuple[OrderId, ...]:
        """Waits until the arrival and all that came of it is at rest."""
        deadline, rows = threading.Event(), list[WorkRow]()
        for _ in range(1200):
            with self.store.read() as uow:
                orders = uow.orders.of_arrival(arrival_id)
                rows = [uow.work.of(Subject.ARRIVAL, arrival_id)]
                rows += [uow.work.of(Subject.ORDER, order.id) for order in orders]
            if all(row.outcome not in (Outcome.RUNNING, Outcome.RETRYING) for row in rows) and (
                orders or rows[0].outcome is Outcome.HELD
            ):
                return tuple(order.id for order in orders)
            deadline.wait(0.05)
        raise AssertionError(f"not at rest after 60 s: {rows}")

    def outcome(self, order_id: OrderId) -> Outcome:
        """How the order fares."""
        with self.store.read() as uow:
            return uow.work.of(Subject.ORDER, order_id).outcome


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def company(tmp_path: Path, password_hash: str) -> Iterator[Company]:
    """Clean orders post by themselves; one clerk, one supervisor, one viewer."""
    store = open_store(f"sqlite:///{tmp_path / 'o.db'}", tmp_path / "archive")
    store.migrate()
    import_folder(store, write_reference(tmp_path / "reference"), now())
    with store.begin() as uow:
        for role in (Role.VIEWER, Role.CLERK, Role.SUPERVISOR):
            uow.users.add(role.value, password_hash, role.value)
    dispatcher, erp = EmbeddedDispatcher(), MemoryErp()
    flow = Flow(
        store=store,
        claims=Claims(store, now, Lease(timedelta(seconds=60), timedelta(seconds=20))),
        parsers=registry.parsers(),
        rules=registry.rules(),
        adapter=erp,
        policies=Policies(default=Policy(mode=Mode.AUTO), trusted_mail_servers=(TRUSTED_SERVER,)),
        dispatcher=dispatcher,
        acting=acting,
        clock=now,
    )
    with store.begin() as uow:
        grant_asked(uow, flow.policies, by="administrator", now=now())
    runner = EmbeddedRunner(flow, dispatcher, look_every=timedelta(milliseconds=100))
    runner.start()
    made = Company(store, flow, dispatcher, erp)
    with _served(made) as address:
        made.address = address
        yield made
    runner.stop()
    store.close()


class _served:  # noqa: N801 -- a context manager
    """Uvicorn in a thread of its own on a free port of the loopback."""

    def __init__(self, company: Company) -> None:
        services = Services(
            store=company.store,
            decide=lambda decision: decide(company.flow, decision),
            decide_part=lambda decision: decide_part(company.flow, decision),
            difference=lambda order_id: change_difference(company.store, company.flow.adapter, order_id),
            clock=now,
            health=lambda: Health(ok=True),
            settings=WebSettings(refresh_seconds=1),
        )
        self._socket = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            create_app(services), log_level="warning", ws="none", lifespan="off", timeout_graceful_shutdown=5
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, name="uvicorn")

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_exception: object) -> None:
        self._server.should_exit = True
        self._thread.join(STOPPING_SECONDS)
        self._socket.close()
        assert not self._thread.is_alive()


@dataclass(slots=True)
class Person:
    """Somebody at the browser. `faults` collects what the browser complained about."""

    page: Page
    company: Company
    faults: list[str]

    def open(self, path: str) -> None:
        self.page.goto(self.company.address + path)

    def press(self, *keys: str) -> None:
        """Once the page is there: its scripts run before it counts as loaded, and a key before them does nothing."""
        self.page.wait_for_load_state("load")
        for key in keys:
            self.page.keyboard.press(key)

    def sign_in(self, role: Role) -> None:
        self.open("/sign-in")
        expect(self.page.locator("#name")).to_be_focused()
        self.page.keyboard.type(role.value)
        self.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.press("Enter")
        self.page.wait_for_url(self.company.address + "/")


def person(chromium: Browser, company: Company, role: Role, **context: object) -> Person:
    """A signed-in person in a browser context of their own. The caller closes `page.context`."""
    page = chromium.new_context(locale="en-GB", timezone_id="UTC", **context).new_page()  # type: ignore[arg-type]  # keywords of Playwright
    page.set_default_timeout(TIMEOUT_MS)
    made = Person(page, company, [])
    page.on("console", lambda message: made.faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: made.faults.append(str(error)))
    page.on(
        "request", lambda request: None if request.url.startswith(company.address) else made.faults.append(request.url)
    )
    made.sign_in(role)
    return made


@pytest.fixture
def clerk(chromium: Browser, company: Company) -> Iterator[Person]:
    """A clerk at a screen of 1440 by 900; the test fails when the browser reports any error or foreign request."""
    made = person(chromium, company, Role.CLERK, viewport={"width": 1440, "height": 900})
    yield made
    made.page.context.close()
    assert [] == made.faults
