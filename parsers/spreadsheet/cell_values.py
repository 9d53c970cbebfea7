"""Values of workbooks as cells: exact numbers, days and texts."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Final

from parsers.spreadsheet.sheets import Cell, shown

MOST_CELLS: Final = 1_000_000
"""Of a sheet; what has more is not read."""
_ZEROS: Final = re.compile(r"^0+$")


def valued(row: int, column: int, value: object, number_format: str) -> Cell | None:
    """The cell as it shows; None where nothing does. `number_format` is empty where it is not known."""
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
