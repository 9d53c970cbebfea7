"""The company at work: the whole flow over real parsers and rules, with an ERP, and a person at the queue."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy import delete

from erp_adapters.adapter import ErpOrder, ErpOrderState, OrderPosting
from erp_adapters.memory.adapter import MemoryErp
from exceptions_queue.access import Role, SignedIn
from exceptions_queue.services import Health, Services
from ordermill import registry
from orders.findings import Finding, FindingCode
from orders.ids import ArrivalId, OrderId
from orders.policy import Mode, Policies, Policy
from orders.stages import Subject
from parsers.parser import Parser
from pipeline.changes.difference import change_difference
from pipeline.decisions.order import decide
from pipeline.decisions.part import decide_part
from storage import tables
from storage.database import Store
from storage.queue import Reasons
from storage.reference.importing import import_folder
from storage.rows import OrderRow, QueueRow, WorkRow
from tests.fakes.company import COMPANY, IMPORTED_AT
from tests.fakes.world import START, MovedClock, RememberedSubmissions, World, small_flow
from tests.integration.company.documents import File

FURTHER = Path(__file__).parent / "reference"
"""Kinds of reference data that other tests of the company do without."""

ANNA, BERT = SignedIn("anna", Role.SUPERVISOR), SignedIn("bert", Role.SUPERVISOR)
UNASKED = Policies(default=Policy(mode=Mode.AUTO))
"""Clean orders post by themselves, so that what waits, waits for its finding."""
EMPTY: Final[Mapping[str, str]] = MappingProxyType({})
LONG_ENOUGH = {"days": 4}
"""Beyond every pause between attempts, and beyond the time for which shadow mode looks for an order."""


def furnish(
    store: Store, folder: Path, *, as_of: float = IMPORTED_AT.timestamp(), files: Mapping[str, str] = EMPTY
) -> None:
    """Import the company's data, as it stood at this time; `files` by name have other lines."""
    shutil.copytree(COMPANY, folder, dirs_exist_ok=True)
    shutil.copytree(FURTHER, folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    for file in folder.iterdir():
        os.utime(file, (as_of, as_of))
    assert () == import_folder(store, folder, IMPORTED_AT).problems


@dataclass(slots=True)
class Office:
    """A database with the company's reference data, and what happens around it. `folder` is for files."""

    world: World
    erp: MemoryErp
    folder: Path
    opened: ExitStack
    """For what is to be closed with it."""

    @property
    def store(self) -> Store:
        return self.world.flow.store

    @property
    def services(self) -> Services:
        """What the pages of the queue work with."""
        flow = self.world.flow
        return Services(
            store=flow.store,
            decide=lambda decision: decide(flow, decision),
            decide_part=lambda decision: decide_part(flow, decision),
            difference=lambda order_id: change_difference(flow.store, flow.adapter, order_id),
            clock=self.world.clock,
            health=lambda: Health(ok=True),
        )

    def under(self, policy: Policy) -> None:
        """With this policy for every customer."""
        self.world.flow = replace(self.world.flow, policies=Policies(default=policy))

    def post_through(self, adapter: OrderPosting) -> None:
        """With another way into the ERP."""
        self.world.flow = replace(self.world.flow, adapter=adapter)

    def read_with(self, *parsers: Parser) -> None:
        """With these parsers installed."""
        self.world.flow = replace(self.world.flow, parsers=parsers)

    def import_again(self, **files: str) -> None:
        """A newer export, with the lines of these files in place of those before."""
        furnish(self.store, self.folder / "newer", as_of=self.world.clock().timestamp(), files=files)

    def lose_the_reference_data(self) -> None:
        """As if nothing had ever been imported."""
        with self.store.begin() as uow:
            uow.connection.execute(delete(tables.snapshots))

    def take_in(self, file: File) -> ArrivalId:
        """The file arrives, and everything happens that happens without a person."""
        arrival = self.world.receive(file.content, name=file.name)
        self.let_run()
        return arrival

    def let_run(self) -> None:
        """Until a person is needed, or all is done."""
        self.world.run_through(**LONG_ENOUGH)

    def waiting(self, *codes: FindingCode) -> tuple[QueueRow, ...]:
        """The queue, or what of it waits for these reasons."""
        with self.store.read() as uow:
            return uow.queue.held(reasons=Reasons(codes) if codes else None)

    def findings(self, subject: Subject, subject_id: str) -> tuple[Finding, ...]:
        """All findings of something, notes too."""
        with self.store.read() as uow:
            if subject is Subject.ORDER:
                return uow.orders.get(OrderId(subject_id)).findings
            return uow.findings.of(subject, subject_id)

    def orders(self, arrivals: Sequence[ArrivalId]) -> tuple[OrderRow, ...]:
        """What was read from these."""
        return tuple(order for arrival in arrivals for order in self.world.orders(arrival))

    def work(self, subject: Subject, subject_id: str) -> WorkRow:
        return self.world.work(subject, subject_id)

    def released(self) -> tuple[ErpOrder, ...]:
        """The sales orders that count."""
        return tuple(order for order in self.erp.orders() if order.state is ErpOrderState.RELEASED)

    def drafts(self) -> tuple[ErpOrder, ...]:
        """Those that somebody has to look after."""
        return tuple(order for order in self.erp.orders() if order.state is ErpOrderState.DRAFT)


@contextmanager
def open_office(store: Store, folder: Path) -> Iterator[Office]:
    """The company on the morning of 2 March 2026; `store` has its reference data already."""
    clock, erp = MovedClock(START), MemoryErp()
    dispatcher = RememberedSubmissions()
    flow = small_flow(store, erp, clock, dispatcher, parsers=registry.parsers(), rules=registry.rules())
    with ExitStack() as opened:
        yield Office(World(replace(flow, policies=UNASKED), clock, dispatcher), erp, folder, opened)
