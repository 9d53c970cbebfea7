"""Words beside each other: their text, the box around them, and how wide the gap between two of them is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Protocol, TypeVar

from parsers.pages.page import Word, WordSource

T = TypeVar("T")

# In widths of a letter: a blank is a third to one.
_STRETCHED: Final = 1.12
_APART: Final = 1.05
_STRETCHED_SCAN: Final = 1.7


class HasWords(Protocol):
    """Anything that is made of words, at least one."""

    @property
    def words(self) -> tuple[Word, ...]: ...


class WordGroup:
    """The box around the words of a class."""

    __slots__ = ()

    @property
    def left(self: HasWords) -> int:
        return self.words[0].left

    @property
    def top(self: HasWords) -> int:
        return min(word.top for word in self.words)

    @property
    def bottom(self: HasWords) -> int:
        return max(word.bottom for word in self.words)


def joined(words: Sequence[Word]) -> str:
    """The words with one blank between them."""
    return " ".join(word.text for word in words)


def words_of(words: Sequence[Word], value: str) -> tuple[Word, ...]:
    """Of these words those that hold the value; all where none does."""
    parts = [part.strip(",;()") for part in value.split()]
    return tuple(word for word in words if any(part and part in word.text for part in parts)) or tuple(words)


def parted(row: Iterable[T], apart: Callable[[T, T], bool]) -> Iterator[tuple[T, ...]]:
    """Words or lines in runs: a new one begins where two neighbours stand apart."""
    run: list[T] = []
    for one in row:
        if run and apart(run[-1], one):
            yield tuple(run)
            run = []
        run.append(one)
    if run:
        yield tuple(run)


def is_wide(before: Word, word: Word) -> bool:
    """Whether the gap between two words is wider than they are high."""
    return word.left - before.right > max(before.bottom - before.top, 1)


def is_stretched(before: Word, word: Word) -> bool:
    """Whether the gap between two words is wider than an ordinary blank."""
    # Recognised letters have no white of their own around them.
    ordinary = _STRETCHED_SCAN if WordSource.OCR in (before.source, word.source) else _STRETCHED
    return word.left - before.right > letter_width(before, word) * ordinary


def stand_apart(words: Sequence[Word]) -> bool:
    """Whether two words of one value have more than a blank of typewriting between them: they may be two values."""
    return any(
        word.top < before.bottom and word.left - before.right > letter_width(before, word) * _APART
        for before, word in pairwise(words)
        if word.source is not WordSource.OCR
    )


def letter_width(before: Word, word: Word) -> float:
    letters = len(before.text) + len(word.text)
    return max((before.right - before.left + word.right - word.left) / max(letters, 1), 1)
