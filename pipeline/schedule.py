"""When sources are polled and expired claims swept. The configuration is the truth; no job is stored."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from ingest.source import Source
from orders.errors import Retryable
from pipeline.collaborators import Flow
from pipeline.enduring import Enduring
from pipeline.polling import Intake, PollReport, poll
from pipeline.retries import RetryPolicy
from pipeline.schedule_lock import ScheduleLock
from pipeline.sweep import sweep

log = structlog.get_logger()

_LOCK_EVERY = timedelta(seconds=5)
"""How soon a process that stands by takes over."""


@dataclass(frozen=True, slots=True)
class Polled:
    """A source and how often to poll it."""

    source: Source
    every: timedelta


@dataclass(slots=True)
class Poller:
    """One source and its failures: a source that fails is left alone for a growing time, and the others go on."""

    source: Source
    intake: Intake
    retries: RetryPolicy
    random: Callable[[], float]
    failures: int = 0
    not_before: datetime | None = None
    last: PollReport | None = None
    last_success: datetime | None = None

    def run(self) -> None:
        """Poll, unless it is too early after a failure. A bug in a source, which may be anybody's, counts as one."""
        now = self.intake.clock()
        if self.not_before is not None and now < self.not_before:
            return
        try:
            self.last = poll(self.source, self.intake)
        except Exception:
            log.exception("source.broke", source=self.source.name)
            self.last = PollReport(self.source.name, fault="an error inside Ordermill; the log has the details")
        self._remember(self.last, now)

    def _remember(self, report: PollReport, now: datetime) -> None:
        if not report.fault:
            self.failures, self.not_before, self.last_success = 0, None, now
            return
        self.failures += 1
        tries = min(self.failures, len(self.retries.delays))
        self.not_before = self.retries.next_attempt(tries, now, self.random)


class Schedule:
    """Fires the pollers and the sweeper of a process, as long as it holds the lock. `steps`: what it does besides."""

    def __init__(
        self,
        flow: Flow,
        polled: Sequence[Polled],
        lock: ScheduleLock,
        *,
        sweep_every: timedelta | None = None,
        lock_every: timedelta = _LOCK_EVERY,
    ) -> None:
        intake = Intake(flow.store, flow.dispatcher, flow.clock, flow.checkpoint)
        self._flow = flow
        self._lock = lock
        self._holds = False
        self._every = {one.source.name: one.every for one in polled}
        self._pollers = {one.source.name: Poller(one.source, intake, flow.retries, flow.random) for one in polled}
        self.steps = (Enduring("schedule lock", self._take_lock), Enduring("sweep", self._sweep))
        self._sweep_every = sweep_every or flow.claims.lease.beat
        self._lock_every = lock_every
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(max(4, len(polled) + 2))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 300},
        )

    @property
    def pollers(self) -> Mapping[str, Poller]:
        """By source name, with their last reports, for whoever watches over them."""
        return self._pollers

    @property
    def holds_lock(self) -> bool:
        """Whether this process is the one that polls."""
        return self._holds

    def start(self) -> None:
        """Poll at once, then at each source's own pace."""
        # It warns whenever a poll takes longer than its interval, which is no fault: the next one just waits.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        self._take_lock()
        for step, every in zip(self.steps, (self._lock_every, self._sweep_every), strict=True):
            self._add(step.name, step, every)
        for name in self._pollers:
            self._add(f"poll:{name}", partial(self._poll, name), self._every[name])
        self._scheduler.start()

    def stop(self) -> None:
        """Let the polls that are running come to their end, then give the lock to another process."""
        self._scheduler.shutdown(wait=True)
        self._lock.release()
        self._holds = False

    def _add(self, name: str, job: Callable[[], None], every: timedelta) -> None:
        trigger = IntervalTrigger(seconds=every.total_seconds(), timezone=UTC)
        self._scheduler.add_job(job, trigger, id=name, next_run_time=datetime.now(UTC))

    def _take_lock(self) -> None:
        held, self._holds = self._holds, self._lock.acquire()
        if self._holds and not held:
            log.info("schedule.taken_over", sources=sorted(self._pollers))

    def _poll(self, name: str) -> None:
        if self._holds:
            self._pollers[name].run()

    def _sweep(self) -> None:
        if not self._holds:
            return
        try:
            sweep(self._flow)
        except Retryable as fault:
            log.warning("sweep.failed", reason=str(fault))
