"""XLSX files of reference data as CSV: the first visible sheet, its cells as text. Pure: bytes in, bytes out.

Whoever opens files of others calls it in a child process.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile

from orders.errors import Misconfigured

_ZEROS = re.compile("0+")


def as_csv(name: str, content: bytes) -> bytes:
    """The sheet with all its lines, so that their numbers are those of its rows.

    A number that is shown with leading zeros keeps them; a formula has the result that was last saved. Raises
    `Misconfigured` for what is no workbook.
    """
    text = StringIO(newline="")
    csv.writer(text).writerows(_even(_rows(name, content)))
    return text.getvalue().encode()


def _even(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """As wide as the header: a workbook does not store what is empty at the end of a row."""
    width = 0
    for row in rows:
        while row and not row[-1]:
            row.pop()
        width = width or len(row)
        yield row + [""] * (width - len(row))


def _rows(name: str, content: bytes) -> Iterator[list[str]]:
    # Only where a workbook is read: openpyxl is slow to import.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            yield [_shown(cell) for cell in row]
    except (BadZipFile, InvalidFileException, KeyError, StopIteration, SyntaxError, ValueError) as fault:
        raise Misconfigured(
            f"{name} is no workbook that can be read ({fault}). Save it as .xlsx or .csv again. Nothing was imported."
        ) from fault


def _shown(cell: Any) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            number = Decimal(repr(value))
            if _ZEROS.fullmatch(cell.number_format or "") and number == int(number):
                return str(int(number)).zfill(len(cell.number_format))
            return f"{number.normalize():f}" if number == int(number) else f"{number:f}"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            # A line end within a cell would shift the numbers of all lines after it.
            return " ".join(str(value).splitlines())
