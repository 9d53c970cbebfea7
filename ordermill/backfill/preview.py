"""A dry run: everything in the range is read and judged, and nothing is stored, not even what was counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice

from ingest.source import Received
from ordermill import registry
from ordermill.backfill.run import Backfill, Ended, Report
from ordermill.backfill.summary import Counted, Summary, group_of, words_of
from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.parse.one_file import Judgement, ReadFile, judged, read_file
from ordermill.parse.result import ReadOrder
from orders.errors import OrdermillError, Retryable
from orders.findings import Finding, FindingCode, Severity
from orders.resolution import Fact
from orders.stages import Subject
from parsers.parser import Parser
from pipeline.polling import StoreMemory
from storage.standing import OfCustomer
from validation.absent import NoHistory


@dataclass(frozen=True, slots=True)
class _Order:
    """Whose an order is, as far as that is known, and the codes that would hold it."""

    customer: str
    name: str
    codes: frozenset[FindingCode]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one arrival came to: its orders, or the codes of the whole."""

    orders: tuple[_Order, ...]
    codes: frozenset[FindingCode]


@dataclass(slots=True)
class Preview:
    """Counts as arrivals are read; of each reason the first arrival is the example."""

    orders: Counter[str] = field(default_factory=lambda: Counter(would_post=0, held=0))
    read: int = 0
    _customers: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    _reasons: Counter[tuple[Subject, FindingCode]] = field(default_factory=Counter)
    _examples: dict[tuple[Subject, FindingCode], Received] = field(default_factory=dict)

    def note(self, received: Received, outcome: _Outcome) -> None:
        self.read += 1
        for order in outcome.orders:
            self.orders["held" if order.codes else "would_post"] += 1
            self._customers[order.customer, order.name, not order.codes] += 1
            self._count(received, Subject.ORDER, order.codes)
        self._count(received, Subject.ARRIVAL, outcome.codes)

    def _count(self, received: Received, subject: Subject, codes: frozenset[FindingCode]) -> None:
        for code in codes:
            self._reasons[subject, code] += 1
            self._examples.setdefault((subject, code), received)

    def reasons(self) -> tuple[Counted, ...]:
        return tuple(self._counted(subject, code, count) for (subject, code), count in self._reasons.most_common())

    def customers(self) -> tuple[OfCustomer, ...]:
        whose = {(number, name) for number, name, _ in self._customers}
        rows = (
            OfCustomer(number, name, clean + self._customers[number, name, False], clean)
            for number, name in whose
            for clean in [self._customers[number, name, True]]
        )
        return tuple(sorted(rows, key=lambda row: (-row.orders, row.name)))

    def _counted(self, subject: Subject, code: FindingCode, count: int) -> Counted:
        received = self._examples[subject, code]
        place = received.source_key.key.rpartition("#")[0] or received.source_key.key
        group, words = group_of(subject, code), words_of(code)
        return Counted(group, subject.value, code.value, words, count, received.name, place)


def preview(run: Backfill, *, limit: int | None, looked: Callable[[Preview, int], None]) -> Report:
    """Read and judge as if every customer were on `auto`. `looked` gets the counts so far and how many are expected."""
    found, fault = Preview(), ""
    try:
        for received, read in _read(run.application, run.past(limit).poll(StoreMemory(run.application.store))):
            found.note(received, _outcome(run.application, read))
            looked(found, run.tally.expected)
    except Retryable as error:
        fault = str(error)
    run.tally.new = found.read
    ended = Ended.BROKE_OFF if fault else run.ended
    return Report(ended, Summary(run.tally, {}, dict(found.orders), found.reasons(), found.customers()), fault)


def _read(application: Application, arrivals: Iterator[Received]) -> Iterator[tuple[Received, ReadFile]]:
    """Each arrival with what stands in it, as they are finished; only a few are in memory at a time."""
    parsers, workers = registry.parsers(), application.settings.runner.workers
    running: dict[Future[ReadFile], Received] = {}
    pool = ThreadPoolExecutor(workers)
    try:
        while True:
            for received in islice(arrivals, 2 * workers - len(running)):
                running[pool.submit(_read_one, application, parsers, received)] = received
            if not running:
                return
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield running.pop(future), future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _read_one(application: Application, parsers: Sequence[Parser], received: Received) -> ReadFile:
    if received.fault is not None:
        return ReadFile((), (received.fault,))
    try:
        return read_file(parsers, application.isolation, received.content, received.name, application.partners())
    except OrdermillError as bug:
        fault = Finding(code=FindingCode.INTERNAL_ERROR, severity=Severity.BLOCK, message=str(bug))
        return ReadFile((), (fault,))


def _outcome(application: Application, read: ReadFile) -> _Outcome:
    with application.store.read() as uow:
        judgement = Judgement(
            registry.rules(),
            uow.reference(),
            uow.knowledge,
            NoHistory(),
            now().date(),
            application.policies().under_auto(),
        )
        found = zip(read.readings, read.origins, strict=True)
        orders = tuple(_order(judged(judgement, reading, origin)) for reading, origin in found)
    return _Outcome(orders, frozenset() if orders else _telling(_codes(read.findings)))


def _order(read: ReadOrder) -> _Order:
    customer = next((one for one in read.resolutions if one.fact is Fact.CUSTOMER), None)
    codes = _codes(read.holding)
    return _Order(customer.value, customer.label, codes) if customer else _Order("", "", codes)


def _telling(codes: frozenset[FindingCode]) -> frozenset[FindingCode]:
    """That a part holds no order tells nothing beside a fault; alone it is what the arrival would be held for."""
    return codes - {FindingCode.NO_PARSER, FindingCode.NO_ORDER} or frozenset({FindingCode.NO_ORDER})


def _codes(findings: Iterable[Finding]) -> frozenset[FindingCode]:
    return frozenset(finding.code for finding in findings if finding.holds)
