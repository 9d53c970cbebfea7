"""Tables of order lines on pages: headings, columns and records, over as many pages as they go on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_low
from typing import Final

from parsers.layout.table.columns import grid_below
from parsers.layout.table.grid import BodyLine, Grid, TableColumn
from parsers.layout.table.headings import HeadingRow, heading_row
from parsers.layout.table.records import Record, Section, section
from parsers.layout.table.rows import classified
from parsers.layout.text.lines import TextLine
from parsers.pages.page import Stroke, Word

_SAME_SHIFT: Final = 1000


@dataclass(frozen=True, slots=True)
class LineTable:
    """A table of order lines. `words` are the places of all words that it accounts for.

    `captions` stand between the records, `unread` are rows of which nobody knows what they are. `top` and `bottom`
    tell by page how far it reaches.
    """

    headings: tuple[HeadingRow, ...]
    grid: Grid
    records: tuple[Record, ...]
    captions: tuple[tuple[Word, ...], ...]
    unread: tuple[tuple[Word, ...], ...]
    words: frozenset[int]
    top: Mapping[int, int]
    bottom: Mapping[int, int]

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        return self.grid.columns


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one page that the table may fill, below its headings where they are repeated."""

    heading: HeadingRow | None
    body: tuple[BodyLine, ...]


def line_tables(lines: Sequence[TextLine], strokes: Mapping[int, Sequence[Stroke]]) -> tuple[LineTable, ...]:
    """All tables of order lines, from the first page to the last. `strokes` are the drawn lines by page."""
    heads = list(_heading_rows(lines))
    found: list[LineTable] = []
    start = 0
    while start < len(heads):
        end = start + 1
        while end < len(heads) and _repeats(heads[start], heads[end]):
            end += 1
        until = heads[end].first if end < len(heads) else len(lines)
        table = _table(lines[:until], heads[start:end], strokes)
        if table.records:
            found.append(table)
        start = end
    return tuple(found)


def _heading_rows(lines: Sequence[TextLine]) -> Iterator[HeadingRow]:
    """All heading rows; below the headings of a table, a few words that could be headings are part of a record."""
    last, least = -1, 0
    for place in range(len(lines)):
        found = heading_row(lines, place) if place > last else None
        if found is None or found.first <= last:
            continue
        better = heading_row(lines, place + 1) if place + 1 < len(lines) else None
        chosen = better if better is not None and _known(better) > _known(found) else found
        if 2 * _known(chosen) > least:
            last, least = chosen.last, max(least, _known(chosen))
            yield chosen


def _known(row: HeadingRow) -> int:
    return sum(bool(cell.meanings) for cell in row.cells)


def _repeats(first: HeadingRow, other: HeadingRow) -> bool:
    """Whether the headings are the same, but for a word that fell to another line or was misread."""
    return len(set(first.texts) & set(other.texts)) * 4 >= 3 * max(len(first.texts), len(other.texts))


def _table(
    lines: Sequence[TextLine], heads: Sequence[HeadingRow], strokes: Mapping[int, Sequence[Stroke]]
) -> LineTable:
    parts = list(_parts(lines, heads))
    body = [one for part in parts for one in part.body]
    columns = grid_below(heads[0], body, strokes)
    sections = [_section(columns, part, strokes) for part in parts]
    return _whole(heads, columns, sections)


def _parts(lines: Sequence[TextLine], heads: Sequence[HeadingRow]) -> Iterator[_Part]:
    """The lines below each heading row up to the end of its page, and whole pages without headings."""
    starts = {head.last + 1: head for head in heads}
    skipped = {place for head in heads for place in range(head.first, head.last + 1)}
    begun: list[BodyLine] = []
    heading: HeadingRow | None = heads[0]
    shift, page = 0, lines[heads[0].first].page
    ends = {head.first for head in heads}
    for place in range(heads[0].last + 1, len(lines)):
        line = lines[place]
        if line.page != page or place in ends:
            # What stands above headings on a new page is the head of the page.
            if place not in ends or heading is not None:
                yield _Part(heading, tuple(begun))
            begun, heading, page = [], None, line.page
        if place in starts:
            heading, shift, begun = starts[place], _shift(heads[0], starts[place]), []
        if place not in skipped:
            begun.append(BodyLine(line, shift))
    yield _Part(heading, tuple(begun))


def _shift(first: HeadingRow, other: HeadingRow) -> int:
    lefts = {text: cell.left for text, cell in zip(first.texts, first.cells, strict=True)}
    moved = [cell.left - lefts[text] for text, cell in zip(other.texts, other.cells, strict=True) if text in lefts]
    shift = median_low(moved) if moved else 0
    return shift if abs(shift) > _SAME_SHIFT else 0


def _section(columns: Grid, part: _Part, strokes: Mapping[int, Sequence[Stroke]]) -> Section:
    rows = [columns.row(one) for one in part.body]
    kinds = classified(columns, rows, headed=part.heading is not None)
    page = part.body[0].line.page if part.body else 0
    return section(columns, kinds, strokes.get(page, ()), headed=part.heading is not None)


def _whole(heads: Sequence[HeadingRow], columns: Grid, sections: Sequence[Section]) -> LineTable:
    records = _records(sections)
    captions = tuple(words for one in sections for words in one.captions)
    unread = tuple(words for one in sections for words in one.unread)
    texts = [
        *(cell.words for head in heads for cell in head.cells),
        *captions,
        *unread,
        *(words for one in sections for words in one.furniture),
        *(row.words for record in records for row in record.rows),
        *(words for record in records for words in record.notes),
    ]
    words = [word for text in texts for word in text]
    places = frozenset(word.place for word in words)
    return LineTable(tuple(heads), columns, records, captions, unread, places, _tops(words), _bottoms(words))


def _records(sections: Sequence[Section]) -> tuple[Record, ...]:
    """The records of all pages; what a page goes on with belongs to the last one before, else to its own first."""
    records: list[Record] = []
    for one in sections:
        own = list(one.records)
        if one.above and records:
            records[-1] = replace(records[-1], rows=(*records[-1].rows, *one.above))
        elif one.above:
            own[0] = replace(own[0], rows=(*one.above, *own[0].rows))
        records.extend(own)
    return tuple(records)


def _tops(words: Sequence[Word]) -> dict[int, int]:
    found: dict[int, int] = {}
    for word in words:
        found[word.page] = min(found.get(word.page, word.top), word.top)
    return found


def _bottoms(words: Sequence[Word]) -> dict[int, int]:
    found: dict[int, int] = {}
    for word in words:
        found[word.page] = max(found.get(word.page, word.bottom), word.bottom)
    return found
