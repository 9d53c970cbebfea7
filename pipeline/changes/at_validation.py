"""What changes mean for an order that is being validated. Runs in its commit, so that nothing comes between."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from orders.findings import Finding, FindingCode
from orders.ids import OrderId, WorkId
from orders.reading import OrderKind
from orders.reference import KnownOrder
from orders.stages import Outcome, Stage, Subject
from pipeline.changes.findings import change_waiting
from pipeline.conclusions import MACHINE
from pipeline.examination import Examined
from storage.requested_changes import RequestedChange
from storage.unit_of_work import UnitOfWork


def waiting_for(uow: UnitOfWork, examined: Examined) -> tuple[tuple[Finding, ...], tuple[RequestedChange, ...]]:
    """The changes that wait for the order that is the live one now, and a finding for each."""
    reading = examined.reading
    if not examined.identity or reading.po_number is None:
        return (), ()
    release = reading.release.value if reading.release else ""
    requests = uow.requested_changes.waiting(
        examined.customer, reading.po_number.value, release, beside=examined.row.id
    )
    grade = examined.policies.of(examined.customer).grade
    return tuple(grade(change_waiting(request)) for request in requests), requests


def note_copy(uow: UnitOfWork, examined: Examined, known: KnownOrder | None) -> None:
    """A changed copy asks for its live order to be changed; one that is live itself asks for nothing."""
    row, reading = examined.row, examined.reading
    if known is not None and reading.po_number is not None:
        release = reading.release.value if reading.release else ""
        uow.requested_changes.note(
            row.id, reading.po_number.value, customer=examined.customer, release=release, concerns=known.id
        )
    elif row.reading.kind is not OrderKind.ORDER or any(old.code is FindingCode.CHANGED_COPY for old in row.findings):
        uow.requested_changes.forget(row.id)


def told_of_their_order(
    uow: UnitOfWork, requests: Sequence[RequestedChange], order_id: OrderId, now: datetime
) -> tuple[WorkId, ...]:
    """Changes that came before their order are validated again, now that it is there."""
    alone = [request for request in requests if request.customer and request.concerns != order_id]
    return tuple(work_id for request in alone for work_id in again(uow, request.id, {"order": order_id}, now))


def again(uow: UnitOfWork, order_id: OrderId, because: Mapping[str, str], now: datetime) -> tuple[WorkId, ...]:
    """Back to before validation, if it waits for a person; whoever had it on the screen is told that it changed."""
    work = uow.work.of(Subject.ORDER, order_id, alone=True)
    if work.outcome is not Outcome.HELD or work.stage not in (Stage.PARSED, Stage.VALIDATED):
        return ()
    uow.work.decide(work.id, work.version, stage=Stage.PARSED, outcome=Outcome.RUNNING, now=now)
    uow.journal.write(Subject.ORDER, order_id, "order.reopened", MACHINE, because, now)
    return (work.id,)
