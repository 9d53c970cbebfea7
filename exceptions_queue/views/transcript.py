"""The source beside the reading, with anchors: pages, segments with their elements, cells as a grid, lines of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import assert_never

from exceptions_queue.views.anchors import sheet_key
from exceptions_queue.views.segment_words import Words, in_words
from exceptions_queue.views.xml_places import XmlPlace, places_of
from orders.findings import Finding
from orders.ids import DocumentId
from orders.transcript import Transcript, TranscriptKind, TranscriptPage, TranscriptRow


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the source that evidence can point at; a composite of several components is shown in its pieces."""

    text: str
    anchor: str = ""
    components: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One segment, spreadsheet row or line. `anchor` is that of the whole row."""

    number: int
    tag: str
    title: str
    anchor: str
    parts: tuple[Part, ...]
    start: int = 0
    end: int = 0
    words: Words | None = None
    """Of a segment: what it says, in words."""
    places: str = ""
    """Of an XML element: its XPath and those of its attributes, each with its span in the text, `/Order[1]=0-7`."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a spreadsheet, or all there is."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: its size in points, the address of its picture (empty where there is none), and of its words."""

    number: int
    width: Decimal
    height: Decimal
    picture: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """All of it; `kind` chooses how it is drawn."""

    kind: TranscriptKind
    sheets: tuple[Sheet, ...]
    pages: tuple[PageView, ...] = ()


def source_view(
    transcript: Transcript, document_id: DocumentId, findings: Sequence[Finding] = ()
) -> SourceView:  # fmt: skip
    """The rows with the anchors that `anchor_of` gives for the same places, and what was found wrong at them."""
    pages = tuple(_page(page, f"/documents/{document_id}/pages/{page.number}") for page in transcript.pages)
    return SourceView(transcript.kind, _sheets(transcript, findings), pages)


def _page(page: TranscriptPage, base: str) -> PageView:
    # The digest in the address: another picture of the page has another address, so a browser may keep this one.
    picture = f"{base}/picture?{page.image[:16]}" if page.image else ""
    return PageView(page.number, page.width, page.height, picture, f"{base}/words", page.note)


def _sheets(transcript: Transcript, findings: Sequence[Finding]) -> tuple[Sheet, ...]:
    match transcript.kind:
        case TranscriptKind.SEGMENTS:
            told = zip(transcript.rows, in_words(transcript.rows, findings), strict=True)
            return (Sheet("", (), tuple(_segment(row, words) for row, words in told)),)
        case TranscriptKind.CELLS:
            return tuple(_sheet(name, tuple(rows)) for name, rows in groupby(transcript.rows, lambda row: row.sheet))
        case TranscriptKind.TEXT:
            return (Sheet("", (), _lines(transcript.rows)),)
        case TranscriptKind.PAGES:
            return ()
        case _:
            assert_never(transcript.kind)


def column_letters(number: int) -> str:
    """The name that spreadsheets give a column counted from 1: A, Z, AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _segment(row: TranscriptRow, words: Words) -> SourceRow:
    tag, *elements = row.cells or ("",)
    parts = tuple(
        _element(text, f"s{row.number}.{index}", _named(words, index)) for index, text in enumerate(elements, start=1)
    )
    return SourceRow(row.number, tag, words.title, f"s{row.number}", parts, words=words)


def _named(words: Words, element: int) -> str:
    """What stands in an element: the names of its components."""
    return ", ".join(dict.fromkeys(name for (number, _), name in words.names.items() if number == element))


def _element(text: str, anchor: str, name: str) -> Part:
    components = text.partition(" * ")[0].split(":")
    split = tuple(components) if len(components) > 1 and " * " not in text else ()
    return Part(text, anchor, split, name)


def _sheet(name: str, rows: tuple[TranscriptRow, ...]) -> Sheet:
    width = max(len(row.cells) for row in rows)
    anchor_name = sheet_key(name)
    return Sheet(
        name,
        tuple(column_letters(column) for column in range(1, width + 1)),
        tuple(
            SourceRow(
                row.number,
                "",
                row.title,
                "",
                tuple(
                    Part(text, f"c{anchor_name}!{row.number}.{column}")
                    for column, text in enumerate(row.cells, start=1)
                ),
            )
            for row in rows
        ),
    )


def _lines(rows: tuple[TranscriptRow, ...]) -> tuple[SourceRow, ...]:
    # Spans count characters of the whole text, whose lines the rows are.
    lines, start = [], 0
    for row in rows:
        text = " ".join(row.cells)
        places = " ".join(f"{one.path}={start + one.start}-{start + one.end}" for one in _xml_places(row, text))
        lines.append(SourceRow(row.number, "", row.title, "", (Part(text),), start, start + len(text), places=places))
        start += len(text) + 1
    return tuple(lines)


def _xml_places(row: TranscriptRow, text: str) -> tuple[XmlPlace, ...]:
    return tuple(places_of(row.title, text)) if row.title.startswith("/") else ()
