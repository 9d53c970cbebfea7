"""The source beside the reading: segments with their elements, cells as a grid, or lines of text, with anchors."""

from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from orders.transcript import Transcript, TranscriptKind, TranscriptRow


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the source that evidence can point at."""

    text: str
    anchor: str = ""


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a spreadsheet, or all there is."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """All of it; `kind` chooses how it is drawn."""

    kind: TranscriptKind
    sheets: tuple[Sheet, ...]


def source_view(transcript: Transcript) -> SourceView:
    """The rows with the anchors that `origins.anchor_of` gives for the same places."""
    return SourceView(transcript.kind, _sheets(transcript))


def _sheets(transcript: Transcript) -> tuple[Sheet, ...]:
    match transcript.kind:
        case TranscriptKind.SEGMENTS:
            return (Sheet("", (), tuple(_segment(row) for row in transcript.rows)),)
        case TranscriptKind.CELLS:
            return tuple(_sheet(name, tuple(rows)) for name, rows in groupby(transcript.rows, lambda row: row.sheet))
        case TranscriptKind.TEXT:
            return (Sheet("", (), _lines(transcript.rows)),)
        case _:
            assert_never(transcript.kind)


def column_letters(number: int) -> str:
    """The name that spreadsheets give a column counted from 1: A, Z, AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _segment(row: TranscriptRow) -> SourceRow:
    tag, *elements = row.cells or ("",)
    parts = tuple(Part(text, f"s{row.number}.{index}") for index, text in enumerate(elements, start=1))
    return SourceRow(row.number, tag, row.title, f"s{row.number}", parts)


def _sheet(name: str, rows: tuple[TranscriptRow, ...]) -> Sheet:
    width = max(len(row.cells) for row in rows)
    anchor_name = name.replace(" ", "_")
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
        lines.append(SourceRow(row.number, "", row.title, "", (Part(text),), start, start + len(text)))
        start += len(text) + 1
    return tuple(lines)
