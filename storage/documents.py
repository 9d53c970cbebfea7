"""The parts of arrivals, and what was kept of their content for people to see."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from orders.document import Document
from orders.ids import ArrivalId, DocumentId, OrderId
from orders.mail_origin import MailOrigin
from orders.stages import Subject
from orders.transcript import Transcript, TranscriptWord
from storage import tables
from storage.errors import NotFound
from storage.search import SearchIndex
from storage.types import AnyRow
from storage.upsert import insert_or_update

_document = tables.documents.c
_ADD = insert(tables.documents)
_COLUMNS: Final = tuple(column for column in _document if column is not _document.sender_key)
_GET = select(*_COLUMNS).where(_document.id == bindparam("document_id"))
_OF_ARRIVAL = select(*_COLUMNS).where(_document.arrival_id == bindparam("of")).order_by(_document.path, _document.id)
_SET_ASIDE = update(tables.documents).where(_document.id == bindparam("document_id")).values(set_aside=bindparam("why"))
_words = tables.page_words.c
_ADD_WORDS = insert(tables.page_words)
_FORGET_WORDS = delete(tables.page_words).where(_words.document_id == bindparam("of"))
_WORDS = select(_words.body).where(_words.document_id == bindparam("of"), _words.number == bindparam("page"))
_WORDS_OF_A_PAGE = TypeAdapter(tuple[TranscriptWord, ...])
_TRANSCRIBED = (
    select(tables.transcripts.c.document_id)
    .join(tables.documents, _document.id == tables.transcripts.c.document_id)
    .where(_document.arrival_id == bindparam("of"))
)
_order, _entry = tables.orders.c, tables.journal.c
_BEFELL = exists().where(
    _entry.subject == Subject.ORDER.value,
    _entry.subject_id == _order.id,
    _entry.event.in_(bindparam("events", expanding=True)),
    _entry.position <= bindparam("until"),
)
BROUGHT = (
    select(_order.id)
    .join(tables.documents, _document.id == _order.document_id)
    .where(
        _document.sender_key == bindparam("of_sender"),
        _document.sender_key != "",
        # Plain, it would have databases without statistics begin with all orders of the customer.
        _order.customer + "" == bindparam("of_customer"),
        _order.id != bindparam("beside"),
        _BEFELL,
    )
    .limit(1)
)
EVER = 2**62
"""After every position of the journal."""
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
        return _document_from(row)

    def of_arrival(self, arrival_id: ArrivalId) -> tuple[Document, ...]:
        """All parts of an arrival, by their path."""
        return tuple(_document_from(row) for row in self._connection.execute(_OF_ARRIVAL, {"of": arrival_id}))

    def set_aside(self, document_id: DocumentId, reason: str) -> None:
        """Record why this part is not read; an empty reason takes that back. Raises NotFound."""
        if self._connection.execute(_SET_ASIDE, {"document_id": document_id, "why": reason}).rowcount != 1:
            raise NotFound(f"there is no document {document_id}")

    def has_brought(
        self, customer: str, sender: str, events: Collection[str], *, beside: OrderId, until: int | None = None
    ) -> bool:
        """Whether one of these events befell another order of this customer from this mail address, up to a position
        of the journal if one is given.
        """
        values = {"of_customer": customer, "of_sender": sender_key(sender), "events": sorted(events)}
        asked = {**values, "beside": beside, "until": EVER if until is None else until}
        return self._connection.execute(BROUGHT, asked).first() is not None

    def store_transcript(self, document_id: DocumentId, transcript: Transcript) -> None:
        """Keep the content as rows of text or pages of words; that of an earlier reading is replaced."""
        values = {"document_id": document_id, "body": _without_words(transcript).model_dump_json()}
        self._connection.execute(insert_or_update(tables.transcripts, self._connection), values)
        self._connection.execute(_FORGET_WORDS, {"of": document_id})
        if rows := list(_words_of_pages(document_id, transcript)):
            self._connection.execute(_ADD_WORDS, rows)

    def transcript(self, document_id: DocumentId) -> Transcript | None:
        """Its pages come without their words. None when the document was not read, or nothing could be kept."""
        body = self._connection.execute(_TRANSCRIPT, {"of": document_id}).scalar_one_or_none()
        return None if body is None else Transcript.model_validate_json(body)

    def transcribed(self, arrival_id: ArrivalId) -> frozenset[DocumentId]:
        """Those parts of an arrival of which there is a transcript."""
        return frozenset(self._connection.execute(_TRANSCRIBED, {"of": arrival_id}).scalars())

    def words(self, document_id: DocumentId, page: int) -> tuple[TranscriptWord, ...]:
        """The words of one page, none where the transcript has no such page."""
        body = self._connection.execute(_WORDS, {"of": document_id, "page": page}).scalar_one_or_none()
        return () if body is None else _WORDS_OF_A_PAGE.validate_json(body)


def _without_words(transcript: Transcript) -> Transcript:
    pages = tuple(page.model_copy(update={"words": ()}) for page in transcript.pages)
    return transcript.model_copy(update={"pages": pages})


def _words_of_pages(document_id: DocumentId, transcript: Transcript) -> Iterator[dict[str, Any]]:
    for page in transcript.pages:
        body = _WORDS_OF_A_PAGE.dump_json(page.words).decode()
        yield {"document_id": document_id, "number": page.number, "body": body}


def _document_from(row: AnyRow) -> Document:
    return Document(**{**row._mapping, "origin": MailOrigin.model_validate_json(row.origin) if row.origin else None})


def sender_key(sender: str) -> str:
    """Mail addresses are equal but for case, whatever RFC 5321 allows; what is no address has no key."""
    return sender.casefold() if "@" in sender else ""


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
        "origin": document.origin.model_dump_json(exclude_defaults=True) if document.origin else "",
        "sender_key": sender_key(document.sender),
    }
