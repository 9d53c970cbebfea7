"""The rows of a document as text, for the screens, which never open a customer's file."""

from collections.abc import Iterable, Sequence
from typing import Final

from orders.transcript import Transcript, TranscriptKind, TranscriptRow
from parsers.spreadsheet.layout import Layout
from parsers.spreadsheet.rows import RowKind
from parsers.spreadsheet.sheets import Cell, Sheet

_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 200
_TITLES: Final = {
    RowKind.NOT_ORDERED: "Not ordered",
    RowKind.HEADINGS: "Headings",
    RowKind.TOTAL: "Total",
    RowKind.CAPTION: "Caption",
    RowKind.TEXT: "Text",
    RowKind.LABELS: "Header",
}


def transcript(sheets: Iterable[Sheet], layouts: Sequence[Layout]) -> Transcript:
    """All rows that are not empty, each with what it was taken for."""
    rows: list[TranscriptRow] = []
    for sheet in sheets:
        titles: dict[int, str] = {}
        for found in layouts:
            titles |= _titles(found) if found.sheet.name == sheet.name else {}
        rows += [_row(sheet, row, titles.get(row[0].row, "")) for row in sheet.rows]
    return Transcript(kind=TranscriptKind.CELLS, rows=tuple(rows[:_MOST_ROWS]))


def _row(sheet: Sheet, row: tuple[Cell, ...], title: str) -> TranscriptRow:
    cells = [""] * min(row[-1].column, _MOST_COLUMNS)
    for cell in row:
        if cell.column <= _MOST_COLUMNS:
            cells[cell.column - 1] = cell.text
    return TranscriptRow(number=row[0].row, cells=tuple(cells), title=title, sheet=sheet.name)


def _titles(layout: Layout) -> dict[int, str]:
    titles = {row.number: _TITLES.get(row.kind, "") for row in layout.rows}
    titles |= {row.number: f"Line {number}" for number, row in enumerate(layout.lines, start=1)}
    headings = range(layout.table.first_row, layout.table.last_heading_row + 1)
    return titles | dict.fromkeys(headings, "Headings")
