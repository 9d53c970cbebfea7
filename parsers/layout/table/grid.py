"""The columns of a table on pages, and the lines below the headings cut along them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from orders import units
from parsers.language.amounts import amount
from parsers.language.column_roles import ITEMS, NUMERIC
from parsers.language.letters import has_digit
from parsers.language.meanings import Column, Heading
from parsers.layout.table.headings import HeadingCell
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import is_stretched, joined
from parsers.pages.page import Word

# Of these a text may run on under the next heading.
_TEXTS: Final = ITEMS | {Column.REMARK, Column.HARMLESS}
_CROSSING: Final = 1500


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line below headings. `shift` is how far its page is set off to the right of the first page of the table."""

    line: TextLine
    shift: int = 0

    @property
    def words(self) -> tuple[Word, ...]:
        return self.line.words

    def aligned(self) -> tuple[Word, ...]:
        """The words as if they stood on the first page."""
        if not self.shift:
            return self.words
        return tuple(replace(word, left=word.left - self.shift, right=word.right - self.shift) for word in self.words)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`roles` are several where captions are stacked; empty where nobody knows what the column holds.

    `rival` is what the heading means where another column has taken that. `lefts` and `rights` are the edges at which
    its texts usually begin and end.
    """

    heading: HeadingCell
    roles: tuple[Column, ...]
    left: int
    right: int
    rival: Column | None = None
    lefts: frozenset[int] = frozenset()
    rights: frozenset[int] = frozenset()

    def begins(self, word: Word) -> bool:
        """Whether a word begins where texts of this column do."""
        return any(abs(word.left - left) <= _CROSSING for left in self.lefts)

    def ends(self, word: Word) -> bool:
        return any(abs(word.right - right) <= _CROSSING for right in self.rights)

    def meaning(self, role: Column) -> Heading | None:
        """What the heading said of this role, with currency and basis."""
        return next((found for found in self.heading.meanings if role in found.columns), None)


@dataclass(frozen=True, slots=True)
class Row:
    """A line cut along the columns. `crossing` are words that lie across two of them."""

    body: BodyLine
    cells: Mapping[int, tuple[Word, ...]]
    crossing: tuple[Word, ...]

    @property
    def line(self) -> TextLine:
        return self.body.line

    @property
    def words(self) -> tuple[Word, ...]:
        return self.body.words


@dataclass(frozen=True, slots=True)
class Grid:
    """All columns from left to right."""

    columns: tuple[TableColumn, ...]

    def row(self, body: BodyLine) -> Row:
        """The line cut along the columns; a text that only runs on into the next column stays in one piece."""
        edges = [column.right for column in self.columns[:-1]]
        cells: dict[int, list[Word]] = {}
        crossing: list[tuple[int, Word]] = []
        shown = body.aligned()
        column = refused = -1
        for number, word in enumerate(shown):
            place = bisect_right(edges, (word.left + word.right) // 2)
            if 0 <= column < place and self._runs_on(column, place, shown, number, refused):
                refused, place = place, column
            elif any(word.left + _CROSSING < edge < word.right - _CROSSING for edge in edges):
                crossing.append((place, body.words[number]))
            column = place
            cells.setdefault(place, []).append(body.words[number])
        # A long text may stand out into an empty column.
        across = tuple(word for place, word in crossing if place + 1 in cells or place - 1 in cells)
        return Row(body, {place: tuple(words) for place, words in cells.items()}, across)

    def _runs_on(self, column: int, place: int, words: Sequence[Word], number: int, refused: int) -> bool:
        """Whether a word in the next column is only the end of the text before: an ordinary blank, and no edge."""
        last, word = words[number - 1], words[number]
        if is_stretched(last, word) or not (_TEXTS.issuperset(self.columns[column].roles) or _is_word(last)):
            return False
        if place == refused:
            return True
        own = self.columns[place]
        inside = [one for one in words[number:] if one.right <= own.right]
        if not _fits(own, joined(inside or [word])):
            return True
        return not (own.begins(word) or any(own.ends(one) for one in inside))

    def place(self, role: Column) -> int | None:
        return next((number for number, column in enumerate(self.columns) if role in column.roles), None)

    def fills(self, row: Row, role: Column) -> bool:
        """Whether the row has text in the column of this role."""
        place = self.place(role)
        return place is not None and place in row.cells

    def column(self, role: Column) -> TableColumn | None:
        place = self.place(role)
        return None if place is None else self.columns[place]


def _is_word(word: Word) -> bool:
    """Whether it is a word of a sentence, which no number, unit or date is."""
    return len(word.text) > 3 and word.text.isalpha() and not units.meanings(word.text)


def _fits(column: TableColumn, text: str) -> bool:
    """Whether a text can stand in the column at all."""
    role = column.roles[0] if column.roles else None
    if role in NUMERIC - {Column.PRICE_BASIS} or role is Column.POSITION:
        return amount(text) is not None
    if role is Column.REQUESTED_DATE:
        return has_digit(text)
    return role is not Column.UNIT or bool(units.meanings(text)) or " " not in text
