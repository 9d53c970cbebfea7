"""Heading rows of a table of lines: found by their words, in one visual line or several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.language.column_roles import REPEATABLE, could_be_table
from parsers.language.headings import are_known, meanings
from parsers.language.letters import has_digit
from parsers.language.meanings import Column, Heading
from parsers.language.vocabulary import folded, may_be_heading
from parsers.layout.table.heading_runs import heading_runs
from parsers.layout.table.stacked_headings import by_gaps, stacked
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_MOST_LINES: Final = 3
_ALIKE: Final = 1.5


@dataclass(frozen=True, slots=True)
class HeadingCell:
    """The heading of one column. `meanings` are several where captions are stacked: Material above Bezeichnung."""

    lines: tuple[tuple[Word, ...], ...]
    meanings: tuple[Heading, ...]
    left: int
    right: int

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line)

    @property
    def text(self) -> str:
        return joined(self.words)


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The headings of a table, and which of the lines they fill: `first` to `last`."""

    cells: tuple[HeadingCell, ...]
    first: int
    last: int

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(folded(cell.text) for cell in self.cells)


def heading_row(lines: Sequence[TextLine], place: int) -> HeadingRow | None:
    """The headings whose main line is this one; None where it is none."""
    words = lines[place].words
    if not _may_be(words):
        return None
    cells = [_cell([run]) for run in heading_runs(words)]
    first = last = place
    for step in (-1, 1):
        cells, end = _extended(cells, lines, place, step)
        first, last = min(first, end), max(last, end)
    cells = sorted((cell for cell in cells if cell.words), key=lambda cell: cell.left)
    found = [HeadingRow(tuple(cells), first, last), *_stacked_rows(lines, place)]
    return max((row for row in found if _is_heading(row.cells)), key=_clarity, default=None)


def _stacked_rows(lines: Sequence[TextLine], place: int) -> Iterator[HeadingRow]:
    """The headings joined column by column, with up to two lines above this one and below it."""
    for first in range(max(0, place - _MOST_LINES + 1), place + 1):
        for last in range(place, min(first + _MOST_LINES, len(lines))):
            some = lines[first : last + 1]
            close = all(_close(lines, number + 1, number) for number in range(first, last))
            plain = not any(has_digit(word.text) or _is_drawn(word.text) for line in some for word in line.words)
            for divided in (by_gaps, heading_runs) if close and plain else ():
                if (columns := stacked(some, divided)) is not None:
                    cells = sorted((_cell(column) for column in columns), key=lambda cell: cell.left)
                    yield HeadingRow(tuple(cells), first, last)


def _clarity(row: HeadingRow) -> int:
    """How many words belong to headings that are known, less those that do not; the same again counts nothing."""
    seen: set[frozenset[Column]] = set()
    votes = 0
    for cell in row.cells:
        said = cell.meanings[0].columns if len(cell.meanings) == 1 else frozenset()
        if not _means_one(cell):
            votes -= 2 * len(cell.words)
        elif said <= REPEATABLE or said not in seen:
            votes += len(cell.words)
        seen.add(said)
    return votes


def _means_one(cell: HeadingCell) -> bool:
    return bool(cell.meanings) and _is_known(cell)


def _extended(
    cells: list[HeadingCell], lines: Sequence[TextLine], place: int, step: int
) -> tuple[list[HeadingCell], int]:
    """The cells with as many lines above or below as make them better known, and the last of those lines."""
    best, end, wider, other = cells, place, cells, place
    for _ in range(_MOST_LINES):
        other += step
        if not (0 <= other < len(lines)) or not _close(lines, other, other - step):
            break
        more = _with_line(wider, lines[other], below=step > 0)
        if more is None:
            break
        wider = more
        if _is_better(best, wider):
            best, end = wider, other
    return best, end


def _is_better(cells: Sequence[HeadingCell], wider: Sequence[HeadingCell]) -> bool:
    """Whether every heading that was known still is, and one that has more words is."""
    pairs = list(zip(cells, wider, strict=False))
    kept = all(_is_known(more) for cell, more in pairs if cell.meanings and more is not cell)
    return kept and (len(wider) > len(cells) or any(more.meanings for cell, more in pairs if more is not cell))


def _may_be(words: Sequence[Word]) -> bool:
    if len(words) < 2 or sum(has_digit(word.text) for word in words) * 4 > len(words):
        return False
    return sum(may_be_heading(word.text) or word.text == "#" for word in words) * 2 >= len(words)


def _is_heading(cells: Sequence[HeadingCell]) -> bool:
    known = [cell for cell in cells if cell.meanings]
    columns = [columns for cell in known for meaning in cell.meanings if (columns := meaning.columns)]
    counted = sum(len(cell.words) for cell in known) * 2 > sum(len(cell.words) for cell in cells)
    enough = len(known) >= 3 or (len(known) == len(cells) == 2)
    return enough and counted and could_be_table(columns)


def _close(lines: Sequence[TextLine], other: int, before: int) -> bool:
    """Whether the lines are of one paragraph: less than a line apart, on one page, in letters of one size."""
    one, two = lines[min(other, before)], lines[max(other, before)]
    heights = sorted((one.bottom - one.top, two.bottom - two.top))
    alike = heights[1] <= _ALIKE * heights[0]
    return one.page == two.page and two.top - one.bottom < heights[0] * 0.8 and alike


def _with_line(cells: Sequence[HeadingCell], line: TextLine, *, below: bool) -> list[HeadingCell] | None:
    """The cells with the runs of a line above or below them; None where that line is no part of the headings."""
    if any(has_digit(word.text) or _is_drawn(word.text) for word in line.words):
        return None
    more: dict[int, list[Word]] = {}
    beside: list[Word] = []
    for run in line.runs:
        for word in run.words:
            owner = _owner(cells, run.left, run.right, word)
            if owner is None:
                beside.append(word)
            else:
                more.setdefault(owner, []).append(word)
    new = [_cell([run]) for run in heading_runs(beside)] if beside else []
    if not all(cell.meanings for cell in new):
        return None
    found = [*cells, *new]
    for place, words in more.items():
        cell = cells[place]
        found[place] = _cell((*cell.lines, tuple(words)) if below else (tuple(words), *cell.lines))
    return found


def _is_drawn(text: str) -> bool:
    """Whether it is a line of dashes or the like, and neither a word nor a sign such as % or €."""
    return len(text) > 1 and not any(sign.isalnum() for sign in text) and text[0] == text[-1]


def _owner(cells: Sequence[HeadingCell], left: int, right: int, word: Word) -> int | None:
    """The heading above or below a word: the one that its run or the word itself overlaps."""
    over = [place for place, cell in enumerate(cells) if min(cell.right, right) > max(cell.left, left)]
    if len(over) == 1:
        return over[0]
    return next((place for place in over if cells[place].left < word.right and word.left < cells[place].right), None)


def _is_known(cell: HeadingCell) -> bool:
    return are_known([joined(line) for line in cell.lines])


def _cell(lines: Sequence[tuple[Word, ...]]) -> HeadingCell:
    texts = [joined(line) for line in lines]
    words = [word for line in lines for word in line]
    left, right = min(word.left for word in words), max(word.right for word in words)
    return HeadingCell(tuple(lines), meanings(texts), left, right)
