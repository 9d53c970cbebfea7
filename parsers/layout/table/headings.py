"""Heading rows of a table of lines: found by their words, in one visual line or several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.language.column_roles import could_be_table
from parsers.language.meanings import Column, Heading
from parsers.language.vocabulary import currency_in, folded, heading, heading_words
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import has_digit, is_stretched, letter_width
from parsers.pages.page import Word, WordSource

_LONGEST: Final = 6
_MOST_LINES: Final = 3
_WIDE_GAP: Final = 1.1
_WIDE_GAP_SCAN: Final = 1.7
_PARTS: Final = re.compile(r"\s*[/|•·]\s*|\s+[-–—]\s+|\s+(?:&|und|and|et|y|e|en)\s+", re.IGNORECASE)
_SIGNS: Final = frozenset({"#", "+", "="})
_STRETCH_COST: Final = 12


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
        return " ".join(word.text for word in self.words)


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
    cells = [_cell([run]) for run in _runs(words)]
    first = last = place
    for step in (-1, 1):
        cells, end = _extended(cells, lines, place, step)
        first, last = min(first, end), max(last, end)
    cells = sorted((cell for cell in cells if cell.words), key=lambda cell: cell.left)
    return HeadingRow(tuple(cells), first, last) if _is_heading(cells) else None


def _extended(
    cells: list[HeadingCell], lines: Sequence[TextLine], place: int, step: int
) -> tuple[list[HeadingCell], int]:
    """The cells with as many lines above or below as make them better known, and the last of those lines."""
    best, end, wider, other = cells, place, cells, place
    for _ in range(_MOST_LINES):
        other += step
        if not (0 <= other < len(lines)) or not _close(lines, other, other - step):
            break
        joined = _joined(wider, lines[other], below=step > 0)
        if joined is None:
            break
        wider = joined
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
    known = heading_words()
    return sum(not known.isdisjoint(folded(word.text).split()) or word.text == "#" for word in words) * 2 >= len(words)


def _is_heading(cells: Sequence[HeadingCell]) -> bool:
    known = [cell for cell in cells if cell.meanings]
    columns = [columns for cell in known for meaning in cell.meanings if (columns := meaning.columns)]
    counted = sum(len(cell.words) for cell in known) * 2 > sum(len(cell.words) for cell in cells)
    enough = len(known) >= 3 or (len(known) == len(cells) == 2)
    return enough and counted and could_be_table(columns)


def _close(lines: Sequence[TextLine], other: int, before: int) -> bool:
    """Whether the lines are of one paragraph: less than a line apart, on one page."""
    one, two = lines[min(other, before)], lines[max(other, before)]
    height = min(one.bottom - one.top, two.bottom - two.top)
    return one.page == two.page and two.top - one.bottom < height * 0.8


def _joined(cells: Sequence[HeadingCell], line: TextLine, *, below: bool) -> list[HeadingCell] | None:
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
    new = [_cell([run]) for run in _runs(beside)] if beside else []
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
    """Whether the lines mean something together, or each of them does."""
    texts = [" ".join(word.text for word in line) for line in cell.lines]
    return bool(_whole(texts)) or all(_meaning(text).columns for text in texts)


def _cell(lines: Sequence[tuple[Word, ...]]) -> HeadingCell:
    texts = [" ".join(word.text for word in line) for line in lines]
    words = [word for line in lines for word in line]
    left, right = min(word.left for word in words), max(word.right for word in words)
    return HeadingCell(tuple(lines), meanings(texts), left, right)


def meanings(texts: Sequence[str]) -> tuple[Heading, ...]:
    """What a heading in these lines means: one thing, or one after the other where captions are stacked or joined."""
    if found := _whole(texts):
        return found
    seen: list[Heading] = []
    for text in texts:
        parts = [text] if _meaning(text).columns else _PARTS.split(text)
        found = tuple(map(_meaning, parts))
        # Two languages say the same twice; one that nobody here reads may stand beside a known one.
        if all(one.columns for one, part in zip(found, parts, strict=True) if part.isascii()):
            seen.extend(one for one in found if all(one.columns.isdisjoint(other.columns) for other in seen))
    return tuple(one for one in seen if one.columns)


def _whole(texts: Sequence[str]) -> tuple[Heading, ...]:
    whole = " ".join(texts)
    found = (_meaning(text) for text in (whole, re.sub(r"[-\u00ad] ", "", whole)))
    return next(((one,) for one in found if one.columns), ())


def _meaning(text: str) -> Heading:
    """As the vocabulary says; but `Unit £` is a price, whatever `Unit` alone is."""
    found = heading(text)
    if found.columns == {Column.UNIT} and (money := found.currency or currency_in(text)):
        return Heading(frozenset({Column.UNIT_PRICE}), money, found.basis, found.unit)
    return found


def _runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words of a line divided into headings, so that as many as possible are known, in as few as possible."""
    best: list[tuple[float, int]] = [(0, 0)]
    for end in range(1, len(words) + 1):
        options = [
            (best[begin][0] + _worth(words[begin:end]), begin)
            for begin in range(max(0, end - _LONGEST), end)
            if begin == end - 1 or not _gapped(words[begin:end])
        ]
        best.append(max(options))
    cuts = [len(words)]
    while cuts[-1] > 0:
        cuts.append(best[cuts[-1]][1])
    runs = [tuple(words[begin:end]) for begin, end in pairwise(reversed(cuts))]
    return _with_unknown_joined(runs)


def _worth(run: Sequence[Word]) -> float:
    text = " ".join(word.text for word in run)
    if len(run) > 1 and any(word.text in _SIGNS for word in run):
        return -100
    if _is_pair(run):
        return -100
    if known := meanings([text]):
        # Of "unit price per", the price keeps its unit.
        bonus = 1 if len(run) > 1 and Column.UNIT_PRICE in known[0].columns else 0
        return 10 * len(run) - 3 + bonus - sum(_gap_cost(before, word) for before, word in pairwise(run))
    return -1 if len(run) == 1 else -100


def _gap_cost(before: Word, word: Word) -> float:
    """Nothing between words of one text, more the wider the gap is."""
    gap = (word.left - before.right) / letter_width(before, word)
    return gap + (_STRETCH_COST if is_stretched(before, word) else 0)


def _is_pair(run: Sequence[Word]) -> bool:
    """`Qty Unit` are two columns, though some call the unit so."""
    found = [heading(word.text).columns for word in run] if len(run) == 2 else []
    return found == [{Column.QUANTITY}, {Column.UNIT}]


def _gapped(run: Sequence[Word]) -> bool:
    return any(_is_wide(before, word) for before, word in pairwise(run))


def _is_wide(before: Word, word: Word) -> bool:
    height = min(before.bottom - before.top, word.bottom - word.top)
    scanned = WordSource.OCR in (before.source, word.source)
    return word.left - before.right > height * (_WIDE_GAP_SCAN if scanned else _WIDE_GAP)


def _with_unknown_joined(runs: Sequence[tuple[Word, ...]]) -> Iterator[tuple[Word, ...]]:
    """Words that mean nothing and stand together are one heading."""
    pending: tuple[Word, ...] = ()
    for run in runs:
        unknown = not meanings([" ".join(word.text for word in run)])
        if pending and (not unknown or _is_wide(pending[-1], run[0])):
            yield pending
            pending = ()
        if unknown:
            pending += run
        else:
            yield run
    if pending:
        yield pending
