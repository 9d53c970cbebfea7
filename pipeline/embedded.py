"""The flow inside one process: APScheduler's pool runs the stages, and the rows of work are the to-do list.

Nothing is lost by a kill, since nothing is kept here: a runner that starts anew asks the database what is due.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from orders.errors import Retryable
from orders.ids import WorkId
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.enduring import Enduring
from pipeline.flow import advance_claimed
from pipeline.taking import release, take
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()

_BATCH = 4
"""How many subjects a worker claims at once: enough to share the cost of a commit, few enough to share the work."""

_FOLLOW = 4
"""How many of the subjects that a stage made due its worker goes on with itself; the others are for all workers."""

_LINGER = 0.05
"""Seconds. A worker is woken by a transaction that is about to commit; PostgreSQL shows its rows only afterwards."""


class EmbeddedDispatcher:
    """The row is the to-do list already; all that is left is to wake the runner once it is committed."""

    def __init__(self) -> None:
        self._wake: Callable[[], None] | None = None

    def attach(self, wake: Callable[[], None]) -> None:
        """Name who is to be woken. Without anybody, the next runner finds the rows."""
        self._wake = wake

    def submit(self, uow: UnitOfWork, work_id: WorkId, not_before: datetime | None = None) -> None:
        # What is due later is found by the runner's own look at the clock.
        if self._wake is not None and not_before is None:
            self._wake()


class Scheduler(BackgroundScheduler):  # type: ignore[misc]  # APScheduler has no types
    """Can be stopped at any moment."""

    def remove_job(self, job_id: str, jobstore: str | None = None) -> None:
        """A wake-up that a stop overtakes is looked for where it is no more, and its thread would end with an error."""
        with suppress(JobLookupError):
            super().remove_job(job_id, jobstore)


class EmbeddedRunner:
    """Runs what is due on `workers` threads until it is stopped. `look_every`: how soon others' rows are noticed.

    `steps` are what its threads do, for whoever watches over them.
    """

    def __init__(
        self,
        flow: Flow,
        dispatcher: EmbeddedDispatcher,
        *,
        workers: int = 2,
        look_every: timedelta = timedelta(seconds=1),
    ) -> None:
        self._flow = flow
        self._workers = workers
        self._look_every = look_every
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._draining = 0
        self._calls = 0
        self._watch, self._worker = Enduring("look for work", self._look), Enduring("work", self._drain)
        self.steps = (self._watch, self._worker)
        self._scheduler = Scheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1), "work": ThreadPoolExecutor(workers)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        dispatcher.attach(self.wake)

    def start(self) -> None:
        """Take up what is due, also what an earlier process left."""
        every = IntervalTrigger(seconds=self._look_every.total_seconds(), timezone=UTC)
        self._scheduler.add_job(self._watch, every, id="look", next_run_time=datetime.now(UTC))
        self._scheduler.start()

    def stop(self) -> None:
        """Finish the stages that are running, give back what is claimed and not begun, and return."""
        self._stopping.set()
        self._scheduler.shutdown(wait=True)

    def wake(self) -> None:
        """Have another worker look for work, unless all are at it; one that is about to stop looks once more."""
        with self._lock:
            self._calls += 1
            if self._draining == self._workers or self._stopping.is_set():
                return
            self._draining += 1
        self._scheduler.add_job(self._worker, executor="work")

    def _look(self) -> None:
        try:
            with self._flow.store.read() as uow:
                due_at = uow.work.next_due_at()
        except Retryable as fault:
            log.warning("runner.not_looking", reason=str(fault))
            return
        if due_at is not None and due_at <= self._flow.clock():
            self.wake()

    def _drain(self) -> None:
        try:
            empty = 0
            while not self._stopping.is_set():
                calls, claims = self._calls, self._take()
                self._work_off(claims)
                empty = 0 if claims else empty + 1
                if empty == 1:
                    self._stopping.wait(_LINGER)
                elif empty and self._is_over(calls):
                    return
        except BaseException:
            self._leave()
            raise
        self._leave()

    def _take(self) -> tuple[Claim, ...]:
        try:
            return take(self._flow, limit=_BATCH)
        except Retryable as fault:
            log.warning("runner.not_taking", reason=str(fault))
            return ()

    def _is_over(self, calls: int) -> bool:
        """Leave the pool, unless there was a call since this worker began to look."""
        with self._lock:
            if self._calls != calls:
                return False
            self._draining -= 1
            return True

    def _leave(self) -> None:
        with self._lock:
            self._draining -= 1

    def _work_off(self, claims: Sequence[Claim]) -> None:
        """Depth first, so that an order that was begun is finished before the next is."""
        waiting = deque(claims)
        while waiting:
            claim = waiting.popleft()
            if self._stopping.is_set():
                self._give_back(claim)
            else:
                waiting.extendleft(reversed(advance_claimed(self._flow, claim, follow=_FOLLOW)))

    def _give_back(self, claim: Claim) -> None:
        try:
            release(self._flow, claim)
        except Retryable as fault:
            # Its lease runs out instead.
            log.warning("claim.not_released", work_id=claim.row.id, reason=str(fault))
            self._flow.claims.drop(claim)
