"""Where the columns of a table part: rivers of white between two headings that the rows below agree on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Final

from parsers.layout.table.fitting import column_cost
from parsers.layout.table.headings import HeadingCell
from parsers.layout.table.rivers import INSIDE, RowEdges, gap_edges, river, width
from parsers.layout.table.votes import votes_against
from parsers.pages.page import Word

_ALIGNED: Final = 1500
_MOST_ROWS: Final = 60
_MOST_FITTED: Final = 20
_MOST_OPTIONS: Final = 8
_IMPOSSIBLE: Final = 1e9


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
    lines = [RowEdges(tuple(row), tuple(word.left for word in row)) for row in (*rows, *beside) if row]
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
    cells: Sequence[HeadingCell], options: Sequence[Sequence[_Option]], lines: Sequence[RowEdges]
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


def _fitting(cell: HeadingCell, lines: Sequence[RowEdges], places: Sequence[int], right: int) -> float:
    left = places[-1] if places else -(10**9)
    if left >= right:
        return _IMPOSSIBLE
    return sum(column_cost(cell, line.between(left, right)) for line in lines)


def _options(left: HeadingCell, right: HeadingCell, lines: Sequence[RowEdges], upright: Sequence[int]) -> list[_Option]:
    """The best places between two headings, one in each river."""
    lowest, highest = left.left, right.right
    drawn = [place for place in upright if lowest < place < highest]
    middle = max((left.right + right.left) // 2, lowest + 1)
    places = {middle, *drawn, *gap_edges(lines, lowest, highest)}
    # The best by votes, then the widest river, then the one nearest to the middle.
    ranked = sorted(
        (round(votes_against(place, left, right, lines, drawn), 3), -width(white), abs(place - middle), place, white)
        for place in places
        for white in [river(place, lines)]
    )
    found: dict[tuple[int, int], _Option] = {}
    for cost, _, _, place, white in ranked:
        if white not in found and len(found) < _MOST_OPTIONS:
            found[white] = _Option(place, cost)
    return list(found.values())


def _settled(place: int, lines: Sequence[RowEdges], lowest: int, highest: int) -> int:
    """Within the river: next to the right column where its texts begin below each other, else in the middle."""
    low, high = river(place, lines)
    low, high = max(low, lowest), min(high, highest)
    starts = [after.left for line in lines if (after := line.around(place)[1]) is not None]
    if starts and abs(high - median_low(starts)) <= _ALIGNED:
        return max(high - INSIDE, low + 1)
    return (low + high) // 2
