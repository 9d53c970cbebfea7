"""A line of headings divided into them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from parsers.language.headings import heading, meanings
from parsers.language.meanings import Column
from parsers.layout.text.words import is_stretched, joined, letter_width
from parsers.pages.page import Word, WordSource

_LONGEST: Final = 6
_WIDE_GAP: Final = 1.1
_WIDE_GAP_SCAN: Final = 1.7
_SIGNS: Final = frozenset({"#", "+", "="})
_STRETCH_COST: Final = 12


def heading_runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
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
    text = joined(run)
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
        unknown = not meanings([joined(run)])
        if pending and (not unknown or _is_wide(pending[-1], run[0])):
            yield pending
            pending = ()
        if unknown:
            pending += run
        else:
            yield run
    if pending:
        yield pending
