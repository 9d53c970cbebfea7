"""Several orders below each other in one sheet: each with its own number, headings and lines."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.language.letters import has_digit
from parsers.language.meanings import Label
from parsers.language.vocabulary import folded
from parsers.spreadsheet.pairs import split_label
from parsers.spreadsheet.sheets import Cell, Sheet
from parsers.spreadsheet.table import has_headings


def blocks(sheet: Sheet) -> tuple[Sheet, ...]:
    """The parts of the sheet, each with one order; the whole sheet where only one has a number and headings."""
    starts = list(_starts(sheet))
    if not starts:
        return (sheet,)
    edges = [0, *starts, len(sheet.rows)]
    return tuple(_part(sheet, sheet.rows[first:last]) for first, last in itertools.pairwise(edges))


def _starts(sheet: Sheet) -> Iterator[int]:
    """Places of rows where another order begins: its number comes after the headings of the one before."""
    number, headed = "", False
    for place, row in enumerate(sheet.rows):
        if has_headings(row):
            headed = True
            continue
        found = _po_number(row)
        if found and headed and found != number and any(has_headings(below) for below in sheet.rows[place + 1 :]):
            yield _with_its_title(sheet, place)
            headed = False
        number = found or number


def _po_number(row: Sequence[Cell]) -> str:
    for cell in row:
        known, rest = split_label(cell.text)
        if known is not Label.PO_NUMBER:
            continue
        right = next((other.text for other in row if other.column > cell.column), "")
        value = rest or right
        if has_digit(value):
            return folded(value)
    return ""


def _with_its_title(sheet: Sheet, place: int) -> int:
    """A title or name right above the number belongs to it; an empty row divides."""
    start = place
    while start > 0 and sheet.rows[start - 1][0].row == sheet.rows[start][0].row - 1:
        start -= 1
    # Without an empty row between, nothing tells what is whose.
    return start if not any(has_headings(row) for row in sheet.rows[start:place]) else place


def _part(sheet: Sheet, rows: tuple[tuple[Cell, ...], ...]) -> Sheet:
    numbers = {row[0].row for row in rows}
    remarks = tuple(cell for cell in sheet.remarks if cell.row in numbers)
    return replace(sheet, rows=rows, remarks=remarks, _by_row={})
