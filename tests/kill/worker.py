"""What a kill test kills: a process that polls a drop folder and runs the flow, until everything is settled.

All that it knows is in the database, the archive, the drop and the ERP, each of which outlives it.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from ingest.folder import FolderOptions, FolderSource
from orders.policy import Policies
from pipeline.boundaries import Boundary
from pipeline.claims import Claims, Lease
from pipeline.collaborators import Flow
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.retries import RetryPolicy
from pipeline.schedule import Polled, Schedule
from pipeline.schedule_lock import FileLock
from storage.database import Store, open_store
from tests.fakes.erp_simulator import ErpSimulator, Fault
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
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything is that outlives a process."""

    url: str
    folder: Path
    seed: int
    rates: Mapping[Fault, float] = field(default_factory=lambda: dict(RATES))

    @property
    def drop(self) -> Path:
        return self.folder / "drop"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def erp(self) -> Path:
        return self.folder / "erp.db"

    def open_store(self) -> Store:
        """The database and the archive."""
        return open_store(self.url, self.archive)

    def open_erp(self) -> ErpSimulator:
        """The ERP, with its faults."""
        return ErpSimulator(self.erp, seed=self.seed, rates=self.rates)


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


def pass_by(_boundary: Boundary) -> None:
    """No failpoint."""


def work(place: Place, boundary: Boundary | None, nth: int) -> None:
    """Run until the drop is empty and nothing is left to do. The entry point of a child process."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    store = place.open_store()
    dispatcher = EmbeddedDispatcher()
    flow = Flow(
        store=store,
        claims=Claims(store, _now, LEASE),
        parsers=(SmallParser(),),
        rules=(SmallRule(),),
        adapter=place.open_erp(),
        policies=Policies(),
        dispatcher=dispatcher,
        clock=_now,
        retries=RETRIES,
        random=random.Random(place.seed).random,
        checkpoint=Failpoint(boundary, nth) if boundary else pass_by,
    )
    runner = EmbeddedRunner(flow, dispatcher, workers=2, look_every=timedelta(seconds=0.05))
    source = FolderSource("drop", FolderOptions(path=place.drop, stable_seconds=0, quiet_seconds=0), _now)
    lock = FileLock(place.folder / "schedule.lock")
    schedule = Schedule(flow, [Polled(source, timedelta(seconds=0.1))], lock)
    runner.start()
    schedule.start()
    while not is_settled(place, store):
        time.sleep(0.05)
    schedule.stop()
    runner.stop()
    store.close()


def is_settled(place: Place, store: Store) -> bool:
    """Whether no file waits in the drop and no subject is due, now or later."""
    if any(entry.is_file() for entry in place.drop.iterdir()):
        return False
    with store.read() as uow:
        return uow.work.next_due_at() is None


def _now() -> datetime:
    return datetime.now(UTC)
