"""All that the page of a document or of a whole arrival shows."""

from dataclasses import dataclass

from exceptions_queue.access import Permission, SignedIn
from exceptions_queue.views.history import HistoryEntry, history
from exceptions_queue.views.transcript import SourceView, source_view
from exceptions_queue.views.words import standing
from orders.document import Arrival, Document
from orders.findings import Finding
from orders.ids import ArrivalId, DocumentId
from orders.stages import Outcome, Subject
from storage.rows import OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of an arrival, and what became of it."""

    document: Document
    standing: str
    orders: tuple[OrderRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document in its arrival, or the arrival itself when `document` is None."""

    arrival: Arrival
    document: Document | None
    work: WorkRow
    findings: tuple[Finding, ...]
    source: SourceView | None
    parts: tuple[PartRow, ...]
    history: tuple[HistoryEntry, ...]
    can_set_aside: bool
    can_read_again: bool

    @property
    def set_aside_reason(self) -> str:
        """Why it is not read, empty where it was."""
        if self.document and self.document.set_aside:
            return self.document.set_aside
        return self.work.reason if self.work.outcome is Outcome.SET_ASIDE else ""


def document_page(uow: UnitOfWork, document_id: DocumentId, person: SignedIn) -> DocumentPage:
    """Raises `NotFound` for an unknown document."""
    document = uow.documents.get(document_id)
    transcript = uow.documents.transcript(document_id)
    source = source_view(transcript) if transcript else None
    return _page(uow, document.arrival_id, document, source, Subject.DOCUMENT, document_id, person)


def arrival_page(uow: UnitOfWork, arrival_id: ArrivalId, person: SignedIn) -> DocumentPage:
    """Raises `NotFound` for an unknown arrival."""
    return _page(uow, arrival_id, None, None, Subject.ARRIVAL, arrival_id, person)


def _page(
    uow: UnitOfWork,
    arrival_id: ArrivalId,
    document: Document | None,
    source: SourceView | None,
    subject: Subject,
    subject_id: str,
    person: SignedIn,
) -> DocumentPage:
    work = uow.work.of(subject, subject_id)
    may_decide = person.may(Permission.DECIDE) and not (document and uow.orders.of_document(document.id))
    return DocumentPage(
        arrival=uow.arrivals.get(arrival_id),
        document=document,
        work=work,
        findings=uow.findings.of(subject, subject_id),
        source=source,
        parts=tuple(_part(uow, part) for part in uow.documents.of_arrival(arrival_id)),
        history=history(uow.journal.of(subject, subject_id)),
        can_set_aside=may_decide and work.outcome in (Outcome.HELD, Outcome.RETRYING),
        can_read_again=may_decide and work.outcome in (Outcome.HELD, Outcome.RETRYING, Outcome.SET_ASIDE),
    )


def _part(uow: UnitOfWork, document: Document) -> PartRow:
    work = uow.work.of(Subject.DOCUMENT, document.id)
    return PartRow(document, work.reason or standing(work), uow.orders.of_document(document.id))
