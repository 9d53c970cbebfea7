"""Where one record ends and the next begins: drawn lines, numbers of lines, and how far apart rows stand."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.language.meanings import Column
from parsers.layout.table.grid import Grid
from parsers.layout.table.rows import KindRow, RowKind, by_role, is_number
from parsers.pages.page import Stroke

_LARGER: Final = 1.25
_FARTHEST: Final = 1.0
_FULL_WIDTH: Final = 0.5


def ruled_heights(strokes: Sequence[Stroke], rows: Sequence[KindRow]) -> list[int]:
    """Heights at which drawn lines pass through at least half of the width of the table."""
    left = min((one.row.words[0].left for one in rows), default=0)
    right = max((one.row.words[-1].right for one in rows), default=0)
    widths: dict[int, int] = {}
    for stroke in strokes:
        if stroke.is_flat:
            key = round((stroke.top + stroke.bottom) / 2000)
            widths[key] = widths.get(key, 0) + stroke.right - stroke.left
    return sorted(key * 1000 for key, width in widths.items() if width > (right - left) * _FULL_WIDTH)


def _ruled(across: Sequence[int], upper: KindRow, lower: KindRow) -> bool:
    middle = (upper.bottom - upper.top) // 3
    return any(upper.bottom - middle <= height <= lower.top + middle for height in across)


def _gap(upper: KindRow, lower: KindRow) -> int:
    """From base line to base line."""
    return lower.bottom - upper.bottom


def last_row(rows: Sequence[KindRow], mains: Sequence[int], across: Sequence[int]) -> int:
    """The last row of the table: parts below the last main line, as close as such parts are elsewhere."""
    farthest = _farthest(rows, mains)
    last = mains[-1]
    for place in range(mains[-1] + 1, len(rows)):
        one, before = rows[place], rows[place - 1]
        if one.kind is not RowKind.PART or _ruled(across, before, one) or _gap(before, one) > farthest:
            break
        last = place
    return last


def first_row(rows: Sequence[KindRow], mains: Sequence[int], across: Sequence[int]) -> int:
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


def first_of_lower(
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
