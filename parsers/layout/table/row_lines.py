"""Which lines below headings have the look of a row of the table, and the drawn lines that stand beside them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from parsers.language.letters import has_digit
from parsers.layout.table.headings import HeadingCell
from parsers.layout.table.line_pieces import has_sum
from parsers.layout.text.words import is_stretched, parted
from parsers.pages.page import Stroke, Word

_ALIGNED: Final = 1500
_BELOW: Final = 2
_Words = tuple[Word, ...]


def row_lines(cells: Sequence[HeadingCell], lines: Sequence[_Words]) -> tuple[list[_Words], list[_Words]]:
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
    return any(
        sum(run[0].left < cell.right and cell.left < run[-1].right for cell in cells) > 2
        for run in parted(words, is_stretched)
    )


def upright_places(rows: Sequence[Sequence[Word]], strokes: Mapping[int, Sequence[Stroke]]) -> list[int]:
    """The places of drawn vertical lines that stand beside most of the rows."""
    beside: Counter[int] = Counter()
    drawn = {page: [stroke for stroke in some if stroke.is_upright] for page, some in strokes.items()}
    for words in rows:
        middle = (words[0].top + words[0].bottom) // 2
        places = {
            round((stroke.left + stroke.right) // 2, -3)
            for stroke in drawn.get(words[0].page, ())
            if stroke.top <= middle <= stroke.bottom
        }
        beside.update(places)
    return sorted(place for place, count in beside.items() if count * 2 > len(rows))


def above_sums(lines: Iterable[_Words]) -> Iterator[_Words]:
    """The lines of each page down to its first sum."""
    summed = 0
    for words in lines:
        if words[0].page != summed and has_sum(words):
            summed = words[0].page
        if words[0].page != summed:
            yield words


def _is_row_like(words: Sequence[Word], cells: Sequence[HeadingCell], needed: int) -> bool:
    """Whether the line has text under several headings, as the lines of the order have."""
    if not any(has_digit(word.text) for word in words):
        return False
    parts = 1 + sum(is_stretched(before, word) for before, word in pairwise(words))
    under = sum(any(word.left < cell.right and cell.left < word.right for word in words) for cell in cells)
    # In a dense table only the edges tell.
    aligned = sum(
        any(abs(word.left - cell.left) <= _ALIGNED or abs(word.right - cell.right) <= _ALIGNED for word in words)
        for cell in cells
    )
    return min(max(parts, aligned), under) >= needed
