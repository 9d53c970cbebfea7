"""Pages as a parser sees them: words with boxes, and the lines drawn on the page.

All lengths are thousandths of a point (1/72000 inch) from the top left corner of the page as displayed: whole numbers,
so that the same bytes give the same order everywhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from orders.evidence import Evidence

_TOUCHING: Final = 1000


class WordSource(StrEnum):
    """How a word came to be known."""

    TEXT = "text"
    """The document's own text layer."""
    OCR = "ocr"
    """Recognised in the image of the page."""
    FORM = "form"
    """The value of a form field."""
    BODY = "body"
    """The text of a mail, laid out on a grid of characters."""


class PageKind(StrEnum):
    """Where the words of a page come from."""

    TEXT = "text"
    SCAN = "scan"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank. `page` counts from 1; `place` counts the words of the document from 0.

    `struck` says that a line is drawn through it. `certainty` is what OCR says of itself in percent, 100 for text.
    `height` is the font size where it is known, else the height of the box.
    """

    page: int
    place: int
    text: str
    left: int
    top: int
    right: int
    bottom: int
    height: int = 0
    bold: bool = False
    struck: bool = False
    source: WordSource = WordSource.TEXT
    certainty: int = 100


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line or the edge of a filled box, horizontal or vertical."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_flat(self) -> bool:
        return self.right - self.left > self.bottom - self.top

    @property
    def is_upright(self) -> bool:
        return self.bottom - self.top > self.right - self.left

    def divides(self, before: int, after: int, top: int, bottom: int) -> bool:
        """Whether it stands upright between two places of a line of print that reaches from `top` to `bottom`."""
        between = before <= self.left + _TOUCHING and self.right <= after + _TOUCHING
        return self.is_upright and between and self.top < bottom and top < self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `number` counts from 1."""

    number: int
    width: int
    height: int
    kind: PageKind
    words: tuple[Word, ...] = ()
    strokes: tuple[Stroke, ...] = ()


Locate = Callable[[Sequence[Word]], tuple[Evidence, ...]]
"""Where these words stand: boxes on pages, or spans of a text. One entry for each page or run of characters."""
