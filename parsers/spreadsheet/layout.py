"""A sheet taken apart: its table with the rows of it, and what stands around."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.language.column_roles import NUMERIC
from parsers.language.meanings import Column, Label
from parsers.language.numerals import Conventions
from parsers.spreadsheet.conventions import conventions
from parsers.spreadsheet.kinds import Kinds, kinds
from parsers.spreadsheet.lines import by_role
from parsers.spreadsheet.pairs import Surroundings, surroundings
from parsers.spreadsheet.rows import Row, RowKind, classified
from parsers.spreadsheet.sheets import Cell, Sheet
from parsers.spreadsheet.table import Table

_AROUND: Final = frozenset({RowKind.LABELS, RowKind.TEXT})


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything of a sheet, each row in its place."""

    sheet: Sheet
    table: Table
    rows: Sequence[Row]
    around: Surroundings
    kinds: Kinds

    @property
    def lines(self) -> list[Row]:
        return self.of(RowKind.LINE)

    @property
    def last_line(self) -> int:
        return max((row.number for row in self.lines), default=self.table.last_heading_row)

    def of(self, *wanted: RowKind) -> list[Row]:
        return [row for row in self.rows if row.kind in wanted]

    def above(self) -> list[tuple[Cell, ...]]:
        """The rows above the headings."""
        return [row for row in self.sheet.rows if row[0].row < self.table.first_row]

    def groups(self) -> list[list[Row]]:
        """The lines of each order; all together where no column numbers them."""
        column = self.table.column(Column.ORDER_NUMBER)
        if column is None or not self.lines:
            return [self.lines]
        groups: dict[str, list[Row]] = {}
        last = ""
        for row in self.lines:
            # A number that stands on the first row only counts for those below it.
            last = next((cell.text for cell in row.cells if cell.column == column), last)
            groups.setdefault(last, []).append(row)
        return list(groups.values())

    def conventions(self) -> Conventions:
        """How this sheet writes numbers and dates."""
        lines = [by_role(self.table, row.cells) for row in self.lines]
        amounts = [cell for line in lines for role, cell in line.items() if role in NUMERIC]
        amounts += [cell for row in self.of(RowKind.TOTAL) for cell in row.cells]
        ordered = [*self._dates(Label.ORDER_DATE), *_of(lines, Column.ORDER_DATE)]
        wanted = [*self._dates(Label.REQUESTED_DELIVERY_DATE), *_of(lines, Column.REQUESTED_DATE)]
        return conventions(lines, amounts, ordered, wanted)

    def _dates(self, wanted: Label) -> list[Cell]:
        return [
            Cell(cell.row, cell.column, text, day=cell.day)
            for pair in self.around.all(wanted)
            for cell, text in zip(pair.cells[:1], pair.texts[:1], strict=True)
        ]


def layout(sheet: Sheet, table: Table, names: Sequence[str]) -> Layout:
    """`names`, of the file and the subject of the mail, are weak titles, as the name of the sheet is."""
    rows = classified(sheet, table)
    above = [row for row in sheet.rows if row[0].row < table.first_row]
    around = surroundings(sheet, [*above, *(row.cells for row in rows if row.kind in _AROUND)])
    return Layout(sheet, table, rows, around, kinds(around, (*names, sheet.name)))


def _of(lines: Sequence[Mapping[Column, Cell]], role: Column) -> Iterator[Cell]:
    return (line[role] for line in lines if role in line)
