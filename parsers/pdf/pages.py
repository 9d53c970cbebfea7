"""PDF pages as words, rules and pictures of the page: PDFium's text layer where it can be believed, OCR elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

import pypdfium2 as pdfium
from PIL import Image

from orders.findings import Finding, FindingCode, Severity
from parsers.ocr.recogniser import Recognised, Recogniser, RecognitionFailed
from parsers.ocr.scan import read_level, read_scan
from parsers.ocr.scanned_page import scanned_page, scanned_words
from parsers.ocr.tesseract import Tesseract
from parsers.page import Page, PageKind, Word, WordSource
from parsers.page_images import DPI, print_image, scan_image
from parsers.parser import PageImage
from parsers.pdf.characters import PrintedWord
from parsers.pdf.forms import OpenedPage, opened_page
from parsers.pdf.pictures import picture
from parsers.pdf.sheet import Box
from parsers.pdf.struck import struck
from parsers.pdf.text_layer import Legibility, TextLayer, legibility, seen, text_layer

_SCAN_DPI: Final = 300
_A4: Final = (595_276, 841_890)
_SCANNED: Final = "Its words were recognised in a picture."
_PARTLY_SCANNED: Final = "Some of its words were recognised in a picture on it."


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How much of a document is read; what is beyond is told."""

    pages: int = 200
    scans: int = 30


@dataclass(frozen=True, slots=True)
class PdfPages:
    """A document's pages, their pictures, what to say of a page on the screen, and what was noticed."""

    pages: tuple[Page, ...]
    images: tuple[PageImage, ...]
    notes: Mapping[int, str]
    findings: tuple[Finding, ...]


def pdf_pages(content: bytes, recogniser: Recogniser | None = None, limits: PageLimits | None = None) -> PdfPages:
    """Raises PdfiumError where PDFium cannot open the document."""
    with pdfium.PdfDocument(content) as document:
        document.init_forms()
        reader = _PageReader(recogniser or Tesseract(), limits or PageLimits())
        return reader.read(document)


@dataclass(slots=True)
class _PageReader:
    recogniser: Recogniser
    limits: PageLimits
    scans: int = 0
    words: int = 0
    images: list[PageImage] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, document: pdfium.PdfDocument) -> PdfPages:
        total = len(document)
        pages = tuple(self._pages(document, min(total, self.limits.pages)))
        if total > self.limits.pages:
            self._hold(f"Only the first {self.limits.pages} of {total} pages were read. Are there lines on the others?")
        return PdfPages(pages, tuple(self.images), self.notes, tuple(self.findings))

    def _pages(self, document: pdfium.PdfDocument, most: int) -> Iterator[Page]:
        for number in range(1, most + 1):
            read = self._opened(document, number)
            self.words += len(read.words)
            yield read

    def _opened(self, document: pdfium.PdfDocument, number: int) -> Page:
        try:
            with opened_page(document, number - 1) as opened:
                return self._page(opened, number)
        except pdfium.PdfiumError:
            self._hold(f"Page {number} is damaged and was not read. Compare the order with it.")
            return Page(number, *_A4, PageKind.BLANK)

    def _page(self, opened: OpenedPage, number: int) -> Page:
        page = opened.page
        layer = text_layer(page)
        shown, dpi = picture(page, layer.sheet, DPI)
        grey = shown.convert("L")
        words = seen(layer, grey, dpi)
        match legibility(layer, words, grey):
            case Legibility.PICTURE:
                return self._scanned(page, layer, number, shown)
            case Legibility.MIXED:
                return self._with_pictures(page, self._printed(opened, layer, words, number, shown), layer)
            case Legibility.TEXT | Legibility.BLANK:
                return self._printed(opened, layer, words, number, shown)
            case other:
                assert_never(other)

    def _printed(
        self, opened: OpenedPage, layer: TextLayer, words: Sequence[PrintedWord], number: int, shown: Image.Image
    ) -> Page:
        self.images.append(print_image(number, shown))
        fields = opened.field_boxes(layer.sheet)
        placed = [
            word.word(number, self.words + place, WordSource.FORM if _lies_in(word.box, fields) else WordSource.TEXT)
            for place, word in enumerate(words)
        ]
        kind = PageKind.TEXT if placed else PageKind.BLANK
        rules = layer.drawn.rules
        return Page(number, layer.sheet.width, layer.sheet.height, kind, struck(placed, layer.drawn), rules)

    def _scanned(self, page: pdfium.PdfPage, layer: TextLayer, number: int, shown: Image.Image) -> Page:
        unread = Page(number, layer.sheet.width, layer.sheet.height, PageKind.SCAN)
        if self._is_one_too_many(number):
            self.images.append(print_image(number, shown))
            return unread
        whole, dpi = picture(page, layer.sheet, _SCAN_DPI, grey=True)
        try:
            scan = read_scan(whole, self.recogniser)
        except RecognitionFailed as error:
            self.images.append(print_image(number, shown))
            self._hold(f"Page {number} is a picture that was not read: {error}. Compare the order with it.")
            return unread
        self.images.append(scan_image(number, scan.picture, dpi))
        self.notes[number] = _SCANNED
        if not scan.words:
            self._hold(f"Page {number} is a picture in which no words were recognised. Is there anything on it?")
        return scanned_page(scan, number, self.words, dpi)

    def _with_pictures(self, page: pdfium.PdfPage, read: Page, layer: TextLayer) -> Page:
        if self._is_one_too_many(read.number):
            return read
        whole, dpi = picture(page, layer.sheet, _SCAN_DPI, grey=True)
        more: list[Word] = []
        for box in layer.large_pictures():
            before = self.words + len(read.words) + len(more)
            recognised = self._in_picture(whole, box, dpi, read.number)
            found = scanned_words(recognised, read.number, before, dpi, left=box[0], top=box[1])
            more += [word for word in found if not any(_overlap(word, other) for other in (*read.words, *more))]
        if more:
            self.notes[read.number] = _PARTLY_SCANNED
        placed = [replace(word, place=self.words + len(read.words) + place) for place, word in enumerate(more)]
        return replace(read, words=(*read.words, *placed))

    def _in_picture(self, whole: Image.Image, box: Box, dpi: float, number: int) -> Sequence[Recognised]:
        share = dpi / 72_000
        cut = whole.crop((int(box[0] * share), int(box[1] * share), int(box[2] * share), int(box[3] * share)))
        try:
            return read_level(cut, self.recogniser)
        except RecognitionFailed as error:
            self._hold(f"A picture on page {number} was not read: {error}. Compare the order with it.")
            return ()

    def _is_one_too_many(self, number: int) -> bool:
        self.scans += 1
        if self.scans == self.limits.scans + 1:
            self._hold(f"From page {number} on, pictures were not read: these are more than {self.limits.scans}.")
        return self.scans > self.limits.scans

    def _hold(self, message: str) -> None:
        self.findings.append(Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.HOLD, message=message))


def _lies_in(box: Box, fields: Sequence[Box]) -> bool:
    across, down = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    return any(left <= across <= right and top <= down <= bottom for left, top, right, bottom in fields)


def _overlap(word: Word, other: Word) -> bool:
    """Whether a fifth of the word lies on the other."""
    across = min(word.right, other.right) - max(word.left, other.left)
    down = min(word.bottom, other.bottom) - max(word.top, other.top)
    area = (word.right - word.left) * (word.bottom - word.top)
    return across > 0 and down > 0 and across * down * 5 >= area
