"""Older arrivals of a source, taken in once by the intake and the flow of every day. No terminal here."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ingest.source import Backfillable, Received, SourceMemory
from ordermill import registry
from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.isolation import Isolation
from ordermill.parsing import Judgement, judged, read_file
from orders.document import SourceKey
from orders.errors import Misconfigured
from orders.stages import Outcome, Subject
from parsers.parser import Parser
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.polling import Intake, PollReport, poll
from validation.absent import NoHistory

LOOK_SECONDS = 0.5


@dataclass(slots=True)
class Preview:
    """What a dry run saw. `kinds` counts arrivals by what they hold; `known` are in the archive already."""

    arrivals: int = 0
    known: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Past:
    """A source as it was: its history instead of what is new, and nothing in it is moved or marked."""

    name: str
    source: Backfillable
    since: date | None
    until: date | None
    seen: Callable[[], None]

    def baseline(self) -> str | None:
        """None: the range decides, and the everyday cursor of the source stays as it is."""
        return None

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        for received in self.source.history(self.since, self.until):
            self.seen()
            yield replace(received, cursor="")

    def settle(self, key: SourceKey) -> None:
        pass


def preview(
    application: Application, name: str, since: date | None, until: date | None, *, seen: Callable[[], None]
) -> Preview:
    """Read everything in the range and store nothing. Raises `Misconfigured`, and `Retryable` when the source fails."""
    found, parsers = Preview(), registry.parsers()
    source = backfillable(application, name)
    with application.store.read() as uow:
        judgement = Judgement(registry.rules(), uow.reference(), uow.knowledge, NoHistory(), now().date())
        for received in source.history(since, until):
            seen()
            found.arrivals += 1
            if uow.arrivals.knows(received.source_key):
                found.known += 1
            else:
                found.kinds[_kind(parsers, application.isolation, judgement, received)] += 1
    return found


def take_in(
    application: Application,
    name: str,
    since: date | None,
    until: date | None,
    *,
    post: bool,
    seen: Callable[[], None],
) -> PollReport:
    """Archive and commit what is not known yet. Without `post` a person confirms each order of it."""
    past = Past(name, backfillable(application, name), since, until, seen)
    return poll(past, Intake(application.store, EmbeddedDispatcher(), now, historic=not post))


def work_off(application: Application, progress: Callable[[int], None]) -> Counter[str]:
    """Carry out all work that is due, beside a daemon if one runs; how many orders came to which outcome meanwhile."""
    before = _orders(application)
    dispatcher = EmbeddedDispatcher()
    workers = application.settings.runner.workers
    runner = EmbeddedRunner(application.flow(dispatcher), dispatcher, workers=workers)
    runner.start()
    try:
        while left := _left(application):
            progress(left)
            time.sleep(LOOK_SECONDS)
    finally:
        runner.stop()
    progress(0)
    return _orders(application) - before


def to_be_retried(application: Application) -> int:
    """How many subjects wait for their next attempt after a passing fault."""
    with application.store.read() as uow:
        counts = uow.work.counts()
    return sum(number for (_, _, outcome), number in counts.items() if outcome is Outcome.RETRYING)


def _left(application: Application) -> int:
    """All that the machine is at, and what is to be tried again now."""
    with application.store.read() as uow:
        counts, due = uow.work.counts(), uow.work.due_count(now())
    running = sum(number for (_, _, outcome), number in counts.items() if outcome is Outcome.RUNNING)
    return max(running, due)


def _orders(application: Application) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    with application.store.read() as uow:
        for (subject, _, outcome), number in uow.work.counts().items():
            if subject is Subject.ORDER:
                outcomes[outcome.value] += number
    return outcomes


def backfillable(application: Application, name: str) -> Backfillable:
    """The source of this name, which can look back. Raises `Misconfigured`."""
    source = application.source(name)
    if not isinstance(source, Backfillable):
        raise Misconfigured(f"The source {name} cannot look back; only what is new reaches us from it.")
    return source


def _kind(parsers: Sequence[Parser], isolation: Isolation, judgement: Judgement, received: Received) -> str:
    read = read_file(parsers, isolation, received.content, received.name)
    if not read.readings:
        return "without an order"
    return "held" if any(judged(judgement, reading).holding for reading in read.readings) else "clean"
