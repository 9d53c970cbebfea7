"""The words that the characters of a page make.

PDFium places spaces where a reader would see them, so its spaces and its loose boxes decide where a word ends; the
tight boxes of glyphs would cut "153 .70".
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_int, create_string_buffer
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from parsers.pages.page import Word, WordSource
from parsers.pdf.characters import Character, characters
from parsers.pdf.sheet import Box, Sheet, around

_SEMIBOLD: Final = 600
_INVISIBLE: Final = 3
_LEANING: Final = 15
_NOWHERE: Final = (0, 0, 0, 0)
_NAME_BYTES: Final = 256


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word on its sheet, before it has its place in the document."""

    text: str
    box: Box
    size: int
    bold: bool
    angle: int
    """Degrees clockwise from how most of the page runs."""
    invisible: bool
    unmapped: int
    """How many of its characters have no certain meaning in the font."""

    @property
    def is_turned(self) -> bool:
        """Whether it runs another way: print at the edge of a form, or a stamp across it."""
        return (self.angle + _LEANING) % 360 > 2 * _LEANING

    @property
    def is_slanting(self) -> bool:
        """Whether it runs along no edge of the page, as stamps and watermarks do."""
        return (self.angle + _LEANING) % 90 > 2 * _LEANING

    def word(self, page: int, place: int, source: WordSource = WordSource.TEXT) -> Word:
        """As the document's word number `place`."""
        return Word(page, place, self.text, *self.box, self.size, self.bold, source=source)


def printed_words(page: pdfium.PdfPage, sheet: Sheet) -> tuple[PrintedWord, ...]:
    """The words of the text layer, invisible ones among them, in PDFium's order. Raises Overfull."""
    # The helper must outlive the loop: when it is collected, PDFium frees the text and all counts are 0.
    text = page.get_textpage()
    try:
        return tuple(_printed(text, run, sheet) for run in _runs(characters(text), sheet))
    finally:
        text.close()


def _runs(found: Iterable[Character | None], sheet: Sheet) -> Iterator[list[tuple[Character, Box]]]:
    run: list[tuple[Character, Box]] = []
    for one in found:
        box = sheet.box(*one.corners) if one is not None else _NOWHERE
        if run and (one is None or run[-1][0].ends_word or _apart(run[-1], (one, box), sheet)):
            yield run
            run = []
        if one is not None:
            run.append((one, box))
    if run:
        yield run


def _apart(before: tuple[Character, Box], after: tuple[Character, Box], sheet: Sheet) -> bool:
    """Whether the second stands on another line, far before the first or far behind it."""
    if before[0].angle != after[0].angle:
        return True
    if (after[0].angle + sheet.turn) % 360 != 0:
        return False
    (_, top, right, bottom), (left, next_top, _, next_bottom) = before[1], after[1]
    height = max(bottom - top, next_bottom - next_top, 1000)
    shared = min(bottom, next_bottom) - max(top, next_top)
    return shared <= 0 or not -2 * height < left - right <= height


def _printed(text: pdfium.PdfTextPage, run: Sequence[tuple[Character, Box]], sheet: Sheet) -> PrintedWord:
    first = run[0][0]
    joined = "".join(one.text for one, _ in run).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return PrintedWord(
        text=joined,
        box=around(box for _, box in run),
        size=_size(text, first.index),
        bold=_is_bold(text, first.index),
        angle=(first.angle + sheet.turn) % 360,
        invisible=raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, first.index)) == _INVISIBLE,
        unmapped=sum(not one.mapped for one, _ in run),
    )


def _size(text: pdfium.PdfTextPage, index: int) -> int:
    """The font size as displayed: the text matrix scales the one that the font was set with."""
    matrix = raw.FS_MATRIX()
    size: float = raw.FPDFText_GetFontSize(text, index)
    if raw.FPDFText_GetMatrix(text, index, byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
    return round(size * 1000)


def _is_bold(text: pdfium.PdfTextPage, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(text, index) >= _SEMIBOLD:
        return True
    name, flags = create_string_buffer(_NAME_BYTES), c_int()
    raw.FPDFText_GetFontInfo(text, index, name, _NAME_BYTES, byref(flags))
    return b"bold" in name.value.lower()
