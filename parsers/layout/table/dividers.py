"""Where the columns of a table part: rivers of white between two headings that the rows below agree on."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Final

from parsers.language.column_roles import NUMERIC
from parsers.layout.table.fitting import column_cost
from parsers.layout.table.headings import HeadingCell
from parsers.layout.text.words import has_digit, is_stretched
from parsers.pages.page import Word

_ALIGNED: Final = 1500
_INSIDE: Final = 300
_MOST_ROWS: Final = 60
_MOST_FITTED: Final = 20
_MOST_OPTIONS: Final = 8
_IMPOSSIBLE: Final = 1e9
# What each row says of a place, in votes: a word cut in two is the worst, then a blank within a text.
_CUT: Final = 6.0
_NARROW: Final = 1.5
_ALIGNS: Final = -0.8
_GROUPED: Final = 3.0
_UNDER_OTHER: Final = 1.0
_OTHER_TYPE: Final = 0.7
_THOUSANDS: Final = re.compile(r"^\d{3}([.,]\d+)?$")
_RULED: Final = -3.0
_WIDEST: Final = 3
_FEW: Final = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a row by their edges."""

    words: tuple[Word, ...]
    lefts: tuple[int, ...]

    def between(self, left: int, right: int) -> tuple[Word, ...]:
        """The words whose middle lies between the two places."""
        begin, end = bisect_left(self.lefts, left), bisect_left(self.lefts, right)
        if begin and self.words[begin - 1].left + self.words[begin - 1].right > 2 * left:
            begin -= 1
        if end > begin and self.words[end - 1].left + self.words[end - 1].right > 2 * right:
            end -= 1
        return self.words[begin:end]

    def around(self, place: int) -> tuple[Word | None, Word | None]:
        """The last word that begins before this place, and the first after it."""
        number = bisect_left(self.lefts, place)
        before = self.words[number - 1] if number else None
        return before, self.words[number] if number < len(self.words) else None


@dataclass(frozen=True, slots=True)
class _Option:
    """A place where two columns may part, and the votes against it."""

    place: int
    cost: float


def dividers(
    cells: Sequence[HeadingCell],
    rows: Sequence[Sequence[Word]],
    beside: Sequence[Sequence[Word]],
    upright: Sequence[int],
) -> tuple[float, tuple[int, ...]]:
    """One place between each two headings, so that what stands between fits them best, and what speaks against them.

    `rows` have text under most headings, the lines `beside` them only must not be cut. `upright` are the places of
    drawn lines.
    """
    lines = [_Line(tuple(row), tuple(word.left for word in row)) for row in (*rows, *beside) if row]
    full = lines[: len(rows)]
    voting = lines[:: max(1, len(lines) // _MOST_ROWS)]
    options = [_options(left, right, voting, upright) for left, right in pairwise(cells)]
    cost, chosen = _best_path(cells, options, full[:: max(1, len(full) // _MOST_FITTED)])
    drawn = set(upright)
    bounds = [-(10**9), *chosen, 10**9]
    return cost, tuple(
        place if place in drawn else _settled(place, lines, low, high)
        for low, place, high in zip(bounds, chosen, bounds[2:], strict=False)
    )


def _best_path(
    cells: Sequence[HeadingCell], options: Sequence[Sequence[_Option]], lines: Sequence[_Line]
) -> tuple[float, list[int]]:
    """One option for each divider, from left to right, with the fewest votes against them and their columns."""
    paths: list[tuple[float, list[int]]] = [(0.0, [])]
    for cell, some in zip(cells, options, strict=False):
        paths = [
            min(
                (cost + option.cost + _fitting(cell, lines, places, option.place), [*places, option.place])
                for cost, places in paths
            )
            for option in some
        ]
    return min((cost + _fitting(cells[-1], lines, places, 10**9), places) for cost, places in paths)


def _fitting(cell: HeadingCell, lines: Sequence[_Line], places: Sequence[int], right: int) -> float:
    left = places[-1] if places else -(10**9)
    if left >= right:
        return _IMPOSSIBLE
    return sum(column_cost(cell, line.between(left, right)) for line in lines)


def _options(left: HeadingCell, right: HeadingCell, lines: Sequence[_Line], upright: Sequence[int]) -> list[_Option]:
    """The best places between two headings, one in each river."""
    lowest, highest = left.left, right.right
    drawn = [place for place in upright if lowest < place < highest]
    middle = max((left.right + right.left) // 2, lowest + 1)
    places = {middle, *drawn, *_gap_edges(lines, lowest, highest)}
    # The best by votes, then the widest river, then the one nearest to the middle.
    ranked = sorted(
        (round(_cost(place, left, right, lines, drawn), 3), -_width(river), abs(place - middle), place, river)
        for place in places
        for river in [_river(place, lines)]
    )
    found: dict[tuple[int, int], _Option] = {}
    for cost, _, _, place, river in ranked:
        if river not in found and len(found) < _MOST_OPTIONS:
            found[river] = _Option(place, cost)
    return list(found.values())


def _gap_edges(lines: Sequence[_Line], lowest: int, highest: int) -> Iterator[int]:
    for line in lines:
        edges = [(word.left - _INSIDE, word.right + _INSIDE) for word in line.words]
        for before, after in edges:
            yield from (place for place in (before, after) if lowest < place < highest)


def _cost(place: int, left: HeadingCell, right: HeadingCell, lines: Sequence[_Line], drawn: Sequence[int]) -> float:
    votes = sum(_vote(place, left, right, line) for line in lines) + _ALIGNS * _aligned(place, lines)
    return votes + (_RULED * len(lines) if any(abs(stroke - place) <= 2 * _INSIDE for stroke in drawn) else 0)


def _aligned(place: int, lines: Sequence[_Line]) -> int:
    """In how many rows the texts before or after the place end or begin below each other; few rows prove nothing."""
    around = [line.around(place) for line in lines]
    ends = Counter(round(before.right, -3) for before, _ in around if before is not None)
    starts = Counter(round(after.left, -3) for _, after in around if after is not None)
    often = max([0, *ends.values(), *starts.values()])
    return often if often >= _FEW and often * 4 >= 3 * len(lines) else 0


def _vote(place: int, left: HeadingCell, right: HeadingCell, line: _Line) -> float:
    before, after = line.around(place)
    cost = 0.0
    if before is not None:
        if before.right > place:
            return _CUT
        cost += _ALIGNS if abs(before.right - left.right) <= _ALIGNED else 0
        cost += _UNDER_OTHER if before.left >= left.right and before.right > right.left else 0
        cost += _OTHER_TYPE if _is_numeric(left) and before.right > left.left and not _is_counted(before) else 0
    if after is not None:
        cost += _ALIGNS if abs(after.left - right.left) <= _ALIGNED else 0
        cost += _UNDER_OTHER if after.right <= right.left and after.left < left.right else 0
        cost += _OTHER_TYPE if _is_numeric(right) and after.left < right.right and not _is_counted(after) else 0
    if before is not None and after is not None:
        cost += 0 if is_stretched(before, after) else _NARROW
        cost += _GROUPED if not is_stretched(before, after) and _is_grouped(before.text, after.text) else 0
        height = max(before.bottom - before.top, 1)
        cost -= min((after.left - before.right) / height, _WIDEST) / 10
    return cost


def _is_grouped(before: str, after: str) -> bool:
    """Whether the two are one number with a blank before its thousands: `51 455,75`."""
    return before.isdigit() and len(before) <= 3 and bool(_THOUSANDS.match(after))


def _is_numeric(cell: HeadingCell) -> bool:
    return bool(cell.meanings) and cell.meanings[0].columns <= NUMERIC


def _is_counted(word: Word) -> bool:
    """Whether the word can stand in a column of numbers: a number, a unit, a currency."""
    return has_digit(word.text) or len(word.text) <= 3


def _river(place: int, lines: Sequence[_Line]) -> tuple[int, int]:
    """How far the white around a place reaches in all lines that do not cross it."""
    lowest, highest = place - 1_000_000, place + 1_000_000
    for line in lines:
        before, after = line.around(place)
        if before is not None and before.right <= place:
            lowest = max(lowest, before.right)
        if after is not None and not (before is not None and before.right > place):
            highest = min(highest, after.left)
    return lowest, highest


def _width(river: tuple[int, int]) -> int:
    return river[1] - river[0]


def _settled(place: int, lines: Sequence[_Line], lowest: int, highest: int) -> int:
    """Within the river: next to the right column where its texts begin below each other, else in the middle."""
    low, high = _river(place, lines)
    low, high = max(low, lowest), min(high, highest)
    starts = [after.left for line in lines if (after := line.around(place)[1]) is not None]
    if starts and abs(high - median_low(starts)) <= _ALIGNED:
        return max(high - _INSIDE, low + 1)
    return (low + high) // 2
