"""Words that somebody struck out: a thin line through the middle of their letters."""

from collections.abc import Iterable
from dataclasses import replace

from parsers.pages.page import Stroke, Word
from parsers.pdf.drawing import Drawing
from parsers.pdf.sheet import Box


def struck(words: Iterable[Word], drawn: Drawing) -> tuple[Word, ...]:
    """The words, each with whether it is struck out."""
    return tuple(replace(word, struck=True) if _is_struck(word, drawn) else word for word in words)


def _is_struck(word: Word, drawn: Drawing) -> bool:
    return any(_strikes(stroke, word) for stroke in drawn.strokes) or any(_crosses(box, word) for box in drawn.slanting)


def _strikes(stroke: Stroke, word: Word) -> bool:
    height = word.bottom - word.top
    middle = (stroke.top + stroke.bottom) // 2 - word.top
    covered = min(stroke.right, word.right) - max(stroke.left, word.left)
    within = 35 * height <= 100 * middle <= 72 * height
    return within and (stroke.bottom - stroke.top) * 4 < height and covered * 10 >= (word.right - word.left) * 7


def _crosses(line: Box, word: Word) -> bool:
    """A slanting line drawn over this word alone, such as a cross or a hasty stroke."""
    left, top, right, bottom = line
    height = word.bottom - word.top
    covered = min(right, word.right) - max(left, word.left)
    inside = top >= word.top - height // 3 and bottom <= word.bottom + height // 3
    return inside and covered * 10 >= (word.right - word.left) * 6
