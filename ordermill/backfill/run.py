"""Older arrivals of a source, taken in once by the intake and the flow of every day. No terminal here."""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from itertools import islice

from ingest.source import LeftOut, Received, SourceMemory
from ordermill.backfill.place import Place
from ordermill.backfill.summary import Summary, Tally, summary_of
from ordermill.bootstrap import Application
from ordermill.clock import now
from orders.document import SourceKey
from orders.stages import Outcome, Subject
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.polling import Intake, poll
from storage.standing import Range

LOOK_SECONDS = 0.5
LITTLE_DISK = 200_000_000
"""Bytes. With less than that left for the archive a backfill stops, so that the daily business can go on."""

PATIENCE = timedelta(minutes=1)
"""A passing fault whose next attempt is so near is waited for; what takes longer is left to the daemon."""


class Ended(StrEnum):
    """How a run ended."""

    COMPLETE = "complete"
    INTERRUPTED = "interrupted"
    BROKE_OFF = "broke off"
    DISK_FULL = "disk full"


@dataclass(frozen=True, slots=True)
class Look:
    """How far a run is: `arrivals` are in the archive, and of `unfinished` ones some part is yet to be worked on."""

    expected: int
    left_out: int
    arrivals: int
    unfinished: int
    counts: Mapping[tuple[Subject, Outcome], int]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to; `fault` says why the source broke off."""

    ended: Ended
    summary: Summary
    fault: str = ""


@dataclass(slots=True)
class Past:
    """A source as it was: its history instead of what is new, and nothing in it is moved or marked."""

    name: str
    place: Place
    within: Range
    tally: Tally
    limit: int | None
    stopping: Callable[[], bool]
    seen: Callable[[], None]

    def baseline(self) -> str | None:
        """None: the range decides, and the everyday cursor of the source stays as it is."""
        return None

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        lookback = _Noting(self.tally, memory.knows)
        unknown = self._unknown(self.place.source.history(self.within.since, self.within.until, lookback), memory)
        for received in islice(unknown, self.limit):
            yield replace(received, cursor="")

    def settle(self, key: SourceKey) -> None:
        pass

    def _unknown(self, history: Iterator[Received], memory: SourceMemory) -> Iterator[Received]:
        for received in history:
            if self.stopping():
                return
            self.seen()
            if memory.knows(received.source_key):
                self.tally.known += 1
            else:
                yield received


@dataclass(frozen=True, slots=True)
class _Noting:
    """The lookback of a run: its tally takes the notes."""

    tally: Tally
    is_known: Callable[[SourceKey], bool]

    def expects(self, number: int) -> None:
        self.tally.expected = number

    def knows(self, key: SourceKey) -> bool:
        known = self.is_known(key)
        self.tally.known += known
        return known

    def left_out(self, place: str, reason: LeftOut) -> None:
        self.tally.left_out.append((place, reason))


@dataclass(slots=True)
class Backfill:
    """One run. `looked` is told how far it is, now and then; `stop` may be called by a signal or another thread."""

    application: Application
    place: Place
    within: Range
    looked: Callable[[Look], None]
    tally: Tally = field(default_factory=Tally)
    _ended: Ended = Ended.COMPLETE
    _next_look: float = 0.0

    def stop(self) -> None:
        """Take in and begin nothing more; what is running is finished."""
        self._ended = Ended.INTERRUPTED

    def run(self, *, post: bool, limit: int | None = None) -> Report:
        """Archive and commit what is not known yet, and carry out what is due, beside a daemon if one runs.

        Without `post` a person confirms each order of it. Raises Misconfigured.
        """
        dispatcher = EmbeddedDispatcher()
        workers = self.application.settings.runner.workers
        runner = EmbeddedRunner(self.application.flow(dispatcher), dispatcher, workers=workers)
        runner.start()
        try:
            taken = poll(
                self.past(limit, self._look_now_and_then),
                Intake(self.application.store, dispatcher, now, historic=not post, of_the_past=True),
            )
            self.tally.new = taken.arrivals + taken.held
            self.tally.known += taken.known
            self._wait()
        finally:
            runner.stop()
        if taken.fault and self._ended is Ended.COMPLETE:
            self._ended = Ended.BROKE_OFF
        return Report(self._ended, self.summary(), taken.fault)

    @property
    def ended(self) -> Ended:
        """How the run ended, or will if nothing comes between."""
        return self._ended

    def past(self, limit: int | None, seen: Callable[[], None] = lambda: None) -> Past:
        """The source as it was, for one reading of it; `seen` is called for each arrival."""
        return Past(self.place.name, self.place, self.within, self.tally, limit, self._stopping, seen)

    def summary(self) -> Summary:
        """As things stand now."""
        with self.application.store.read() as uow:
            return summary_of(uow, self.within, self.tally)

    def _wait(self) -> None:
        while not self._stopping() and self._running():
            self._look_now_and_then()
            time.sleep(LOOK_SECONDS)
        self._look()

    def _running(self) -> int:
        with self.application.store.read() as uow:
            return uow.standing.running(self.within, now() + PATIENCE)

    def _stopping(self) -> bool:
        return self._ended is not Ended.COMPLETE

    def _look_now_and_then(self) -> None:
        if time.monotonic() >= self._next_look:
            begun = time.monotonic()
            self._look()
            # Looking costs a little more with each arrival, and must never cost more than the work.
            ended = time.monotonic()
            self._next_look = ended + max(LOOK_SECONDS, 10 * (ended - begun))

    def _look(self) -> None:
        if shutil.disk_usage(self.application.settings.data_dir).free < LITTLE_DISK and not self._stopping():
            self._ended = Ended.DISK_FULL
        with self.application.store.read() as uow:
            standing = uow.standing
            arrivals, unfinished = standing.arrivals(self.within), standing.unfinished(self.within)
            counts = standing.counts(self.within)
        self.looked(Look(self.tally.expected, len(self.tally.left_out), arrivals, unfinished, counts))
