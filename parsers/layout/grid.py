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
from parsers.language.sum_labels import sum_label
from parsers.language.vocabulary import currency_in
from parsers.layout.dividers import dividers
from parsers.layout.headings import HeadingCell, HeadingRow, has_digit, is_stretched
from parsers.layout.text_lines import TextLine
from parsers.page import Rule, Word

# Of these a text may run on under the next heading.
_TEXTS: Final = ITEMS | {Column.REMARK, Column.HARMLESS}
_MOST: Final = 0.6
_CROSSING: Final = 1500
_STACKED: Final = 1000
_VALUES: Final = 50
_BELOW: Final = 2


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
        if not _fits(own, " ".join(one.text for one in inside or [word])):
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


def grid(headings: HeadingRow, body: Sequence[BodyLine], rules: Mapping[int, Sequence[Rule]]) -> Grid:
    """The columns below these headings. `rules` are the drawn lines by page."""
    lines = [line.aligned() for line in _above_sums(body)]
    rows, beside = _rows(headings.cells, lines)
    upright = _upright(rows, rules)
    _, places, cells = min(
        ((*dividers(way, rows, beside, upright), way) for way in _ways(headings.cells, rows)),
        key=lambda found: (_takes_over(*found[1:], rows), found[0], len(found[2])),
    )
    cells, edges = _with_parts(cells, places, rows)
    return Grid(tuple(_columns(cells, edges, rows, beside)))


_Words = tuple[Word, ...]


def _ways(cells: Sequence[HeadingCell], rows: Sequence[_Words]) -> Iterator[Sequence[HeadingCell]]:
    """The headings alone, and with a column without heading before or behind them."""
    leading, trailing = _leading(cells, rows), _trailing(cells, rows)
    for before in ([], leading) if leading else ([],):
        for behind in ([], trailing) if trailing else ([],):
            yield [*before, *cells, *behind]


def _takes_over(places: Sequence[int], cells: Sequence[HeadingCell], rows: Sequence[_Words]) -> bool:
    """Whether a column without heading leaves the one beside it empty: then it is that column."""
    bounds = list(pairwise([-(10**9), *places, 10**9]))
    beside = [bounds[1]] if not cells[0].meanings and not cells[0].words else []
    beside += [bounds[-2]] if not cells[-1].meanings and not cells[-1].words else []
    filled = [
        sum(any(left <= (word.left + word.right) // 2 < right for word in row) for row in rows)
        for left, right in beside
    ]
    return any(count * 2 < len(rows) for count in filled)


def _rows(cells: Sequence[HeadingCell], lines: Sequence[_Words]) -> tuple[list[_Words], list[_Words]]:
    """The lines with text under most headings, and those between and right below them, which belong to their records.

    Where only few are filled at most, those with text under some.
    """
    least = 2 if len(cells) <= 3 else 3
    for needed in (max(least, -(-len(cells) // 2)), least):
        if places := [place for place, words in enumerate(lines) if _is_row_like(words, cells, needed)]:
            chosen = set(places)
            last = {lines[place][0].page: place for place in places}
            near = [
                words
                for place, words in enumerate(lines)
                if place not in chosen
                and not _is_prose(words, cells)
                and places[0] - _BELOW <= place <= last.get(words[0].page, -1) + _BELOW
            ]
            return [lines[place] for place in places], near
    return [], []


def _is_prose(words: _Words, cells: Sequence[HeadingCell]) -> bool:
    """Whether a text without a wide gap stands under three headings or more."""
    run: list[Word] = []
    for word in words:
        if run and is_stretched(run[-1], word):
            run = []
        run.append(word)
        if sum(run[0].left < cell.right and cell.left < word.right for cell in cells) > 2:
            return True
    return False


def _upright(rows: Sequence[Sequence[Word]], rules: Mapping[int, Sequence[Rule]]) -> list[int]:
    """The places of drawn vertical lines that stand beside most of the rows."""
    beside: Counter[int] = Counter()
    drawn = {page: [rule for rule in some if _is_upright(rule)] for page, some in rules.items()}
    for words in rows:
        middle = (words[0].top + words[0].bottom) // 2
        places = {
            round((rule.left + rule.right) // 2, -3)
            for rule in drawn.get(words[0].page, ())
            if rule.top <= middle <= rule.bottom
        }
        beside.update(places)
    return sorted(place for place, count in beside.items() if count * 2 > len(rows))


def _is_upright(rule: Rule) -> bool:
    return rule.bottom - rule.top > rule.right - rule.left


def _above_sums(body: Sequence[BodyLine]) -> Iterator[BodyLine]:
    summed = 0
    for line in body:
        if line.line.page != summed and has_sum(line.words):
            summed = line.line.page
        if line.line.page != summed:
            yield line


def has_sum(words: Sequence[Word]) -> bool:
    """Whether a piece of the line is the name of a sum."""
    return any(names_sum(piece) for piece in pieces(words))


def names_sum(piece: str) -> bool:
    named = any(sign.isalpha() for sign in piece)
    return named and (sum_label(piece.partition(":")[0]) is not None or sum_label(piece) is not None)


def pieces(words: Sequence[Word]) -> Iterator[str]:
    """The texts of a line between wide gaps."""
    run: list[Word] = []
    for word in words:
        if run and is_stretched(run[-1], word):
            yield " ".join(one.text for one in run)
            run = []
        run.append(word)
    if run:
        yield " ".join(one.text for one in run)


def _is_row_like(words: Sequence[Word], cells: Sequence[HeadingCell], needed: int) -> bool:
    """Whether the line has text under several headings, as the lines of the order have."""
    if not any(has_digit(word.text) for word in words):
        return False
    parts = 1 + sum(is_stretched(before, word) for before, word in pairwise(words))
    under = sum(any(word.left < cell.right and cell.left < word.right for word in words) for cell in cells)
    # In a dense table only the edges tell.
    aligned = sum(
        any(abs(word.left - cell.left) <= _CROSSING or abs(word.right - cell.right) <= _CROSSING for word in words)
        for cell in cells
    )
    return min(max(parts, aligned), under) >= needed


def _leading(cells: Sequence[HeadingCell], rows: Sequence[_Words]) -> list[HeadingCell]:
    """A column to the left of all headings, such as line numbers without one; a wide gap parts it from the next."""
    return _unnamed([_until_gap(row) for row in rows], len(rows), right=cells[0].left)


def _trailing(cells: Sequence[HeadingCell], rows: Sequence[_Words]) -> list[HeadingCell]:
    last = [tuple(reversed(_until_gap(row[::-1]))) for row in rows]
    return _unnamed(last, len(rows), left=cells[-1].right)


def _until_gap(words: _Words) -> _Words:
    """The first words of a line, up to a wide gap; all of them where it has none."""
    for number, (before, word) in enumerate(pairwise(words), start=1):
        if is_stretched(*sorted((before, word), key=lambda one: one.left)):
            return words[:number]
    return words


def _unnamed(runs: Sequence[_Words], count: int, *, left: int = -(10**9), right: int = 10**9) -> list[HeadingCell]:
    """A column of these runs of words, where most of them lie wholly between the two edges."""
    beside = [run for run in runs if run[0].left >= left and run[-1].right <= right]
    if not beside or len(beside) < count * _MOST:
        return []
    first = min(word.left for run in beside for word in run)
    return [HeadingCell((), (), first, max(word.right for run in beside for word in run))]


def _with_parts(
    cells: Sequence[HeadingCell], edges: Sequence[int], rows: Sequence[Sequence[Word]]
) -> tuple[list[HeadingCell], list[int]]:
    """Columns that a river of their own divides become two, of which one has the heading or each has a part of it."""
    bounds = [-(10**9), *edges, 10**9]
    found: list[HeadingCell] = []
    cuts: list[int] = []
    for cell, (left, right) in zip(cells, pairwise(bounds), strict=True):
        inside = [[word for word in row if left <= (word.left + word.right) // 2 < right] for row in rows]
        place = _inner_river(cell, [row for row in inside if row], len(rows))
        parts = [cell] if place is None else _divided(cell, place)
        found.extend(parts)
        cuts.extend([] if place is None else [place])
        cuts.append(right)
    return found, cuts[:-1]


def _inner_river(cell: HeadingCell, rows: Sequence[Sequence[Word]], count: int) -> int | None:
    """A place with wide white in nearly all rows, words at both sides in most of them, and no word across it."""
    if len(rows) < (1 if len(cell.meanings) > 1 else 2):
        return None
    for first in rows[:3]:
        for before, word in pairwise(first):
            place = (before.right + word.left) // 2
            sides = [_sides(row, place) for row in rows]
            both = sum(side == (True, True) for side in sides)
            if _is_wide(before, word) and None not in sides and both >= count * _MOST and both > len(rows) * _MOST:
                return place
    return None


def _is_wide(before: Word, word: Word) -> bool:
    return word.left - before.right > max(before.bottom - before.top, 1)


def _sides(row: Sequence[Word], place: int) -> tuple[bool, bool] | None:
    """Whether there are words before and after the place; None where one crosses it or the gap there is narrow."""
    before = [word for word in row if word.left < place]
    after = [word for word in row if word.left >= place]
    if before and (before[-1].right > place or (after and not is_stretched(before[-1], after[0]))):
        return None
    return bool(before), bool(after)


def _divided(cell: HeadingCell, place: int) -> list[HeadingCell]:
    if len(cell.meanings) == 2:
        return [
            replace(cell, meanings=cell.meanings[:1], right=min(cell.right, place)),
            replace(cell, meanings=cell.meanings[1:], left=max(cell.left, place)),
        ]
    empty = HeadingCell((), (), cell.left, cell.right)
    return [cell, empty] if place - cell.left > cell.right - place else [empty, cell]


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
