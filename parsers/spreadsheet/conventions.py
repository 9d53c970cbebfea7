"""How the file writes numbers and dates, decided by its own arithmetic and its unambiguous values, never by guess."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from parsers.language.amounts import amount
from parsers.language.meanings import Column
from parsers.language.numerals import (
    Conventions,
    DateOrder,
    DecimalMark,
    date_meanings,
    number_in,
    possible_date_orders,
    possible_marks,
)
from parsers.spreadsheet.grid import Cell

_LineCells = Mapping[Column, Cell]
_CENT: Final = Decimal("0.01")


def conventions(
    lines: Sequence[_LineCells], amounts: Iterable[Cell], order_dates: Sequence[Cell], requested: Sequence[Cell]
) -> Conventions:
    """`amounts` are all cells of numbers, those of the lines and the totals."""
    numerals = [found.numeral for cell in amounts if cell.number is None and (found := amount(cell.text))]
    return Conventions(_mark(lines, numerals), _date_order(order_dates, requested))


def _mark(lines: Sequence[_LineCells], numerals: Sequence[str]) -> DecimalMark | None:
    marks = possible_marks(numerals)
    if len(marks) == 1:
        return next(iter(marks))
    if not marks:
        return None
    right = [mark for mark in DecimalMark if _adds_up(lines, mark)]
    return right[0] if len(right) == 1 else None


def _adds_up(lines: Sequence[_LineCells], mark: DecimalMark) -> bool:
    """Whether quantity x price = total on every line that has all three."""
    checked = [_line_adds_up(line, mark) for line in lines]
    decided = [found for found in checked if found is not None]
    return bool(decided) and all(decided)


def _line_adds_up(line: _LineCells, mark: DecimalMark) -> bool | None:
    quantity, price, total = (
        _number(line.get(role), mark) for role in (Column.QUANTITY, Column.UNIT_PRICE, Column.LINE_TOTAL)
    )
    if quantity is None or price is None or total is None:
        return None
    basis = _number(line.get(Column.PRICE_BASIS), mark) or Decimal(1)
    discount = _number(line.get(Column.DISCOUNT_PERCENT), mark) or Decimal(0)
    expected = quantity * price / basis * (1 - discount / 100)
    return abs(expected - total) <= _CENT


def _number(cell: Cell | None, mark: DecimalMark) -> Decimal | None:
    if cell is None:
        return None
    if cell.number is not None:
        return cell.number
    found = amount(cell.text)
    return number_in(found.numeral, mark) if found else None


def _date_order(order_dates: Sequence[Cell], requested: Sequence[Cell]) -> DateOrder | None:
    texts = [cell.text for cell in (*order_dates, *requested) if cell.day is None]
    orders = possible_date_orders(texts)
    if len(orders) == 1:
        return next(iter(orders))
    if not orders:
        return None
    # Nobody asks for goods before ordering them.
    right = [order for order in DateOrder if _in_sequence(order_dates, requested, order)]
    return right[0] if len(right) == 1 else None


def _in_sequence(order_dates: Sequence[Cell], requested: Sequence[Cell], order: DateOrder) -> bool:
    ordered = [day for cell in order_dates if (day := _day(cell, order))]
    wanted = [day for cell in requested if (day := _day(cell, order))]
    return bool(ordered) and bool(wanted) and max(ordered) <= min(wanted)


def _day(cell: Cell, order: DateOrder) -> date | None:
    if cell.day is not None:
        return cell.day
    found = date_meanings(cell.text, Conventions(date_order=order))
    return found[0] if len(found) == 1 else None
