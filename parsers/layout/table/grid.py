"""The columns of a table on pages: what each holds and how far it reaches, and the lines below cut along them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from orders import units
from orders.currencies import currency_written
from parsers.language.amounts import amount
from parsers.language.column_roles import ITEMS, NUMERIC, Content, ascends, assigned
from parsers.language.meanings import Column, Heading
from parsers.language.vocabulary import currency_in
from parsers.layout.table.dividers import dividers
from parsers.layout.table.headings import HeadingCell, HeadingRow
from parsers.layout.table.row_lines import above_sums, row_lines, upright_places
from parsers.layout.table.unnamed_columns import takes_over, ways, with_parts
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import has_digit, is_stretched, joined
from parsers.pages.page import Stroke, Word

# Of these a text may run on under the next heading.
_TEXTS: Final = ITEMS | {Column.REMARK, Column.HARMLESS}
_CROSSING: Final = 1500
_STACKED: Final = 1000
_VALUES: Final = 50


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


def grid(headings: HeadingRow, body: Sequence[BodyLine], strokes: Mapping[int, Sequence[Stroke]]) -> Grid:
    """The columns below these headings. `strokes` are the drawn lines by page."""
    lines = list(above_sums(line.aligned() for line in body))
    rows, beside = row_lines(headings.cells, lines)
    upright = upright_places(rows, strokes)
    _, places, cells = min(
        ((*dividers(way, rows, beside, upright), way) for way in ways(headings.cells, rows)),
        key=lambda found: (takes_over(found[1], found[2], rows), found[0], len(found[2])),
    )
    cells, edges = with_parts(cells, places, rows)
    return Grid(tuple(_columns(cells, edges, rows, beside)))


def _columns(
    cells: Sequence[HeadingCell],
    edges: Sequence[int],
    rows: Sequence[Sequence[Word]],
    beside: Sequence[Sequence[Word]],
) -> Iterator[TableColumn]:
    bounds = list(pairwise([-(10**9), *edges, 10**9]))
    values = [_values(rows, left, right) for left, right in bounds]
    known: dict[int, frozenset[Column]] = {}
    for place, cell in enumerate(cells):
        for number, meaning in enumerate(cell.meanings):
            known[place + number * _STACKED] = meaning.columns
    contents: dict[int, Sequence[Content]] = {
        key: values[key % _STACKED] if len(cells[key % _STACKED].meanings) == 1 else () for key in known
    }
    roles, rivals = assigned(known, contents)
    for place, (cell, (left, right)) in enumerate(zip(cells, bounds, strict=True)):
        own = tuple(roles[key] for key in (place, place + _STACKED, place + 2 * _STACKED) if key in roles)
        if not cell.words and not cell.meanings:
            guess = _guessed(values[place], taken=frozenset(roles.values()))
            own = (guess,) if guess else ()
            roles.update({place: guess} if guess else {})
        lefts, rights = _edges(cell, [*rows, *beside], left, right)
        yield TableColumn(cell, own, left, right, rivals.get(place), lefts, rights)


def _edges(
    cell: HeadingCell, rows: Sequence[Sequence[Word]], left: int, right: int
) -> tuple[frozenset[int], frozenset[int]]:
    """Where the texts of the column begin and end in most rows, besides the edges of the heading."""
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    for row in rows:
        inside = [word for word in row if left <= (word.left + word.right) // 2 < right]
        if inside:
            lefts[round(inside[0].left, -3)] += 1
            rights[round(inside[-1].right, -3)] += 1
    return _usual(lefts, rights, cell.left), _usual(rights, lefts, cell.right)


def _usual(edges: Counter[int], others: Counter[int], own: int) -> frozenset[int]:
    """The edges that at least half of the texts share; none where they are aligned at the other side."""
    if max(edges.values(), default=0) < max(others.values(), default=0):
        return frozenset()
    return frozenset({own, *(edge for edge, count in edges.items() if count * 2 >= edges.total())})


def _values(rows: Sequence[Sequence[Word]], left: int, right: int) -> list[Content]:
    found: list[Content] = []
    for row in rows[:_VALUES]:
        words = [word.text for word in row if left <= (word.left + word.right) // 2 < right and not word.struck]
        if words:
            text = " ".join(words)
            found.append(Content(text, amount(text) is not None))
    return found


def _guessed(values: Sequence[Content], taken: frozenset[Column]) -> Column | None:
    """What a column without a heading can only be."""
    texts = [value.text for value in values]
    if texts and all(not has_digit(text) and (currency_in(text) or currency_written(text)) for text in texts):
        return Column.CURRENCY if Column.CURRENCY not in taken else Column.HARMLESS
    if len(texts) >= 2 and Column.POSITION not in taken and ascends(texts) and all(v.is_number for v in values):
        return Column.POSITION
    if texts and Column.UNIT not in taken and all(units.meanings(text) for text in texts):
        return Column.UNIT
    return None
