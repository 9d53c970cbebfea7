"""The words of one record by what they hold: column by column, labels within the cells, and what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from parsers.language.column_roles import NUMERIC
from parsers.language.letters import has_digit, has_letter
from parsers.language.meanings import CODES, Column
from parsers.language.word_lists import points_to_address
from parsers.layout.order_lines.asking import asking_lines
from parsers.layout.order_lines.codes import HYPHENS, Line, joined_codes, stacked
from parsers.layout.order_lines.labelled import Labelled, labelled
from parsers.layout.table.grid import Row, TableColumn
from parsers.layout.table.records import Record
from parsers.layout.table.rows import live
from parsers.layout.table.tables import LineTable
from parsers.pages.page import Word

_PLAIN: Final = NUMERIC | {Column.POSITION, Column.UNIT, Column.CURRENCY, Column.ACTION, Column.REQUESTED_DATE}


@dataclass(slots=True)
class Cells:
    """`lines` has each column's visual lines. Wrapped lines of a code or a description are one line here.

    `between` are texts that stand below the record and pay no heed to the columns; `asking` are lines of a description
    that may tell to do something.
    """

    lines: dict[Column, list[Line]] = field(default_factory=dict)
    labelled: list[Labelled] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    between: list[Line] = field(default_factory=list)
    asking: list[Line] = field(default_factory=list)
    unread: list[tuple[TableColumn, Line]] = field(default_factory=list)
    struck: list[Word] = field(default_factory=list)

    def first_line(self, role: Column) -> Line:
        """Without words where the column is empty."""
        lines = self.lines.get(role, ())
        return lines[0] if lines else ()

    def words(self, role: Column) -> Line:
        """All words of a column."""
        return tuple(word for line in self.lines.get(role, ()) for word in line)


@dataclass(frozen=True, slots=True)
class CellReader:
    """`reach` tells how far to the right the texts of each column go."""

    table: LineTable
    reach: Mapping[int, int]

    def cells(self, record: Record) -> Cells:
        """Every word of the record in its place."""
        found = Cells()
        rows = [row for row in record.rows if not (self._is_labelled(found, row) or self._points_above(row))]
        for place, column in enumerate(self.table.columns):
            words = [row.cells[place] for row in rows if place in row.cells]
            found.struck.extend(word for line in words for word in line if word.struck)
            lines = [line for line in map(live, words) if line]
            if lines:
                self._add(found, place, column, lines)
        found.asking.extend(asking_lines(record, self.table.grid))
        for note in record.notes:
            values, rest = labelled(live(note), first=False)
            found.labelled.extend(values)
            found.between.extend([rest] if rest else [])
        return found

    def _is_labelled(self, found: Cells, row: Row) -> bool:
        """Whether a row below the main line is only labels and their numbers, which pay no heed to the columns."""
        values, rest = labelled(live(row.words), first=False)
        numbered = all(one.value and all(has_digit(word.text) for word in one.value) for one in values)
        whole = (
            bool(values)
            and not rest
            and numbered
            and not self.table.grid.fills(row, Column.QUANTITY)
            and _is_parted(values[0], row)
        )
        found.labelled.extend(values if whole else ())
        return whole

    def _points_above(self, row: Row) -> bool:
        """Whether a row below the main line only says that the goods go to the address of the order."""
        return not self.table.grid.fills(row, Column.QUANTITY) and points_to_address(
            " ".join(word.text for word in row.words)
        )

    def _add(self, found: Cells, place: int, column: TableColumn, lines: list[Line]) -> None:
        if not column.roles:
            found.unread.extend((column, line) for line in lines)
        elif column.roles[0] in _PLAIN and len(column.roles) == 1:
            self._add_plain(found, column, lines)
        else:
            rest = self._without_labels(found, place, lines)
            self._add_texts(found, place, column, rest)

    def _add_plain(self, found: Cells, column: TableColumn, lines: Sequence[Line]) -> None:
        """A cell of one value; below it, a line may name its own value."""
        for number, line in enumerate(lines):
            values, rest = (
                labelled(line, first=False) if number and any(has_letter(w.text) for w in line) else ((), line)
            )
            found.labelled.extend(values)
            if rest:
                found.lines.setdefault(column.roles[0], []).append(tuple(rest))

    def _without_labels(self, found: Cells, place: int, lines: Sequence[Line]) -> list[Line]:
        left: list[Line] = []
        pending: Labelled | None = None
        for number, line in enumerate(lines):
            values, rest = labelled(line, first=number == 0)
            if pending is not None and self._goes_on(pending, place, line, values):
                found.labelled[-1] = Labelled(pending.role, pending.label, (*pending.value, *line), open_end=True)
                pending = found.labelled[-1]
                continue
            found.labelled.extend(values)
            pending = values[-1] if values and values[-1].open_end else None
            if rest:
                left.append(rest)
        return left

    def _goes_on(self, value: Labelled, place: int, line: Line, values: Sequence[Labelled]) -> bool:
        """Whether the line is the rest of a code that its label's line had no room for."""
        if values or value.role not in CODES or (value.role is Column.GTIN and value.value):
            return False
        if not value.value:
            return has_digit(line[0].text)
        if len(line) > 2:
            return False
        rest = all(has_digit(word.text) for word in line) and self._had_to_wrap(place, value.value, line)
        return value.value[-1].text.endswith(HYPHENS) or rest

    def _add_texts(self, found: Cells, place: int, column: TableColumn, lines: Sequence[Line]) -> None:
        roles = column.roles
        if not lines:
            return
        if len(roles) == 1:
            self._add_role(found, place, column, roles[0], lines)
            return
        first, second = stacked(roles, lines)
        if first:
            self._add_role(found, place, column, roles[0], first)
        if second:
            self._add_role(found, place, column, roles[1], second)

    def _add_role(self, found: Cells, place: int, column: TableColumn, role: Column, lines: Sequence[Line]) -> None:
        if role is Column.DESCRIPTION:
            texts = self._paragraphs(place, lines)
            found.lines.setdefault(role, []).append(texts[0])
            found.notes.extend(texts[1:])
        elif role in CODES:
            codes = joined_codes(lines)
            found.lines.setdefault(role, []).append(codes[0])
            found.unread.extend((column, line) for line in codes[1:])
        else:
            found.lines.setdefault(role, []).extend(lines)

    def _paragraphs(self, place: int, lines: Sequence[Line]) -> list[Line]:
        """Lines that had to wrap are one text; a line whose first word had found room above begins another."""
        found: list[Line] = [lines[0]]
        for before, line in pairwise(lines):
            if self._had_to_wrap(place, before, line):
                found[-1] = (*found[-1], *line)
            else:
                found.append(line)
        return found

    def _had_to_wrap(self, place: int, before: Line, line: Line) -> bool:
        first, last = line[0], before[-1]
        if last.text.endswith(("-", ",", "/")) or first.text[:1].islower():
            return True
        blank = (first.right - first.left) // max(len(first.text), 1) // 2
        return last.right + blank + first.right - first.left > self.reach.get(place, 0)


def _is_parted(one: Labelled, row: Row) -> bool:
    """Whether a label and its value begin in two cells."""
    places = [place for word in (*one.label[:1], *one.value[:1]) for place, cell in row.cells.items() if word in cell]
    return len(set(places)) > 1


def cell_reader(table: LineTable) -> CellReader:
    """Main lines tell how far texts go; notes below them may go farther."""
    quantity = table.grid.place(Column.QUANTITY)
    reach: dict[int, int] = {}
    rows = [row for record in table.records for row in record.rows]
    for row in [row for row in rows if quantity in row.cells] or rows:
        for place, words in row.cells.items():
            reach[place] = max(reach.get(place, 0), words[-1].right - row.body.shift)
    return CellReader(table, reach)
