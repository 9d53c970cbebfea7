"""What each row below the headings is. Every row that is not empty gets a kind: that is the completeness proof."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from parsers.language.amounts import amount
from parsers.language.meanings import CODES, Column
from parsers.language.vocabulary import label, total
from parsers.language.word_lists import instructs
from parsers.spreadsheet.sheets import Cell, Sheet
from parsers.spreadsheet.table import Table

_DECORATED: Final = re.compile(r"^\s*([-=*#~_>+]{2,}.*|.*:)\s*$")


class RowKind(StrEnum):
    """How a row counts."""

    LINE = "line"
    NOT_ORDERED = "not ordered"
    """A row of an order form whose quantity was left empty."""
    HEADINGS = "headings"
    TOTAL = "total"
    CAPTION = "caption"
    TEXT = "text"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet with what it is."""

    kind: RowKind
    cells: tuple[Cell, ...]

    @property
    def number(self) -> int:
        return self.cells[0].row


def classified(sheet: Sheet, table: Table) -> list[Row]:
    """All rows below the headings."""
    rows = [Row(_kind(table, row), row) for row in sheet.rows if row[0].row > table.last_heading_row]
    return list(_with_forms(rows))


def _with_forms(rows: Sequence[Row]) -> Iterator[Row]:
    """Where most rows have no quantity, it is a form with all that can be ordered."""
    ordered = sum(row.kind is RowKind.LINE for row in rows)
    blank = sum(row.kind is RowKind.NOT_ORDERED for row in rows)
    for row in rows:
        single = row.kind is RowKind.NOT_ORDERED and blank < max(3, ordered)
        yield Row(RowKind.LINE, row.cells) if single else row


def _kind(table: Table, row: tuple[Cell, ...]) -> RowKind:
    by_role = {table.roles[cell.column]: cell for cell in row if cell.column in table.roles}
    if table.is_heading_row(row):
        return RowKind.HEADINGS
    if _is_total(by_role, row):
        return RowKind.TOTAL
    texts = [cell for cell in row if not _is_number(cell)]
    if any(label(cell.text.partition(":")[0]) for cell in texts) and not _is_line(by_role):
        return RowKind.LABELS
    if _is_line(by_role):
        return RowKind.LINE
    if _could_be_ordered(by_role):
        return RowKind.NOT_ORDERED
    if len(row) == 1 and _DECORATED.match(row[0].text) and not instructs(row[0].text):
        return RowKind.CAPTION
    return RowKind.TEXT


def _is_line(by_role: dict[Column, Cell]) -> bool:
    quantity = by_role.get(Column.QUANTITY)
    named = not CODES.isdisjoint(by_role) or Column.DESCRIPTION in by_role
    counted = quantity is not None and _is_positive(quantity)
    return named and (counted or (quantity is not None and not _is_number(quantity)) or Column.LINE_TOTAL in by_role)


def _could_be_ordered(by_role: dict[Column, Cell]) -> bool:
    quantity = by_role.get(Column.QUANTITY)
    empty = quantity is None or (_is_number(quantity) and not _is_positive(quantity))
    coded = not CODES.isdisjoint(by_role)
    described = Column.DESCRIPTION in by_role and Column.UNIT_PRICE in by_role
    return empty and (described or (coded and len(by_role) >= 2))


def _is_total(by_role: dict[Column, Cell], row: tuple[Cell, ...]) -> bool:
    named = {(cell.row, cell.column) for cell in row if not _is_number(cell) and total(cell.text) is not None}
    codes = [by_role[role] for role in CODES & by_role.keys()]
    quantity = by_role.get(Column.QUANTITY)
    # An item may be called "Transport"; it then has a number of its own, and a quantity.
    coded = any((cell.row, cell.column) not in named for cell in codes)
    return bool(named) and not (coded and quantity is not None and _is_number(quantity))


def _is_number(cell: Cell) -> bool:
    return cell.number is not None or (cell.day is None and amount(cell.text) is not None)


def _is_positive(cell: Cell) -> bool:
    # Any digit but zero, whatever the decimal mark.
    return _is_number(cell) and any(sign in "123456789" for sign in cell.text)
