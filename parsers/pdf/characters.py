"""The characters of a page's text layer, as PDFium finds them, and the words that they make.

PDFium places spaces where a reader would see them, so its spaces and its loose boxes decide where a word ends; the
tight boxes of glyphs would cut "153 .70".
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_int, create_string_buffer
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from parsers.pages.page import Word, WordSource
from parsers.pdf.sheet import Box, Sheet, around

MOST_CHARACTERS: Final = 400_000
_SAMPLE: Final = 500
_BLANK: Final = 0x20
_HYPHENS: Final = frozenset({0x02, 0xFFFE})
_SOFT_HYPHEN: Final = 0xAD
_UNSEEN: Final = frozenset({0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF})
_LIGATURES: Final = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_REPLACEMENT: Final = "\ufffd"
# Private use and not assigned: what the font alone knows.
_MEANINGLESS: Final = frozenset({"Co", "Cn"})
_FIRST_PRINTABLE: Final = 0x20
_SEMIBOLD: Final = 600
_INVISIBLE: Final = 3
_LEANING: Final = 15
_LAST_CODE: Final = 0x10FFFF
_NOWHERE: Final = (0, 0, 0, 0)
_NAME_BYTES: Final = 256


@dataclass(frozen=True, slots=True)
class Character:
    """One printed sign with its box in page space (left, bottom, right, top) and its direction."""

    index: int
    text: str
    corners: tuple[float, float, float, float]
    angle: int
    """Degrees clockwise from left-to-right."""
    mapped: bool
    ends_word: bool


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


def print_direction(page: pdfium.PdfPage) -> int:
    """How most of the print runs, in degrees clockwise: 0, 90, 180 or 270; as displayed where there is none."""
    text = page.get_textpage()
    try:
        total = text.count_chars()
        sample = range(0, total, max(1, total // _SAMPLE))
        angles = Counter(_quarter(text, index) for index in sample if raw.FPDFText_GetUnicode(text, index) > _BLANK)
    finally:
        text.close()
    return max(angles, key=lambda angle: (angles[angle], -angle), default=-page.get_rotation())


def _quarter(text: pdfium.PdfTextPage, index: int) -> int:
    return round(math.degrees(raw.FPDFText_GetCharAngle(text, index)) / 90) * 90 % 360


class Overfull(Exception):
    """The page has more characters than any order, and none of them was read."""


def printed_words(page: pdfium.PdfPage, sheet: Sheet) -> tuple[PrintedWord, ...]:
    """The words of the text layer, invisible ones among them, in PDFium's order. Raises Overfull."""
    # The helper must outlive the loop: when it is collected, PDFium frees the text and all counts are 0.
    text = page.get_textpage()
    try:
        return tuple(_printed(text, run, sheet) for run in _runs(_characters(text), sheet))
    finally:
        text.close()


def _characters(text: pdfium.PdfTextPage) -> Iterator[Character | None]:
    """None where a word ends."""
    box, count = raw.FS_RECTF(), text.count_chars()
    if count > MOST_CHARACTERS:
        raise Overfull
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        written = _written(code)
        if written is None:
            yield None
        elif written:
            raw.FPDFText_GetLooseCharBox(text, index, byref(box))
            angle = round(math.degrees(raw.FPDFText_GetCharAngle(text, index))) % 360
            mapped = raw.FPDFText_HasUnicodeMapError(text, index) == 0 and _has_meaning(written)
            corners = (box.left, box.bottom, box.right, box.top)
            yield Character(index, written, corners, angle, mapped, code in _HYPHENS)


def _written(code: int) -> str | None:
    """What the code stands for; None for a blank, nothing for what is not printed."""
    if code in _HYPHENS or code == _SOFT_HYPHEN:
        return "-"
    if code in _UNSEEN:
        return ""
    if code in _LIGATURES:
        return _LIGATURES[code]
    sign = chr(code) if code <= _LAST_CODE else _REPLACEMENT
    if sign.isspace():
        return None
    return sign if code >= _FIRST_PRINTABLE else _REPLACEMENT


def _has_meaning(sign: str) -> bool:
    return sign != _REPLACEMENT and unicodedata.category(sign[0]) not in _MEANINGLESS


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
