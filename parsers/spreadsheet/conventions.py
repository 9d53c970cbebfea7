"""How the file writes numbers and dates: its cells for the arithmetic that decides."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from parsers.language.amounts import amount
from parsers.language.conventions import Numerals, date_order, decimal_mark
from parsers.language.meanings import Column
from parsers.language.numerals import Conventions
from parsers.spreadsheet.sheets import Cell


def conventions(
    lines: Sequence[Mapping[Column, Cell]],
    amounts: Iterable[Cell],
    order_dates: Sequence[Cell],
    requested: Sequence[Cell],
) -> Conventions:
    """`amounts` are all cells of numbers, those of the lines and the totals."""
    numerals = [found.numeral for cell in amounts if cell.number is None and (found := amount(cell.text))]
    mark = decimal_mark([_numerals(line) for line in lines], numerals)
    return Conventions(mark, date_order(_days(order_dates), _days(requested)))


def _numerals(line: Mapping[Column, Cell]) -> Numerals:
    written = {role: _numeral(cell) for role, cell in line.items()}
    return {role: value for role, value in written.items() if value is not None}


def _numeral(cell: Cell) -> str | Decimal | None:
    if cell.number is not None:
        return cell.number
    found = amount(cell.text)
    return found.numeral if found else None


def _days(cells: Sequence[Cell]) -> list[str | date]:
    return [cell.text if cell.day is None else cell.day for cell in cells]
