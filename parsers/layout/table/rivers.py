"""The white between the words of many rows: where it begins and how far it reaches."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.pages.page import Word

INSIDE: Final = 300
"""How far from a word its gap begins."""


@dataclass(frozen=True, slots=True)
class RowEdges:
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


def gap_edges(lines: Sequence[RowEdges], lowest: int, highest: int) -> Iterator[int]:
    """Where gaps begin and end, between the two places."""
    for line in lines:
        edges = (place for word in line.words for place in (word.left - INSIDE, word.right + INSIDE))
        yield from (place for place in edges if lowest < place < highest)


def river(place: int, lines: Sequence[RowEdges]) -> tuple[int, int]:
    """How far the white around a place reaches in all lines that do not cross it."""
    lowest, highest = place - 1_000_000, place + 1_000_000
    for line in lines:
        before, after = line.around(place)
        if before is not None and before.right <= place:
            lowest = max(lowest, before.right)
        if after is not None and not (before is not None and before.right > place):
            highest = min(highest, after.left)
    return lowest, highest


def width(river: tuple[int, int]) -> int:
    return river[1] - river[0]
