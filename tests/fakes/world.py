"""A whole Ordermill in one process over a real store, with a clock that tests move and an ERP in memory."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from erp_adapters.adapter import OrderPosting
from erp_adapters.memory.adapter import MemoryErp
from orders.decision import Decision, DecisionKind
from orders.document import Arrival, SourceKey
from orders.ids import ArrivalId, OrderId, ReplyId, WorkId, new_id
from orders.policy import Policies
from orders.stages import Outcome, Subject
from parsers.parser import Parser
from pipeline.boundaries import Checkpoint, pass_by
from pipeline.claims import Claims, Lease
from pipeline.collaborators import Flow
from pipeline.decisions.order import decide
from pipeline.dispatch import Dispatcher
from pipeline.flow import advance
from pipeline.retries import RetryPolicy
from storage.database import Store, open_store
from storage.rows import OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork
from tests.fakes.small_orders import SmallParser, SmallRule
from validation.rule import Rule

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LEASE = Lease(timedelta(seconds=60), timedelta(seconds=20))
RETRIES = RetryPolicy(tuple(timedelta(seconds=seconds) for seconds in (5, 20, 60)), jitter=0)


@dataclass(slots=True)
class MovedClock:
    """Stands still until a test moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Forward by `seconds`, `minutes`, ..."""
        self.now += timedelta(**by)


@dataclass(slots=True)
class RememberedSubmissions:
    """A dispatcher that keeps what it was given until somebody asks."""

    pending: list[tuple[WorkId, datetime | None]] = field(default_factory=list)

    def submit(self, uow: UnitOfWork, work_id: WorkId, not_before: datetime | None = None) -> None:
        self.pending.append((work_id, not_before))

    def take_due(self, now: datetime) -> WorkId | None:
        """The first that is due, which is then forgotten."""
        for entry in self.pending:
            if entry[1] is None or entry[1] <= now:
                self.pending.remove(entry)
                return entry[0]
        return None


def small_flow(
    store: Store,
    adapter: OrderPosting,
    clock: MovedClock,
    dispatcher: Dispatcher,
    *,
    parsers: Sequence[Parser] = (SmallParser(),),
    rules: Sequence[Rule] = (SmallRule(),),
    checkpoint: Checkpoint = pass_by,
    lease: Lease = LEASE,
) -> Flow:
    """A flow for small orders."""
    return Flow(
        store=store,
        claims=Claims(store, clock, lease),
        parsers=parsers,
        rules=rules,
        adapter=adapter,
        policies=Policies(),
        dispatcher=dispatcher,
        clock=clock,
        retries=RETRIES,
        random=lambda: 0.0,
        checkpoint=checkpoint,
    )


@dataclass(slots=True)
class World:
    """The flow, and what a test asks of it."""

    flow: Flow
    clock: MovedClock
    dispatcher: RememberedSubmissions

    def receive(
        self, content: bytes, *, source: str = "drop", name: str = "order.txt", media_type: str = ""
    ) -> ArrivalId:
        """One arrival, safe and not yet unpacked."""
        store, now = self.flow.store, self.clock()
        key = SourceKey(source, new_id())
        digest = store.archive.put(content)
        arrival = Arrival(ArrivalId(new_id()), key, digest, len(content), name, media_type, "", now)
        with store.begin() as uow:
            uow.arrivals.add(arrival)
            self.dispatcher.submit(uow, uow.work.add(Subject.ARRIVAL, arrival.id, now))
        return arrival.id

    def run(self) -> None:
        """Advance what is due now, and what follows from it, until all is at rest."""
        for _ in range(1000):
            work_id = self.dispatcher.take_due(self.clock())
            if work_id is None:
                return
            advance(self.flow, work_id)
        raise AssertionError("it does not come to rest in 1000 steps")

    def advance_at_once(self, works: Sequence[WorkId]) -> None:
        """The next stage of each, all begun at the same instant."""
        start = threading.Barrier(len(works))

        def go(work_id: WorkId) -> None:
            start.wait()
            advance(self.flow, work_id)

        threads = [threading.Thread(target=go, args=(work_id,)) for work_id in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def run_through(self, **limit: float) -> None:
        """Run, moving the clock from one retry to the next, as far as the limit."""
        end = self.clock() + timedelta(**limit)
        self.run()
        while times := [at for _, at in self.dispatcher.pending if at and at <= end]:
            self.clock.now = max(self.clock(), min(times))
            self.run()

    def orders(self, arrival_id: ArrivalId) -> tuple[OrderRow, ...]:
        """The orders of an arrival."""
        with self.flow.store.read() as uow:
            return uow.orders.of_arrival(arrival_id)

    def order(self, arrival_id: ArrivalId) -> OrderRow:
        """The one order of an arrival."""
        (order,) = self.orders(arrival_id)
        return order

    def work(self, subject: Subject, subject_id: str) -> WorkRow:
        """How far a subject has come."""
        with self.flow.store.read() as uow:
            return uow.work.of(subject, subject_id)

    def work_of_reply(self, reply_id: ReplyId) -> WorkRow:
        """How far an answer has come."""
        return self.work(Subject.REPLY, reply_id)

    def fate(self, arrival_id: ArrivalId) -> Outcome:
        """How the one order of an arrival fares."""
        return self.work(Subject.ORDER, self.order(arrival_id).id).outcome

    def codes(self, arrival_id: ArrivalId) -> set[str]:
        """The codes of the findings of the one order of an arrival."""
        return {finding.code.value for finding in self.order(arrival_id).findings}

    def decide(self, order_id: OrderId, kind: DecisionKind, **fields: object) -> None:
        """A person's decision on what they see now."""
        seen = self.work(Subject.ORDER, order_id)
        values = {"id": new_id(), "order_id": order_id, "version": seen.version, "kind": kind, "actor": "anna"}
        decide(self.flow, Decision.model_validate({**values, "at": self.clock(), **fields}))

    def events(self, subject: Subject, subject_id: str) -> list[str]:
        """What the journal tells of a subject."""
        with self.flow.store.read() as uow:
            return [entry.event for entry in uow.journal.of(subject, subject_id)]


def small_world(
    url: str,
    folder: Path,
    *,
    adapter: OrderPosting | None = None,
    parsers: Sequence[Parser] = (SmallParser(),),
    rules: Sequence[Rule] = (SmallRule(),),
    checkpoint: Checkpoint = pass_by,
) -> World:
    """A world over an empty database. Close its store afterwards."""
    clock, dispatcher = MovedClock(), RememberedSubmissions()
    store = open_store(url, folder, clock=clock)
    store.migrate()
    flow = small_flow(
        store, adapter or MemoryErp(), clock, dispatcher, parsers=parsers, rules=rules, checkpoint=checkpoint
    )
    return World(flow, clock, dispatcher)
