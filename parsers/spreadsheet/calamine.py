"""XLS and ODS by calamine, and workbooks that openpyxl cannot read."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from parsers.spreadsheet.cell_values import MOST_CELLS, valued
from parsers.spreadsheet.sheets import Cell, Sheet, Unreadable, sheet_of


def calamine_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Raises Unreadable. Number formats are not known, so that leading zeros of numeric cells are not either."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(_calamine_sheets(workbook))
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable.damaged(error) from error


def _calamine_sheets(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    for found in workbook.sheets_metadata:
        if found.typ is not SheetTypeEnum.WorkSheet:
            continue
        rows = workbook.get_sheet_by_name(found.name).to_python(skip_empty_area=False)
        plain = sheet_of(found.name, _calamine_cells(rows))
        yield Sheet(plain.name, plain.rows, hidden=found.visible is not SheetVisibleEnum.Visible)


def _calamine_cells(rows: list[list[Any]]) -> Iterator[Cell]:
    if sum(map(len, rows)) > MOST_CELLS:
        raise Unreadable(f"a sheet has more than {MOST_CELLS} cells")
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            found = None if value is None or value == "" else valued(number, column, value, "")
            if found is not None:
                yield found
