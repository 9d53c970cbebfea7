"""What can be shown of a document and of what came with it."""

from dataclasses import dataclass

from exceptions_queue.originals import LARGEST_SHOWN, as_text
from exceptions_queue.views.transcript import SourceView, source_view
from orders.document import Document
from orders.stages import Subject
from storage.archive import Archive
from storage.unit_of_work import UnitOfWork

_TEXT = "text/plain"
_BODIES = {_TEXT: "Mail text", "text/html": "Mail as HTML"}


@dataclass(frozen=True, slots=True)
class Beside:
    """Another document of the same arrival, shown on request."""

    label: str
    url: str


def source_of(uow: UnitOfWork, archive: Archive, document: Document) -> SourceView | None:
    """As it was kept when it was parsed, else its lines where it is plain text."""
    transcript = uow.documents.transcript(document.id) or as_text(archive, document)
    found = uow.findings.of(Subject.DOCUMENT, document.id)
    return source_view(transcript, document.id, found) if transcript else None


def beside(uow: UnitOfWork, document: Document) -> tuple[Beside, ...]:
    """What else arrived and can be shown, the texts of the mail first."""
    transcribed = uow.documents.transcribed(document.arrival_id)
    others = [other for other in uow.documents.of_arrival(document.arrival_id) if other.id != document.id]
    shown = [other for other in others if other.id in transcribed or _is_plain(other)]
    return tuple(Beside(label_of(other), f"/documents/{other.id}/source") for other in sorted(shown, key=_bodies_first))


def _is_plain(document: Document) -> bool:
    return document.media_type == _TEXT and document.size <= LARGEST_SHOWN


def _bodies_first(document: Document) -> bool:
    return bool(document.name)


def label_of(document: Document) -> str:
    """A part of a mail that has no name is called by what it is."""
    return document.name or _BODIES.get(document.media_type, f"Part {document.path}")
