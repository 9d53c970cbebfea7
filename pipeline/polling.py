"""From a source into the archive and the database. The source is touched only after the commit that made it safe."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from ingest.source import Received, Source
from orders.document import Arrival, SourceKey
from orders.errors import Retryable
from orders.findings import Finding, FindingCode, Severity
from orders.ids import ArrivalId, new_id
from orders.stages import Outcome, Subject
from pipeline.boundaries import Boundary, Checkpoint, pass_by
from pipeline.conclusions import MACHINE
from pipeline.dispatch import Dispatcher
from pipeline.findings import add_findings
from storage.database import Store
from storage.rows import JournalDetail
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()

_BATCH = 32
_BATCH_BYTES = 8_000_000
"""A batch shares one commit; it is closed by number or by size, so that memory stays flat."""


@dataclass(slots=True)
class PollReport:
    """What one poll of a source brought. `fault` is why it ended early, empty when it did not."""

    source: str
    arrivals: int = 0
    known: int = 0
    held: int = 0
    unsettled: int = 0
    """Safe here, but the source could not be marked; the next poll does it."""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class StoreMemory:
    """What is archived, as the `SourceMemory` of a poll."""

    store: Store
    cursor: str = ""

    def knows(self, key: SourceKey) -> bool:
        with self.store.read() as uow:
            return uow.arrivals.knows(key)


@dataclass(frozen=True, slots=True)
class Intake:
    """Where arrivals go: what a poll of any source needs."""

    store: Store
    dispatcher: Dispatcher
    clock: Callable[[], datetime]
    checkpoint: Checkpoint = field(default=pass_by)
    historic: bool = False
    """Whether what comes in is marked as old, so that nothing of it posts without a person."""
    of_the_past: bool = False
    """Whether it was read back, so that nothing of it is moved or sent on, even where it posts."""


def poll(source: Source, intake: Intake) -> PollReport:
    """Take in what is new. A connection that fails ends the poll, and what came before it is kept."""
    report = PollReport(source.name)
    try:
        cursor = _cursor(source, intake)
        for batch in _batches(source.poll(StoreMemory(intake.store, cursor))):
            _take_in(source, intake, batch, report)
    except Retryable as fault:
        report.fault = str(fault)
        log.warning("source.failed", source=source.name, reason=report.fault)
    if report.arrivals or report.held:
        log.info("source.polled", source=source.name, arrivals=report.arrivals, known=report.known, held=report.held)
    return report


def _cursor(source: Source, intake: Intake) -> str:
    """Where to go on; a first connection starts at now, and that is committed before anything is read."""
    with intake.store.read() as uow:
        cursor = uow.arrivals.cursor(source.name)
    if cursor:
        return cursor
    baseline = source.baseline()
    if baseline:
        with intake.store.begin() as uow:
            uow.arrivals.set_cursor(source.name, baseline)
    return baseline or ""


def _batches(received: Iterable[Received]) -> Iterator[Sequence[Received]]:
    batch: list[Received] = []
    try:
        for one in received:
            batch.append(one)
            if len(batch) == _BATCH or sum(len(each.content) for each in batch) >= _BATCH_BYTES:
                yield batch
                batch = []
    except Retryable:
        # What was fetched before the connection broke is whole.
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _take_in(source: Source, intake: Intake, batch: Sequence[Received], report: PollReport) -> None:
    """Make a batch safe. A message that cannot be recorded as it is does not stop the others."""
    try:
        _commit(source, intake, batch, report)
    except Retryable:
        raise
    except Exception:
        log.exception("arrival.broke", source=source.name, messages=len(batch))
        if len(batch) == 1:
            _commit(source, intake, [_bare(intake, batch[0])], report)
            return
        for received in batch:
            _take_in(source, intake, [received], report)


def _bare(intake: Intake, received: Received) -> Received:
    """The bytes alone, held: something about the message, such as its date, cannot be recorded."""
    finding = Finding(
        code=FindingCode.INTERNAL_ERROR,
        severity=Severity.BLOCK,
        message="Its name, sender or date cannot be recorded, so it was not read; its bytes are safe in the archive. "
        "Report what the log says about it, and enter the order in the ERP by hand.",
    )
    return replace(
        received, name="", media_type="", sender="", received_at=intake.clock(), fault=received.fault or finding
    )


def _commit(source: Source, intake: Intake, batch: Sequence[Received], report: PollReport) -> None:
    arrivals = [(_archived(intake, received), received) for received in batch]
    intake.checkpoint(Boundary.ARCHIVED)
    with intake.store.begin() as uow:
        added = [_added(intake, uow, arrival, received) for arrival, received in arrivals]
        cursor = next((received.cursor for received in reversed(batch) if received.cursor), "")
        if cursor:
            uow.arrivals.set_cursor(source.name, cursor)
    intake.checkpoint(Boundary.ARRIVAL_COMMITTED)
    report.arrivals += added.count(Outcome.RUNNING)
    report.held += added.count(Outcome.HELD)
    report.known += added.count(None)
    for received in batch:
        _settle(source, received.source_key, report)
    intake.checkpoint(Boundary.SETTLED)


def _archived(intake: Intake, received: Received) -> Arrival:
    return Arrival(
        id=ArrivalId(new_id()),
        source_key=received.source_key,
        digest=intake.store.archive.put(received.content),
        size=len(received.content),
        name=received.name,
        media_type=received.media_type,
        sender=received.sender,
        received_at=received.received_at,
        historic=intake.historic,
    )


def _added(intake: Intake, uow: UnitOfWork, arrival: Arrival, received: Received) -> Outcome | None:
    """How the new arrival fares; None for one that is known."""
    if not uow.arrivals.add(arrival):
        return None
    now, fault = intake.clock(), received.fault
    outcome = Outcome.HELD if fault else Outcome.RUNNING
    reason = fault.message if fault else ""
    work_id = uow.work.add(Subject.ARRIVAL, arrival.id, now, outcome=outcome, reason=reason)
    detail: JournalDetail = {"digest": arrival.digest, "size": arrival.size, "source": arrival.source_key.source}
    if intake.of_the_past:
        detail = {**detail, "of_the_past": True}
    uow.journal.write(Subject.ARRIVAL, arrival.id, "arrival.received", MACHINE, detail, now)
    if fault is None:
        intake.dispatcher.submit(uow, work_id)
    else:
        add_findings(uow, Subject.ARRIVAL, arrival.id, [fault])
    return outcome


def _settle(source: Source, key: SourceKey, report: PollReport) -> None:
    """Tell the source that it may let go. What cannot be told now is told at the next poll, which finds it known."""
    try:
        source.settle(key)
    except Retryable as fault:
        report.unsettled += 1
        log.warning("source.not_settled", source=source.name, reason=str(fault))
    except Exception:
        # The arrival is safe, and its neighbours must not wait for a source that breaks at this one.
        report.unsettled += 1
        log.exception("source.settling_broke", source=source.name)
