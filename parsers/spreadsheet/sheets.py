"""Sheets as rows of cells, the same for CSV, XLSX, XLS and ODS: what a cell shows, and what is known of its type."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self

from orders.evidence import Cell as CellEvidence


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty. `row` and `column` count from 1; `text` is what it shows.

    `number` or `day` is there where the file itself says that it is one; text of a CSV has neither. `flaw` says why
    the value cannot be trusted: an error of the spreadsheet, a formula without its result, struck out.
    """

    row: int
    column: int
    text: str
    number: Decimal | None = None
    day: date | None = None
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `name` is empty for CSV. `remarks` are comments on cells."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    remarks: tuple[Cell, ...] = ()
    _by_row: dict[int, dict[int, Cell]] = field(default_factory=dict, compare=False)

    def cells(self) -> Iterator[Cell]:
        for row in self.rows:
            yield from row

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of a row by column."""
        if not self._by_row:
            self._by_row.update({row[0].row: {cell.column: cell for cell in row} for row in self.rows})
        return self._by_row.get(number, {})

    def evidence(self, cell: Cell) -> CellEvidence:
        return CellEvidence(sheet=self.name, row=cell.row, column=cell.column)

    def place(self, cell: Cell) -> str:
        """The cell in words."""
        where = f"row {cell.row}, column {cell.column}"
        return f"{where} of sheet {self.name}" if self.name else where


def shown(text: str) -> str:
    """The text of a cell with single blanks; its lines stay lines."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


class Unreadable(Exception):
    """The bytes are no spreadsheet that can be read; the message is for a person."""

    @classmethod
    def damaged(cls, error: BaseException) -> Self:
        """With what a library says of the file, on one line."""
        said = " ".join(str(error).split())[:120] or type(error).__name__
        return cls(f"the workbook is damaged ({said})")


def sheet_of(name: str, cells: Iterator[Cell]) -> Sheet:
    """A sheet of plain cells, which come row by row."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return Sheet(name, tuple(tuple(row) for _, row in sorted(rows.items())))
