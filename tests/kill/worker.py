"""What a kill test kills: a process that polls a drop folder and runs the flow, until everything is settled.

All that it knows is in the database, the archive, the drop and the ERP, each of which outlives it.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from ingest.folder import FolderOptions, FolderSource
from orders.policy import Policies, Policy
from pipeline.boundaries import Boundary, Checkpoint, pass_by
from pipeline.claims import Claims, Lease
from pipeline.collaborators import Flow
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.flow import advance_claimed
from pipeline.polling import Intake, poll
from pipeline.retries import RetryPolicy
from pipeline.schedule import Polled, Schedule
from pipeline.schedule_lock import FileLock
from pipeline.taking import take
from storage.database import Store, open_store
from tests.fakes.erp_simulator import QUICK, ErpSimulator, Fault
from tests.fakes.small_orders import SmallParser, SmallRule

LEASE = Lease(timedelta(seconds=1.2), timedelta(seconds=0.3))
# More tries than one order can be killed in, so that a kill is told from a document that kills.
RETRIES = RetryPolicy(tuple(timedelta(milliseconds=100) for _ in range(60)))

RATES: Mapping[Fault, float] = {
    Fault.CONNECTION_REFUSED: 0.03,
    Fault.ERROR_BEFORE: 0.03,
    Fault.ERROR_AFTER: 0.03,
    Fault.TIMEOUT_BEFORE: 0.03,
    Fault.TIMEOUT_AFTER: 0.03,
    Fault.LATE_COMMIT: 0.03,
    Fault.DUPLICATE_KEY: 0.02,
    Fault.REFUSAL: 0.02,
    Fault.WRONG_QUANTITY: 0.02,
    Fault.SLOW: 0.02,
    Fault.STALE_READ: 0.05,
    Fault.CLERK_BEFORE: 0.02,
    Fault.CLERK_DURING: 0.02,
    Fault.MISSING_LINE: 0.01,
    Fault.WRONG_PRICE: 0.01,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything is that outlives a process."""

    url: str
    folder: Path
    seed: int
    rates: Mapping[Fault, float] = field(default_factory=lambda: dict(RATES))
    drafts: bool = True
    policy: Policy = field(default_factory=Policy)

    @property
    def drop(self) -> Path:
        return self.folder / "drop"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def erp(self) -> Path:
        return self.folder / "erp.db"

    @property
    def standing(self) -> Path:
        """Is there as soon as a process stands still."""
        return self.folder / "standing"

    def open_store(self) -> Store:
        """The database and the archive."""
        return open_store(self.url, self.archive)

    def open_erp(self) -> ErpSimulator:
        """The ERP, with its faults."""
        return ErpSimulator(self.erp, seed=self.seed, rates=self.rates, capabilities=replace(QUICK, drafts=self.drafts))


@dataclass(slots=True)
class Failpoint:
    """Kills its own process at the `nth` passing of a boundary, from whatever thread passes it."""

    boundary: Boundary
    nth: int
    passed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, boundary: Boundary) -> None:
        if boundary is not self.boundary:
            return
        with self.lock:
            self.passed += 1
            if self.passed == self.nth:
                os.kill(os.getpid(), signal.SIGKILL)
                # The signal may take a moment, in which nothing more must be done.
                time.sleep(60)


@dataclass(slots=True)
class Standstill:
    """Stops its own process once, at the `nth` attempt that is committed and not begun, until it is continued."""

    standing: Path
    nth: int
    passed: int = 0

    def __call__(self, boundary: Boundary) -> None:
        if boundary is not Boundary.ATTEMPT_COMMITTED:
            return
        self.passed += 1
        if self.passed == self.nth:
            self.standing.touch()
            os.kill(os.getpid(), signal.SIGSTOP)


def work(place: Place, boundary: Boundary | None, nth: int) -> None:
    """Run until the drop is empty and nothing is left to do. The entry point of a child process."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    dispatcher = EmbeddedDispatcher()
    flow = flow_at(place, dispatcher, LEASE, Failpoint(boundary, nth) if boundary else pass_by)
    runner = EmbeddedRunner(flow, dispatcher, workers=2, look_every=timedelta(seconds=0.05))
    lock = FileLock(place.folder / "schedule.lock")
    schedule = Schedule(flow, [Polled(_source(place), timedelta(seconds=0.1))], lock)
    runner.start()
    schedule.start()
    while not is_settled(place, flow.store):
        time.sleep(0.05)
    schedule.stop()
    runner.stop()
    flow.store.close()


def work_and_stand_still(place: Place, nth: int) -> None:
    """Take in the drop, work alone, and stand still between an attempt and its call. Entry point of a child process.

    Nothing else runs in the process, not even the renewal of its lease, so that it holds no lock as it stands still.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    alone = Lease(LEASE.length, timedelta(hours=1))
    flow = flow_at(place, EmbeddedDispatcher(), alone, Standstill(place.standing, nth))
    poll(_source(place), Intake(flow.store, flow.dispatcher, flow.clock))
    while not is_settled(place, flow.store):
        for claim in take(flow, limit=1):
            advance_claimed(flow, claim)
    flow.store.close()


def _source(place: Place) -> FolderSource:
    return FolderSource("drop", FolderOptions(path=place.drop, stable_seconds=0, quiet_seconds=0), _now)


def flow_at(place: Place, dispatcher: EmbeddedDispatcher, lease: Lease, checkpoint: Checkpoint) -> Flow:
    """The flow of one process."""
    store = place.open_store()
    return Flow(
        store=store,
        claims=Claims(store, _now, lease),
        parsers=(SmallParser(),),
        rules=(SmallRule(),),
        adapter=place.open_erp(),
        policies=Policies(default=place.policy),
        dispatcher=dispatcher,
        clock=_now,
        retries=RETRIES,
        random=random.Random(place.seed).random,
        checkpoint=checkpoint,
    )


def is_settled(place: Place, store: Store) -> bool:
    """Whether no file waits in the drop and no subject is due, now or later."""
    if any(entry.is_file() for entry in place.drop.iterdir()):
        return False
    with store.read() as uow:
        return uow.work.next_due_at() is None


def _now() -> datetime:
    return datetime.now(UTC)
