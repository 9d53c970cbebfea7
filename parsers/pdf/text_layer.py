"""The text layer of a page, what is drawn around it, and whether it can be believed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pypdfium2 as pdfium
from PIL import Image

from parsers.language.letter_pairs import is_gibberish
from parsers.language.letters import has_digit
from parsers.pdf.drawing import Drawing, drawing
from parsers.pdf.pictures import is_blank, shows
from parsers.pdf.printed_words import PrintedWord, printed_words
from parsers.pdf.sheet import Box, Sheet

# In percent of the page.
_A_PICTURE_TO_READ: Final = 4
_MOSTLY_PICTURE: Final = 50
_FEW_WORDS: Final = 5
_MANY_PATHS: Final = 300
# One unmapped character in so many makes a layer that nobody should copy from.
_UNMAPPED_SHARE: Final = 5
_COMPARED: Final = 3


class Legibility(StrEnum):
    """Where the words of a page have to come from."""

    TEXT = "text"
    """The text layer says what the page shows."""
    MIXED = "mixed"
    """It says a part; the rest stands in pictures."""
    PICTURE = "picture"
    """The page is a picture, or its text layer does not say what it shows."""
    DOUBTFUL = "doubtful"
    """The text layer is in no language that is known; it has to be compared with the picture."""
    BLANK = "blank"
    """There is nothing on it."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of a page's content, seen or not, and its drawing, on the sheet as it is displayed."""

    sheet: Sheet
    words: tuple[PrintedWord, ...]
    drawn: Drawing

    def large_pictures(self) -> tuple[Box, ...]:
        """Those in which something may be written."""
        least = self.sheet.width * self.sheet.height * _A_PICTURE_TO_READ // 100
        return tuple(box for box in map(self._within, self.drawn.pictures) if _area(box) >= least)

    def _within(self, box: Box) -> Box:
        return max(0, box[0]), max(0, box[1]), min(self.sheet.width, box[2]), min(self.sheet.height, box[3])


def text_layer(page: pdfium.PdfPage) -> TextLayer:
    """Of a page that stands upright."""
    sheet = Sheet.of(page)
    return TextLayer(sheet, printed_words(page, sheet), drawing(page, sheet))


def seen(layer: TextLayer, grey: Image.Image, dpi: float) -> tuple[PrintedWord, ...]:
    """The words that a person sees on the picture of the page: no white or covered print, no hidden layers."""
    return tuple(word for word in layer.words if not word.invisible and shows(grey, word.box, dpi))


def unseen(layer: TextLayer, words: Sequence[PrintedWord]) -> tuple[PrintedWord, ...]:
    """Those on the page that are not seen and say something in figures, which may show in another program."""
    known = set(map(id, words))
    return tuple(
        word
        for word in layer.words
        if id(word) not in known and has_digit(word.text) and _lies_on(word.box, layer.sheet)
    )


def _lies_on(box: Box, sheet: Sheet) -> bool:
    return box[2] > 0 and box[3] > 0 and box[0] < sheet.width and box[1] < sheet.height


def legibility(layer: TextLayer, words: Sequence[PrintedWord], grey: Image.Image) -> Legibility:
    """`words` are those that are seen, `grey` the picture of the page."""
    if is_blank(grey):
        return Legibility.BLANK
    pictures = layer.large_pictures()
    covered = sum(map(_area, pictures)) * 100 >= layer.sheet.width * layer.sheet.height * _MOSTLY_PICTURE
    if _is_unmapped(words) or (len(words) < _FEW_WORDS and (covered or layer.drawn.paths > _MANY_PATHS or not words)):
        return Legibility.PICTURE
    if is_gibberish(" ".join(word.text for word in words)):
        return Legibility.DOUBTFUL
    return Legibility.MIXED if pictures else Legibility.TEXT


def agree(words: Sequence[PrintedWord], recognised: Iterable[str]) -> bool:
    """Whether most words that were recognised in the picture stand in the text layer too."""
    printed = {word.text for word in words}
    compared = [text for text in recognised if len(text) >= _COMPARED]
    return bool(compared) and sum(text in printed for text in compared) * 2 >= len(compared)


def _is_unmapped(words: Sequence[PrintedWord]) -> bool:
    return sum(word.unmapped for word in words) * _UNMAPPED_SHARE > sum(len(word.text) for word in words)


def _area(box: Box) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])
