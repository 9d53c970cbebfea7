"""What every way to run the flow owes: a submitted subject is advanced soon after its commit, none is forgotten."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from erp_adapters.memory.adapter import MemoryErp
from orders.document import Arrival, SourceKey
from orders.errors import Retryable
from orders.ids import ArrivalId, new_id
from orders.policy import Policies
from orders.stages import DUE, Outcome, Stage, Subject
from pipeline.boundaries import Boundary
from pipeline.claims import Claims, Lease
from pipeline.collaborators import Flow
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.retries import RetryPolicy
from pipeline.taking import take
from storage.database import open_store
from tests.fakes.installation import wait_until
from tests.fakes.small_orders import SmallParser, SmallRule, small_order

LEASE = Lease(timedelta(seconds=60), timedelta(seconds=0.3))
"""So long that no busy machine lets it run out, and renewed so often that a test can wait for it."""

SHORT = Lease(timedelta(seconds=1.5), timedelta(seconds=0.3))


class Running:
    """A flow with something that runs it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.store = open_store(url, folder / "archive")
        self.store.migrate()
        self.pause: Callable[[Boundary], None] = lambda _boundary: None
        self.dispatcher = EmbeddedDispatcher()
        self.flow = Flow(
            store=self.store,
            claims=Claims(self.store, now, LEASE),
            parsers=(SmallParser(),),
            rules=(SmallRule(),),
            adapter=MemoryErp(),
            policies=Policies(),
            dispatcher=self.dispatcher,
            clock=now,
            retries=RetryPolicy((timedelta(seconds=0.1),) * 5),
            checkpoint=lambda boundary: self.pause(boundary),
        )
        self.runner = EmbeddedRunner(self.flow, self.dispatcher, workers=2, look_every=timedelta(seconds=0.2))
        self._started = False

    def start(self) -> None:
        """Run what is due."""
        self.runner.start()
        self._started = True

    def stop(self) -> None:
        """Come to rest; at once if it is at rest."""
        if self._started:
            self._started = False
            self.runner.stop()

    def submit(self, content: bytes, *, rolled_back: bool = False) -> ArrivalId:
        """One arrival, submitted in the transaction that makes it."""
        digest = self.store.archive.put(content)
        arrival = Arrival(
            ArrivalId(new_id()), SourceKey("drop", new_id()), digest, len(content), "o.txt", "", "", now()
        )
        try:
            with self.store.begin() as uow:
                uow.arrivals.add(arrival)
                self.dispatcher.submit(uow, uow.work.add(Subject.ARRIVAL, arrival.id, now()))
                if rolled_back:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        return arrival.id

    def wait_until_at_rest(self) -> None:
        """Until nothing is due, now or later."""
        wait_until(lambda: not self._is_due(), "rest")

    def orders(self, outcome: Outcome) -> int:
        """How many orders fare like this."""
        with self.store.read() as uow:
            counts = uow.work.counts()
        return sum(count for key, count in counts.items() if (key[0], key[2]) == (Subject.ORDER, outcome))

    def claimed_until(self) -> datetime:
        """Of the one claim that is held, as the database has it."""
        (claim,) = self.flow.claims.kept()
        with self.store.read() as uow:
            until = uow.work.get(claim.row.id).claimed_until
        assert until is not None
        return until

    def _is_due(self) -> bool:
        with self.store.read() as uow:
            return any(key[2] in DUE for key in uow.work.counts())


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def running(database_url: str, tmp_path: Path) -> Iterator[Running]:
    made = Running(database_url, tmp_path)
    with closing(made.store):
        yield made
        made.stop()


def test_what_is_submitted_comes_through(running: Running) -> None:
    running.start()
    for number in range(20):
        running.submit(small_order(f"P-{number}"))
    running.wait_until_at_rest()
    running.stop()
    assert 20 == running.orders(Outcome.DONE)


def test_an_interchange_of_many_orders_comes_through(running: Running) -> None:
    running.start()
    running.submit(b"\n\n".join(small_order(f"P-{number}") for number in range(30)))
    running.wait_until_at_rest()
    running.stop()
    assert 30 == running.orders(Outcome.DONE)


def test_what_was_submitted_before_the_start_is_found(running: Running) -> None:
    running.submit(small_order("P-1"))
    running.start()
    running.wait_until_at_rest()
    running.stop()
    assert 1 == running.orders(Outcome.DONE)


def test_what_was_rolled_back_is_not_run(running: Running) -> None:
    running.start()
    running.submit(small_order("P-1"), rolled_back=True)
    running.submit(small_order("P-2"))
    running.wait_until_at_rest()
    running.stop()
    assert 1 == running.orders(Outcome.DONE)


def test_what_fails_is_run_again_later(running: Running) -> None:
    failures = [Boundary.BEFORE_PARSED] * 2

    def fail(boundary: Boundary) -> None:
        if boundary in failures:
            failures.remove(boundary)
            raise Retryable("a passing fault")

    running.pause = fail
    running.start()
    running.submit(small_order("P-1"))
    running.wait_until_at_rest()
    running.stop()
    assert 1 == running.orders(Outcome.DONE)


def test_what_a_dead_worker_held_is_taken_over(running: Running) -> None:
    arrival = running.submit(small_order("P-1"))
    dead = replace(running.flow, claims=Claims(running.store, now, SHORT))
    for claim in take(dead, limit=1):
        dead.claims.drop(claim)
    running.start()
    running.wait_until_at_rest()
    running.stop()
    assert 1 == running.orders(Outcome.DONE)
    with running.store.read() as uow:
        assert "claim.expired" in [entry.event for entry in uow.journal.of(Subject.ARRIVAL, arrival)]


def test_a_claim_is_renewed_as_long_as_its_stage_runs(running: Running) -> None:
    def dawdle(boundary: Boundary) -> None:
        if boundary is Boundary.BEFORE_PARSED:
            first = running.claimed_until()
            wait_until(lambda: running.claimed_until() >= first + 3 * LEASE.beat, "the third renewal")

    running.pause = dawdle
    running.start()
    arrival = running.submit(small_order("P-1"))
    running.wait_until_at_rest()
    running.stop()
    assert 1 == running.orders(Outcome.DONE)
    with running.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
        assert "claim.expired" not in [entry.event for entry in uow.journal.of(Subject.DOCUMENT, document.id)]


def test_a_stop_finishes_what_runs_and_gives_back_what_was_not_begun(running: Running) -> None:
    arrivals = [running.submit(small_order(f"P-{number}")) for number in range(8)]
    reached, go_on = threading.Event(), threading.Event()

    def wait(boundary: Boundary) -> None:
        if boundary is Boundary.BEFORE_UNPACKED:
            reached.set()
            go_on.wait(60)

    running.pause = wait
    running.start()
    assert reached.wait(60)
    stopping = threading.Thread(target=running.stop)
    stopping.start()
    assert running.runner._stopping.wait(60)
    go_on.set()
    stopping.join(60)
    assert not stopping.is_alive()
    with running.store.read() as uow:
        rows = [uow.work.of(Subject.ARRIVAL, arrival) for arrival in arrivals]
    assert [None] * 8 == [row.claimed_until for row in rows]
    assert {0} == {row.attempts for row in rows}
    assert Stage.UNPACKED in {row.stage for row in rows}
    assert Stage.RECEIVED in {row.stage for row in rows}


def test_a_subject_is_never_run_by_two_at_once(running: Running) -> None:
    busy: set[str] = set()
    clashes: list[str] = []
    lock = threading.Lock()

    def watch(boundary: Boundary) -> None:
        name = threading.current_thread().name
        if boundary is Boundary.CLAIMED:
            with lock:
                claims = [claim.row.id for claim in running.flow.claims.kept()]
                clashes.extend(work_id for work_id in set(claims) if claims.count(work_id) > 1)
                busy.add(name)

    running.pause = watch
    running.start()
    for number in range(20):
        running.submit(small_order(f"P-{number}"))
    running.wait_until_at_rest()
    running.stop()
    assert [] == clashes
    assert len(busy) <= 2
