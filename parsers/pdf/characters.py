"""The characters of a page's text layer, as PDFium finds them, and which way they run."""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

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
_LAST_CODE: Final = 0x10FFFF


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


def characters(text: pdfium.PdfTextPage) -> Iterator[Character | None]:
    """None where a word ends. Raises Overfull."""
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
