"""What came of the parts of an arrival so far, for an order that asks what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from orders.document import Document
from orders.ids import ArrivalId, OrderId
from orders.reading import OrderReading
from orders.stages import DUE, FIRST_STAGE, Outcome, Subject
from pipeline.parts.choice import Beside, ReadPart, beside
from pipeline.parts.orderless import is_body
from pipeline.recognition import is_unread
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Siblings:
    """The parts of an arrival. `unfinished` are those that are still to be read, with when that is tried again."""

    parts: tuple[ReadPart, ...]
    orders: dict[tuple[str, int], OrderId]
    unfinished: tuple[datetime | None, ...]

    def beside(self, row: OrderRow, path: str, reading: OrderReading) -> Beside:
        """What they mean for this order, which now reads so."""
        if len(self.parts) < 2:
            return Beside()
        return beside(path, row.index, reading, self.parts)


def siblings(uow: UnitOfWork, arrival: ArrivalId, asking: OrderRow) -> Siblings:
    """All parts of the arrival, with the orders of each that nobody refused."""
    documents = uow.documents.of_arrival(arrival)
    if len(documents) == 1:
        return Siblings((), {}, ())
    rows = [row for row in uow.orders.of_arrival(arrival) if row.id == asking.id or not _is_refused(uow, row)]
    current = [row for row in rows if row.run == max(one.run for one in rows if one.document_id == row.document_id)]
    parts = tuple(_part(uow, one, [row for row in current if row.document_id == one.id]) for one in documents)
    paths = {document.id: document.path for document in documents}
    orders = {(paths[row.document_id], row.index): row.id for row in current}
    return Siblings(parts, orders, tuple(_unfinished(uow, documents)))


def _is_refused(uow: UnitOfWork, row: OrderRow) -> bool:
    return uow.work.of(Subject.ORDER, row.id).outcome is Outcome.SET_ASIDE


def _part(uow: UnitOfWork, document: Document, rows: Sequence[OrderRow]) -> ReadPart:
    is_lost = is_unread(document.name, document.media_type, document.size, document.set_aside)
    unread = document.set_aside if is_lost else ""
    told = is_body(document) or not document.set_aside
    findings = uow.findings.of(Subject.DOCUMENT, document.id) if told and not rows else ()
    readings = tuple(row.reading for row in sorted(rows, key=lambda row: row.index))
    return ReadPart(
        document.path, document.name, readings, tuple(findings), is_body(document), document.set_aside if unread else ""
    )


def _unfinished(uow: UnitOfWork, documents: Sequence[Document]) -> list[datetime | None]:
    works = [uow.work.of(Subject.DOCUMENT, document.id) for document in documents if not document.set_aside]
    first = FIRST_STAGE[Subject.DOCUMENT]
    return [work.next_attempt_at for work in works if work.stage is first and work.outcome in DUE]
