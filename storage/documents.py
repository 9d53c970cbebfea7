"""The parts of arrivals, and what was kept of their content for people to see."""

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from orders.document import Document
from orders.ids import ArrivalId, DocumentId
from orders.stages import Subject
from orders.transcript import Transcript
from storage import tables
from storage.errors import NotFound
from storage.search import SearchIndex
from storage.upsert import insert_or_update

_document = tables.documents.c
_ADD = insert(tables.documents)
_GET = select(tables.documents).where(_document.id == bindparam("document_id"))
_OF_ARRIVAL = (
    select(tables.documents).where(_document.arrival_id == bindparam("of")).order_by(_document.path, _document.id)
)
_SET_ASIDE = update(tables.documents).where(_document.id == bindparam("document_id")).values(set_aside=bindparam("why"))
_TRANSCRIPT = select(tables.transcripts.c.body).where(tables.transcripts.c.document_id == bindparam("of"))


class DocumentRepository:
    """Documents of arrivals; each is indexed for search as it is added."""

    def __init__(self, connection: Connection, search: SearchIndex) -> None:
        self._connection = connection
        self._search = search

    def add(self, document: Document) -> None:
        """Raises Conflict when the arrival already has a document at this path."""
        self._connection.execute(_ADD, _values(document))
        self._search.add(Subject.DOCUMENT, document.id, (document.name, document.sender, document.subject))

    def get(self, document_id: DocumentId) -> Document:
        """Raises NotFound."""
        row = self._connection.execute(_GET, {"document_id": document_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no document {document_id}")
        return Document(*row)

    def of_arrival(self, arrival_id: ArrivalId) -> tuple[Document, ...]:
        """All parts of an arrival, by their path."""
        return tuple(Document(*row) for row in self._connection.execute(_OF_ARRIVAL, {"of": arrival_id}))

    def set_aside(self, document_id: DocumentId, reason: str) -> None:
        """Record why this part is not read; an empty reason takes that back. Raises NotFound."""
        if self._connection.execute(_SET_ASIDE, {"document_id": document_id, "why": reason}).rowcount != 1:
            raise NotFound(f"there is no document {document_id}")

    def store_transcript(self, document_id: DocumentId, transcript: Transcript) -> None:
        """Keep the content as rows of text; that of an earlier reading is replaced."""
        values = {"document_id": document_id, "body": transcript.model_dump_json()}
        self._connection.execute(insert_or_update(tables.transcripts, self._connection), values)

    def transcript(self, document_id: DocumentId) -> Transcript | None:
        """None when the document was not read, or nothing could be kept."""
        body = self._connection.execute(_TRANSCRIPT, {"of": document_id}).scalar_one_or_none()
        return None if body is None else Transcript.model_validate_json(body)


def _values(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "arrival_id": document.arrival_id,
        "path": document.path,
        "name": document.name,
        "media_type": document.media_type,
        "digest": document.digest,
        "size": document.size,
        "sender": document.sender,
        "subject": document.subject,
        "set_aside": document.set_aside,
    }
