"""A scan as a page of words: its pixels to milli-points."""

from collections.abc import Iterable, Iterator
from typing import Final

from parsers.ocr.recogniser import Recognised
from parsers.ocr.scan import Scan
from parsers.pages.page import Page, PageKind, Word, WordSource

_MILLI_PER_INCH: Final = 72_000


def scanned_page(scan: Scan, number: int, before: int, dpi: float) -> Page:
    """`before` counts the words of the pages before it."""
    words = tuple(scanned_words(scan.words, number, before, dpi))
    kind = PageKind.SCAN if words else PageKind.BLANK
    return Page(number, _milli(scan.picture.width, dpi), _milli(scan.picture.height, dpi), kind, words)


def scanned_words(
    found: Iterable[Recognised], page: int, before: int, dpi: float, *, left: int = 0, top: int = 0
) -> Iterator[Word]:
    """`left` and `top` say where on the page, in milli-points, the picture lies."""
    for place, one in enumerate(found, before):
        yield Word(
            page=page,
            place=place,
            text=one.text,
            left=left + _milli(one.left, dpi),
            top=top + _milli(one.top, dpi),
            right=left + _milli(one.right, dpi),
            bottom=top + _milli(one.bottom, dpi),
            height=_milli(one.bottom - one.top, dpi),
            source=WordSource.OCR,
            certainty=one.certainty,
        )


def _milli(pixels: int, dpi: float) -> int:
    return round(pixels * _MILLI_PER_INCH / dpi)
