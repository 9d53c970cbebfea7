"""Words to lines as the eye sees them, and lines to runs: words that no wide gap or drawn stroke divides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.layout.text.words import WordGroup, joined, parted
from parsers.pages.page import Page, Stroke, Word, WordSource

# In heights of the words beside it: an ordinary blank is a quarter to a third, in justified print up to one.
_WIDE_GAP: Final = 1.1
_OVERLAP: Final = 2
_DRAWN: Final = re.compile(r"[|¦]|^[\[\]_!—–-]+$")
_PRINTED: Final = re.compile(r"[^|¦\[\]_!—–-][^|¦]*")


@dataclass(frozen=True, slots=True)
class Run(WordGroup):
    """Words of one line that belong together."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return joined(self.words)

    @property
    def right(self) -> int:
        return self.words[-1].right


@dataclass(frozen=True, slots=True)
class TextLine(WordGroup):
    """One line of a page, from left to right."""

    page: int
    runs: tuple[Run, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for run in self.runs for word in run.words)

    @property
    def text(self) -> str:
        return "  ".join(run.text for run in self.runs)


def text_lines(page: Page) -> tuple[TextLine, ...]:
    """The lines of the page from top to bottom; every word stands in one of them.

    In a scan, drawn lines are often recognised as letters: those are left out, and the words that they join are parted.
    """
    rows: list[list[Word]] = []
    words = [part for word in page.words for part in _without_strokes(word)]
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.left)):
        row = next((row for row in reversed(rows[-4:]) if _same_line(row[-1], word) and _beside(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    ordered = sorted(rows, key=lambda row: (min(word.top for word in row), row[0].left))
    upright = [stroke for stroke in page.strokes if stroke.is_upright]
    return tuple(TextLine(page.number, _runs(sorted(row, key=_by_left), upright)) for row in ordered)


def _without_strokes(word: Word) -> Iterator[Word]:
    if word.source is not WordSource.OCR or not _DRAWN.search(word.text):
        yield word
        return
    width = (word.right - word.left) // len(word.text)
    for part in _PRINTED.finditer(word.text):
        left, right = word.left + part.start() * width, word.left + part.end() * width
        yield replace(word, text=part[0], left=left, right=right)


def _by_left(word: Word) -> tuple[int, int]:
    return word.left, word.place


def _same_line(before: Word, word: Word) -> bool:
    """Whether they share more than half of the height of the lower one."""
    shared = min(before.bottom, word.bottom) - max(before.top, word.top)
    return shared * _OVERLAP > min(before.bottom - before.top, word.bottom - word.top)


def _beside(row: Sequence[Word], word: Word) -> bool:
    """Whether no word of the row lies above or below it: a tall word reaches over two lines of small ones."""
    return not any(min(one.right, word.right) > max(one.left, word.left) and not _same_line(one, word) for one in row)


def _runs(row: Sequence[Word], upright: Sequence[Stroke]) -> tuple[Run, ...]:
    def apart(before: Word, word: Word) -> bool:
        height = min(before.height or before.bottom - before.top, word.height or word.bottom - word.top)
        return word.left - before.right > height * _WIDE_GAP or _divided(before, word, upright)

    return tuple(Run(words) for words in parted(row, apart))


def _divided(before: Word, word: Word, upright: Sequence[Stroke]) -> bool:
    return any(stroke.divides(before.right, word.left, word.top, word.bottom) for stroke in upright)
