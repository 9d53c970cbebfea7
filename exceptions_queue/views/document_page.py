"""All that the page of a document or of a whole arrival shows."""

from dataclasses import dataclass

from exceptions_queue.access import Permission, SignedIn
from exceptions_queue.views.history import HistoryEntry, history
from exceptions_queue.views.sources import label_of, source_of
from exceptions_queue.views.transcript import SourceView
from exceptions_queue.views.words import SET_ASIDE, standing
from orders.document import Arrival, Document
from orders.findings import Finding
from orders.ids import ArrivalId, DocumentId
from orders.stages import Outcome, Subject
from storage.archive import Archive
from storage.errors import NotFound
from storage.rows import OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of an arrival, and what became of it."""

    document: Document
    label: str
    standing: str
    orders: tuple[OrderRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document in its arrival, or the arrival itself when `document` is None.

    A part that was set aside as it was unpacked has no `work`: nothing more is to be done about it.
    """

    arrival: Arrival
    document: Document | None
    work: WorkRow | None
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
        return self.work.reason if self.work and self.work.outcome is Outcome.SET_ASIDE else ""

    @property
    def outcome(self) -> Outcome:
        """How it fares."""
        return self.work.outcome if self.work else Outcome.SET_ASIDE

    @property
    def standing(self) -> str:
        """The same in words."""
        return standing(self.work) if self.work else SET_ASIDE


def document_page(uow: UnitOfWork, archive: Archive, document_id: DocumentId, person: SignedIn) -> DocumentPage:
    """Raises `NotFound` for an unknown document."""
    document = uow.documents.get(document_id)
    source = source_of(uow, archive, document)
    return _page(uow, document.arrival_id, document, source, Subject.DOCUMENT, document_id, person)


def arrival_page(uow: UnitOfWork, archive: Archive, arrival_id: ArrivalId, person: SignedIn) -> DocumentPage:
    """The source is that of the first part that can be shown. Raises `NotFound` for an unknown arrival."""
    sources = (source_of(uow, archive, part) for part in uow.documents.of_arrival(arrival_id))
    source = next((source for source in sources if source), None)
    return _page(uow, arrival_id, None, source, Subject.ARRIVAL, arrival_id, person)


def _page(
    uow: UnitOfWork,
    arrival_id: ArrivalId,
    document: Document | None,
    source: SourceView | None,
    subject: Subject,
    subject_id: str,
    person: SignedIn,
) -> DocumentPage:
    work = _work(uow, subject, subject_id)
    may_decide = person.may(Permission.DECIDE) and not (document and uow.orders.of_document(document.id))
    open_to = work.outcome if work and may_decide else None
    return DocumentPage(
        arrival=uow.arrivals.get(arrival_id),
        document=document,
        work=work,
        findings=uow.findings.of(subject, subject_id),
        source=source,
        parts=tuple(_part(uow, part) for part in uow.documents.of_arrival(arrival_id)),
        history=history(uow.journal.of(subject, subject_id)),
        can_set_aside=open_to in (Outcome.HELD, Outcome.RETRYING),
        can_read_again=open_to in (Outcome.HELD, Outcome.RETRYING, Outcome.SET_ASIDE),
    )


def _part(uow: UnitOfWork, document: Document) -> PartRow:
    work = _work(uow, Subject.DOCUMENT, document.id)
    fares = (work.reason or standing(work)) if work else SET_ASIDE
    return PartRow(document, label_of(document), fares, uow.orders.of_document(document.id))


def _work(uow: UnitOfWork, subject: Subject, subject_id: str) -> WorkRow | None:
    try:
        return uow.work.of(subject, subject_id)
    except NotFound:
        return None
