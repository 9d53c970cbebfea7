"""PDF pages as words, rules and pictures of the page, by PDFium."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pypdfium2 as pdfium

from orders.findings import Finding
from parsers.page import Page, PageKind, Rule, Word
from parsers.parser import PageImage
from parsers.pdf.characters import characters, direction, printed_words
from parsers.pdf.drawing import drawing
from parsers.pdf.sheet import Sheet

_PAGES: Final = 200


@dataclass(frozen=True, slots=True)
class PdfPages:
    """A document's pages, their pictures, and what was noticed of them."""

    pages: tuple[Page, ...]
    images: tuple[PageImage, ...] = ()
    findings: tuple[Finding, ...] = ()


def pdf_pages(content: bytes, *, most: int = _PAGES) -> PdfPages:
    """The first `most` pages. Raises PdfiumError where PDFium cannot open the document."""
    with pdfium.PdfDocument(content) as document:
        return PdfPages(tuple(_pages(document, most)))


def _pages(document: pdfium.PdfDocument, most: int) -> Iterator[Page]:
    before = 0
    for place in range(min(len(document), most)):
        page = document[place]
        try:
            read = _page(page, place + 1, before)
        finally:
            page.close()
        before += len(read.words)
        yield read


def _page(page: pdfium.PdfPage, number: int, before: int) -> Page:
    text = page.get_textpage()
    try:
        found = characters(text)
        upright = Sheet.of(page)
        sheet = Sheet.of(page, further=-direction(found) - upright.turn if found else 0)
        printed = printed_words(text, found, sheet)
    finally:
        text.close()
    drawn = drawing(page, sheet)
    words = tuple(one.word(number, before + place) for place, one in enumerate(printed) if not one.invisible)
    kind = PageKind.TEXT if words else PageKind.BLANK
    return Page(number, sheet.width, sheet.height, kind, _struck(words, drawn.rules), drawn.rules)


def _struck(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[Word, ...]:
    return tuple(replace(word, struck=True) if any(_strikes(rule, word) for rule in rules) else word for word in words)


def _strikes(rule: Rule, word: Word) -> bool:
    """Through the middle of the letters, over most of the word, and thin."""
    height = word.bottom - word.top
    middle = (rule.top + rule.bottom) // 2 - word.top
    covered = min(rule.right, word.right) - max(rule.left, word.left)
    within = 35 * height <= 100 * middle <= 72 * height
    return within and (rule.bottom - rule.top) * 4 < height and covered * 10 >= (word.right - word.left) * 7
