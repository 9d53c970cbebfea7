"""Rows to records: the main line of each order line with the lines above and below that belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.language.column_roles import NUMERIC
from parsers.language.meanings import Column, Total
from parsers.language.sum_labels import sum_label
from parsers.layout.table.grid import Grid, Row
from parsers.layout.table.line_pieces import pieces
from parsers.layout.table.rows import KindRow, RowKind, by_role, is_number
from parsers.pages.page import Stroke, Word

_CHARGES: Final = frozenset({Total.FREIGHT, Total.ALLOWANCE, Total.TAX})
_LARGER: Final = 1.25
_FARTHEST: Final = 1.0
_FULL_WIDTH: Final = 0.5


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
    across = _across(strokes, rows)
    last = _end(rows, mains, across)
    first = 0 if headed else _begin(rows, mains, across)
    groups = {main: [main] for main in mains}
    above: list[int] = []
    between = [-1, *mains]
    for before, after in pairwise(between):
        inside = [place for place in range(max(before + 1, first), after) if _is_part(rows[place])]
        if before < 0:
            (above if _belongs_above(rows, mains, inside, last) else groups[after]).extend(inside)
            continue
        cut = _cut(grid, rows, before, after, inside, across)
        groups[before].extend(place for place in inside if place < cut)
        groups[after].extend(place for place in inside if place >= cut)
    groups[mains[-1]].extend(place for place in range(mains[-1] + 1, last + 1) if _is_part(rows[place]))
    merged = _completed(grid, rows, groups)
    records = tuple(_record(rows, places, others) for places, others in _with_notes(rows, merged, last))
    captions = tuple(one.row.words for one in rows[first : last + 1] if one.kind is RowKind.CAPTION)
    furniture = tuple(
        one.row.words
        for place, one in enumerate(rows)
        if one.kind is RowKind.CONTINUED
        or (first <= place <= last and one.kind in (RowKind.DRAWN, RowKind.SUM))
        or (one.kind is RowKind.DRAWN and first <= place <= last + 1)
    )
    unread = tuple(one.row.words for one in rows[first : mains[0]] if one.kind is RowKind.TEXT)
    charges = tuple(one.row.words for one in rows[first : last + 1] if one.kind is RowKind.SUM and _is_charge(one.row))
    return Section(tuple(rows[place].row for place in above), records, captions, furniture, (*unread, *charges))


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


def _across(strokes: Sequence[Stroke], rows: Sequence[KindRow]) -> list[int]:
    """Heights at which drawn lines pass through at least half of the width of the table."""
    left = min((one.row.words[0].left for one in rows), default=0)
    right = max((one.row.words[-1].right for one in rows), default=0)
    widths: dict[int, int] = {}
    for stroke in strokes:
        if stroke.right - stroke.left > stroke.bottom - stroke.top:
            key = round((stroke.top + stroke.bottom) / 2000)
            widths[key] = widths.get(key, 0) + stroke.right - stroke.left
    return sorted(key * 1000 for key, width in widths.items() if width > (right - left) * _FULL_WIDTH)


def _ruled(across: Sequence[int], upper: KindRow, lower: KindRow) -> bool:
    middle = (upper.bottom - upper.top) // 3
    return any(upper.bottom - middle <= height <= lower.top + middle for height in across)


def _gap(upper: KindRow, lower: KindRow) -> int:
    """From base line to base line."""
    return lower.bottom - upper.bottom


def _end(rows: Sequence[KindRow], mains: Sequence[int], across: Sequence[int]) -> int:
    """The last row of the table: parts below the last main line, as close as such parts are elsewhere."""
    farthest = _farthest(rows, mains)
    last = mains[-1]
    for place in range(mains[-1] + 1, len(rows)):
        one, before = rows[place], rows[place - 1]
        if one.kind is not RowKind.PART or _ruled(across, before, one) or _gap(before, one) > farthest:
            break
        last = place
    return last


def _begin(rows: Sequence[KindRow], mains: Sequence[int], across: Sequence[int]) -> int:
    """On a page without headings: where the first record begins."""
    first = mains[0]
    while first > 0 and rows[first - 1].kind is RowKind.PART:
        close = _gap(rows[first - 1], rows[first]) <= (rows[first].bottom - rows[first].top) * _LARGER
        if not close or _ruled(across, rows[first - 1], rows[first]):
            break
        first -= 1
    return first


def _farthest(rows: Sequence[KindRow], mains: Sequence[int]) -> float:
    """How far apart lines of one record can be: as seen between records, at most two lines."""
    height = max(one.bottom - one.top for one in (rows[place] for place in mains))
    seen = [
        _gap(rows[place - 1], rows[place])
        for before, after in pairwise(mains)
        for place in range(before + 1, after)
        if rows[place].kind is RowKind.PART and rows[place - 1].kind in (RowKind.MAIN, RowKind.PART)
    ]
    pitch = min((_gap(rows[a], rows[b]) for a, b in pairwise(mains) if b == a + 1), default=0)
    likely = max(seen) * _LARGER if seen else height * (1 + _FARTHEST)
    return min(likely, pitch * 1.05) if pitch and not seen else likely


def _cut(
    grid: Grid, rows: Sequence[KindRow], before: int, after: int, inside: Sequence[int], across: Sequence[int]
) -> int:
    """The first row between two main lines that belongs to the lower one."""
    if not inside:
        return after
    chain = [before, *inside, after]
    ruled = [b for a, b in pairwise(chain) if _ruled(across, rows[a], rows[b])]
    if len(ruled) == 1:
        return ruled[0]
    lower = by_role(grid, rows[after].row)
    if Column.POSITION not in lower:
        placed = [p for p in inside if is_number(by_role(grid, rows[p].row).get(Column.POSITION, ""))]
        if placed:
            return placed[-1]
    gaps = [(_gap(rows[a], rows[b]), b) for a, b in pairwise(chain)]
    widest, place = max(gaps)
    rest = [gap for gap, where in gaps if where != place]
    return place if widest > max(rest) * _LARGER else after


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
