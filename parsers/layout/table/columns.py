"""The columns below headings: what each of them holds, and how far it reaches."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from orders import units
from orders.currencies import currency_written
from parsers.language.amounts import amount
from parsers.language.column_roles import Content, ascends, assigned
from parsers.language.letters import has_digit
from parsers.language.meanings import Column
from parsers.language.vocabulary import currency_in
from parsers.layout.table.dividers import dividers
from parsers.layout.table.grid import BodyLine, Grid, TableColumn
from parsers.layout.table.headings import HeadingCell, HeadingRow
from parsers.layout.table.row_lines import above_sums, row_lines, upright_places
from parsers.layout.table.unnamed_columns import takes_over, ways, with_parts
from parsers.pages.page import Stroke, Word

_STACKED: Final = 1000
_VALUES: Final = 50


def grid_below(headings: HeadingRow, body: Sequence[BodyLine], strokes: Mapping[int, Sequence[Stroke]]) -> Grid:
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
    values = [_values(rows, left, right) or _values(beside, left, right) for left, right in bounds]
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
