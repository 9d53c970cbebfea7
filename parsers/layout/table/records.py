"""Rows to records: the main line of each order line with the lines above and below that belong to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.language.column_roles import NUMERIC
from parsers.language.meanings import Column, Total
from parsers.language.sum_labels import sum_label
from parsers.layout.table.grid import Grid, Row
from parsers.layout.table.line_pieces import pieces
from parsers.layout.table.record_bounds import first_of_lower, first_row, last_row, ruled_heights
from parsers.layout.table.rows import KindRow, RowKind, by_role, is_number
from parsers.pages.page import Stroke, Word

_CHARGES: Final = frozenset({Total.FREIGHT, Total.ALLOWANCE, Total.TAX})


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of one order line from top to bottom. `notes` are texts between the lines that follow it."""

    rows: tuple[Row, ...]
    notes: tuple[tuple[Word, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What the table has on one page. `above` may be the rest of the last record of the page before."""

    above: tuple[Row, ...]
    records: tuple[Record, ...]
    captions: tuple[tuple[Word, ...], ...]
    furniture: tuple[tuple[Word, ...], ...]
    unread: tuple[tuple[Word, ...], ...] = ()


def section(grid: Grid, rows: Sequence[KindRow], strokes: Sequence[Stroke], *, headed: bool) -> Section:
    """The records among the rows of one page. `headed` says that headings stand right above the first row."""
    mains = _mains(rows)
    if not mains:
        return Section((), (), (), ())
    across = ruled_heights(strokes, rows)
    last = last_row(rows, mains, across)
    first = 0 if headed else first_row(rows, mains, across)
    leading = [place for place in range(first, mains[0]) if _is_part(rows[place])]
    is_above = _belongs_above(rows, mains, leading, last)
    groups = _groups(grid, rows, mains, across, last)
    groups[mains[0]].extend([] if is_above else leading)
    merged = _completed(grid, rows, groups)
    return Section(
        above=tuple(rows[place].row for place in leading if is_above),
        records=tuple(_record(rows, places, others) for places, others in _with_notes(rows, merged, last)),
        captions=tuple(one.row.words for one in rows[first : last + 1] if one.kind is RowKind.CAPTION),
        furniture=tuple(_furniture(rows, first, last)),
        unread=tuple(_unread(rows, first, mains[0], last)),
    )


def _groups(
    grid: Grid, rows: Sequence[KindRow], mains: Sequence[int], across: Sequence[int], last: int
) -> dict[int, list[int]]:
    """By main line, the rows between and below the main lines that belong to it, and itself."""
    groups = {main: [main] for main in mains}
    for before, after in pairwise(mains):
        inside = [place for place in range(before + 1, after) if _is_part(rows[place])]
        cut = first_of_lower(grid, rows, before, after, inside, across)
        groups[before].extend(place for place in inside if place < cut)
        groups[after].extend(place for place in inside if place >= cut)
    groups[mains[-1]].extend(place for place in range(mains[-1] + 1, last + 1) if _is_part(rows[place]))
    return groups


def _furniture(rows: Sequence[KindRow], first: int, last: int) -> Iterator[tuple[Word, ...]]:
    """Drawn lines and sums between the lines, and what says that the table goes on."""
    for place, one in enumerate(rows):
        drawn = one.kind is RowKind.DRAWN and first <= place <= last + 1
        summed = one.kind is RowKind.SUM and first <= place <= last
        if drawn or summed or one.kind is RowKind.CONTINUED:
            yield one.row.words


def _unread(rows: Sequence[KindRow], first: int, main: int, last: int) -> Iterator[tuple[Word, ...]]:
    """Texts above the first line, and sums between the lines that come on top."""
    yield from (one.row.words for one in rows[first:main] if one.kind is RowKind.TEXT)
    yield from (one.row.words for one in rows[first : last + 1] if one.kind is RowKind.SUM and _is_charge(one.row))


def _is_charge(row: Row) -> bool:
    """Whether a sum between the lines is no sum of them, but freight or the like, that comes on top."""
    return any(sum_label(piece.partition(":")[0]) in _CHARGES for piece in pieces(row.words))


def _mains(rows: Sequence[KindRow]) -> list[int]:
    return [place for place, one in enumerate(rows) if one.kind is RowKind.MAIN]


def _is_part(one: KindRow) -> bool:
    return one.kind is RowKind.PART


def _belongs_above(rows: Sequence[KindRow], mains: Sequence[int], inside: Sequence[int], last: int) -> bool:
    """Whether rows below the headings continue the page before: those of the first record stand closer to it."""
    if not inside:
        return False
    own = rows[mains[0]].top - rows[inside[-1]].bottom
    return mains[-1] < last and own > 0 and own >= rows[inside[-1]].bottom - rows[inside[-1]].top


def _completed(grid: Grid, rows: Sequence[KindRow], groups: Mapping[int, list[int]]) -> list[list[int]]:
    """Main lines of which the second only adds what the first leaves out are one record of two lines."""
    found: list[list[int]] = []
    for main in sorted(groups):
        places = sorted(groups[main])
        if found and _completes(grid, rows, found[-1], places):
            found[-1].extend(places)
        else:
            found.append(places)
    return found


def _completes(grid: Grid, rows: Sequence[KindRow], upper: Sequence[int], lower: Sequence[int]) -> bool:
    first, second = (_numbers(grid, rows, places) for places in (upper, lower))
    height = rows[upper[-1]].bottom - rows[upper[-1]].top
    close = rows[lower[0]].top - rows[upper[-1]].bottom < height
    vital = {Column.QUANTITY, Column.POSITION}
    whole = vital <= first or vital <= second
    return close and first.isdisjoint(second) and bool(first) and bool(second) and not whole


def _numbers(grid: Grid, rows: Sequence[KindRow], places: Sequence[int]) -> frozenset[Column]:
    found = [by_role(grid, rows[place].row) for place in places]
    return frozenset(role for cells in found for role in (*NUMERIC, Column.POSITION) if is_number(cells.get(role, "")))


def _with_notes(
    rows: Sequence[KindRow], groups: Sequence[Sequence[int]], last: int
) -> list[tuple[list[int], list[int]]]:
    """Each record with the texts that follow it, up to the next record."""
    found = []
    for number, places in enumerate(groups):
        until = min(groups[number + 1]) if number + 1 < len(groups) else last + 1
        texts = [place for place in range(min(places), until) if rows[place].kind is RowKind.TEXT]
        found.append((sorted(places), texts))
    return found


def _record(rows: Sequence[KindRow], places: Sequence[int], texts: Sequence[int]) -> Record:
    return Record(tuple(rows[place].row for place in places), tuple(rows[place].row.words for place in texts))
