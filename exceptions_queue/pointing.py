"""What stands where a person points in a document: looked up in its transcript, since evidence is never invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol, assert_never

from exceptions_queue.views.anchors import place_at, sheet_key
from orders.evidence import Cell, Evidence, PageBox, Segment, TextSpan
from orders.ids import DocumentId
from orders.transcript import Transcript, TranscriptKind, TranscriptWord

_SLACK = Decimal("1.5")
"""Points by which a click may miss a word."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A place of a document, and the text that is printed there."""

    evidence: Evidence
    text: str


class Transcripts(Protocol):
    """What was kept of documents, as `storage` has it."""

    def transcript(self, document_id: DocumentId) -> Transcript | None: ...

    def words(self, document_id: DocumentId, page: int) -> tuple[TranscriptWord, ...]: ...


class Printed:
    """What is printed in one document. What was looked up once is kept: make a new one for each transaction."""

    def __init__(self, documents: Transcripts, document_id: DocumentId) -> None:
        self._documents = documents
        self._document_id = document_id
        self._words: dict[int, tuple[TranscriptWord, ...]] = {}

    def at(self, anchor: str) -> Pointed | None:
        """None where nothing is printed. A box becomes that of the words in it, a span loses the blanks around it."""
        place = place_at(anchor)
        match place:
            case None:
                return None
            case PageBox():
                return _on_page(self._words_of(place.page), place)
            case Segment() | Cell() | TextSpan():
                return _in_rows(self._transcript, place) if self._transcript else None
            case _:
                assert_never(place)

    @cached_property
    def _transcript(self) -> Transcript | None:
        return self._documents.transcript(self._document_id)

    def _words_of(self, page: int) -> tuple[TranscriptWord, ...]:
        if page not in self._words:
            self._words[page] = self._documents.words(self._document_id, page)
        return self._words[page]


def _in_rows(transcript: Transcript, place: Segment | Cell | TextSpan) -> Pointed | None:
    match place, transcript.kind:
        case Segment(), TranscriptKind.SEGMENTS:
            return _in_segment(transcript, place)
        case Cell(), TranscriptKind.CELLS:
            return _in_cell(transcript, place)
        case TextSpan(), TranscriptKind.TEXT:
            return _in_text("\n".join(" ".join(row.cells) for row in transcript.rows), place)
        case _:
            return None


def _in_segment(transcript: Transcript, place: Segment) -> Pointed | None:
    for row in transcript.rows:
        if row.number == place.position and 0 < place.element < len(row.cells):
            text = row.cells[place.element]
            if place.component:
                components = text.partition(" * ")[0].split(":")
                text = components[place.component - 1] if place.component <= len(components) else ""
            return _printed(place.model_copy(update={"tag": row.cells[0]}), text)
    return None


def _in_cell(transcript: Transcript, place: Cell) -> Pointed | None:
    for row in transcript.rows:
        if row.number == place.row and sheet_key(row.sheet) == place.sheet and 0 < place.column <= len(row.cells):
            return _printed(place.model_copy(update={"sheet": row.sheet}), row.cells[place.column - 1])
    return None


def _in_text(text: str, place: TextSpan) -> Pointed | None:
    taken = text[place.start : place.end]
    start = place.start + len(taken) - len(taken.lstrip())
    return _printed(TextSpan(start=start, end=start + len(taken.strip())), taken)


def _on_page(words: Sequence[TranscriptWord], box: PageBox) -> Pointed | None:
    chosen = [word for word in words if _middle_in(word, box)] or _nearest(words, box)
    if not chosen:
        return None
    around = box.model_copy(
        update={
            "left": min(word.left for word in chosen),
            "top": min(word.top for word in chosen),
            "right": max(word.right for word in chosen),
            "bottom": max(word.bottom for word in chosen),
        }
    )
    return _printed(around, " ".join(word.text for word in chosen))


def _middle_in(word: TranscriptWord, box: PageBox) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom


def _nearest(words: Sequence[TranscriptWord], box: PageBox) -> list[TranscriptWord]:
    """The one word that a click, or a rectangle within a word, falls on."""
    touched = [
        word
        for word in words
        if word.left - _SLACK <= box.right
        and box.left <= word.right + _SLACK
        and word.top - _SLACK <= box.bottom
        and box.top <= word.bottom + _SLACK
    ]
    return sorted(touched, key=lambda word: _distance(word, box))[:1]


def _distance(word: TranscriptWord, box: PageBox) -> Decimal:
    across = (box.left + box.right - word.left - word.right) / 2
    down = (box.top + box.bottom - word.top - word.bottom) / 2
    beside = max(abs(across) - (word.right - word.left) / 2, Decimal(0))
    return beside + abs(down)


def _printed(evidence: Evidence, text: str) -> Pointed | None:
    plain = " ".join(text.split())
    return Pointed(evidence, plain) if plain else None
