"""Workbooks: XLSX (ECMA-376) by openpyxl, XLS and ODS by calamine. Formulas count by their stored results."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from parsers.spreadsheet.grid import Cell, Sheet, Unreadable, sheet_of, shown

# Unpacked, a workbook of an order is some hundred kilobytes.
_MOST_BYTES: Final = 150_000_000
_MOST_CELLS: Final = 1_000_000
_ZEROS: Final = re.compile(r"^0+$")
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


def calamine_sheets(content: bytes) -> tuple[Sheet, ...]:
    """XLS and ODS; number formats are not known, so that leading zeros of numeric cells are not either."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(_calamine_sheets(workbook))
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable(f"the workbook is damaged ({_words(error)})") from error


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except _BROKEN as error:
        raise Unreadable(f"the workbook is damaged ({_words(error)})") from error
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
    if len(cells) > _MOST_CELLS:
        raise Unreadable(f"sheet {sheet.title} has more than {_MOST_CELLS} cells")
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
    plain = _valued(cell.row, cell.column, cell.value, cell.number_format or "")
    if plain is None:
        return None
    return Cell(plain.row, plain.column, plain.text, plain.number, plain.day, _flaw(cell))


def _flaw(cell: Any) -> str:
    if cell.data_type == "e":
        return "the spreadsheet shows an error there"
    struck = isinstance(cell, OpenpyxlCell) and cell.has_style and cell.font is not None and cell.font.strike
    return "it is struck out" if struck else ""


def _valued(row: int, column: int, value: object, number_format: str) -> Cell | None:
    match value:
        case bool():
            return Cell(row, column, "TRUE" if value else "FALSE")
        case int() | float() if isfinite(value):
            # A percentage is stored as a fraction of one and shown as a hundred times that.
            number = _plain(exact(value) * 100) if "%" in number_format else exact(value)
            return Cell(row, column, _shown(number, number_format), number=number)
        case datetime():
            day = value.date()
            return Cell(row, column, day.isoformat(), day=day)
        case date():
            return Cell(row, column, value.isoformat(), day=value)
        case time() | timedelta():
            return Cell(row, column, str(value))
        case _:
            text = shown(str(value))
            return Cell(row, column, text) if text else None


def exact(value: float) -> Decimal:
    """The number that was typed: spreadsheets keep fifteen digits, and binary noise behind them."""
    return _plain(Decimal(format(value, ".15g")))


def _plain(number: Decimal) -> Decimal:
    """Without an exponent and without zeros at the end."""
    return Decimal(format(number.normalize(), "f"))


def _shown(number: Decimal, number_format: str) -> str:
    text = format(number, "f")
    # A format of zeros alone is how leading zeros of a code are kept in a numeric cell.
    return text.zfill(len(number_format)) if _ZEROS.match(number_format) and text.isdigit() else text


def _calamine_sheets(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    for found in workbook.sheets_metadata:
        if found.typ is not SheetTypeEnum.WorkSheet:
            continue
        rows = workbook.get_sheet_by_name(found.name).to_python(skip_empty_area=False)
        plain = sheet_of(found.name, _calamine_cells(rows))
        yield Sheet(plain.name, plain.rows, hidden=found.visible is not SheetVisibleEnum.Visible)


def _calamine_cells(rows: list[list[Any]]) -> Iterator[Cell]:
    if sum(map(len, rows)) > _MOST_CELLS:
        raise Unreadable(f"a sheet has more than {_MOST_CELLS} cells")
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            found = None if value is None or value == "" else _valued(number, column, value, "")
            if found is not None:
                yield found


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
