"""XLSX workbooks (ECMA-376) by openpyxl. Formulas count by their stored results."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from parsers.spreadsheet.calamine import calamine_sheets
from parsers.spreadsheet.cell_values import MOST_CELLS, valued
from parsers.spreadsheet.sheets import Cell, Sheet, Unreadable, sheet_of, shown

# Unpacked, a workbook of an order is some hundred kilobytes.
_MOST_BYTES: Final = 150_000_000
# What openpyxl raises for workbooks that are damaged, or written by programs that follow the standard loosely.
_BROKEN: Final = (
    AttributeError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    EOFError,
    OverflowError,
    ParseError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def xlsx_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Raises Unreadable."""
    _refuse_bomb(content)
    try:
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        formulas = _formulas(content)
        return tuple(_sheet(values[name], formulas.get(name, frozenset())) for name in _worksheets(values))
    except _BROKEN:
        # The other reader is tolerant of styles and relations, of which it knows less.
        return calamine_sheets(content)


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except _BROKEN as error:
        raise Unreadable.damaged(error) from error
    if size > _MOST_BYTES:
        raise Unreadable(f"the workbook unfolds to {size} bytes, more than the {_MOST_BYTES} that are read")


def _worksheets(workbook: Any) -> list[str]:
    return [sheet.title for sheet in workbook.worksheets]


def _formulas(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Where formulas stand, by sheet; read a second time only where there are any."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(b"<f" in archive.read(name) for name in names):
            return {}
    workbook = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    return {
        sheet.title: frozenset(place for place, cell in _stored(sheet) if cell.data_type == "f")
        for sheet in workbook.worksheets
    }


def _stored(sheet: Worksheet) -> list[tuple[tuple[int, int], Any]]:
    """The cells that the file holds, row by row; to walk the rows would visit millions for one stray cell far out."""
    cells: dict[tuple[int, int], Any] = sheet._cells
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"sheet {sheet.title} has more than {MOST_CELLS} cells")
    return sorted(cells.items(), key=lambda entry: entry[0])


def _sheet(sheet: Worksheet, formulas: frozenset[tuple[int, int]]) -> Sheet:
    plain = sheet_of(sheet.title, _openpyxl_cells(sheet, formulas))
    return Sheet(
        plain.name,
        plain.rows,
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        remarks=tuple(_remarks(sheet)),
    )


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min is not None and dimension.max is not None:
            yield from range(dimension.min, min(dimension.max, dimension.min + 1000) + 1)


def _remarks(sheet: Worksheet) -> Iterator[Cell]:
    for (row, column), cell in _stored(sheet):
        if cell.comment is not None and (cell.comment.text or "").strip():
            yield Cell(row, column, shown(cell.comment.text))


def _openpyxl_cells(sheet: Worksheet, formulas: frozenset[tuple[int, int]]) -> Iterator[Cell]:
    for place, cell in _stored(sheet):
        found = _openpyxl_cell(cell, place in formulas)
        if found is not None:
            yield found


def _openpyxl_cell(cell: Any, is_formula: bool) -> Cell | None:  # noqa: FBT001 -- private, called in one place
    if cell.value is None:
        flaw = "the result of its formula is not stored in the file" if is_formula else ""
        return Cell(cell.row, cell.column, "", flaw=flaw) if flaw else None
    plain = valued(cell.row, cell.column, cell.value, cell.number_format or "")
    if plain is None:
        return None
    return Cell(plain.row, plain.column, plain.text, plain.number, plain.day, _flaw(cell))


def _flaw(cell: Any) -> str:
    if cell.data_type == "e":
        return "the spreadsheet shows an error there"
    struck = isinstance(cell, OpenpyxlCell) and cell.has_style and cell.font is not None and cell.font.strike
    return "it is struck out" if struck else ""
