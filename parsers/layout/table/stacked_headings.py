"""Headings of several lines, joined column by column: what stands above each other is one heading."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import is_stretched
from parsers.pages.page import Word

Words = tuple[Word, ...]


def stacked(
    lines: Sequence[TextLine], divided: Callable[[Sequence[Word]], Iterable[Words]]
) -> list[list[Words]] | None:
    """The texts of these lines by column, from the first line to the last; None where two of a line share a column."""
    columns: list[list[tuple[int, Words]]] = []
    for number, line in enumerate(lines):
        for run in divided(line.words):
            over = [column for column in columns if any(_overlap(run, other) for _, other in column)]
            columns = [column for column in columns if column not in over]
            columns.append([*(entry for column in over for entry in column), (number, run)])
    if any(len({number for number, _ in column}) < len(column) for column in columns):
        return None
    return [[run for _, run in sorted(column, key=lambda entry: entry[0])] for column in columns]


def by_gaps(words: Sequence[Word]) -> Iterator[Words]:
    """The words parted at every gap that is wider than a blank."""
    begin = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or is_stretched(words[end - 1], words[end]):
            yield tuple(words[begin:end])
            begin = end


def _overlap(one: Words, other: Words) -> bool:
    return one[0].left < other[-1].right and other[0].left < one[-1].right
