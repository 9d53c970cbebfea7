"""Columns without a heading of their own: before the first, behind the last, or beside another under one heading."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.layout.table.headings import HeadingCell
from parsers.layout.text.words import is_stretched, is_wide
from parsers.pages.page import Word

_MOST: Final = 0.6
_Words = tuple[Word, ...]


def ways(cells: Sequence[HeadingCell], rows: Sequence[_Words]) -> Iterator[Sequence[HeadingCell]]:
    """The headings alone, and with a column without heading before or behind them."""
    leading, trailing = _leading(cells, rows), _trailing(cells, rows)
    for before in ([], leading) if leading else ([],):
        for behind in ([], trailing) if trailing else ([],):
            yield [*before, *cells, *behind]


def takes_over(places: Sequence[int], cells: Sequence[HeadingCell], rows: Sequence[_Words]) -> bool:
    """Whether a column without heading leaves the one beside it empty: then it is that column."""
    bounds = list(pairwise([-(10**9), *places, 10**9]))
    beside = [bounds[1]] if not cells[0].meanings and not cells[0].words else []
    beside += [bounds[-2]] if not cells[-1].meanings and not cells[-1].words else []
    filled = [
        sum(any(left <= (word.left + word.right) // 2 < right for word in row) for row in rows)
        for left, right in beside
    ]
    return any(count * 2 < len(rows) for count in filled)


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


def with_parts(
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
            if is_wide(before, word) and None not in sides and both >= count * _MOST and both > len(rows) * _MOST:
                return place
    return None


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
