"""PDF pages as words, strokes and pictures of the page, and what was noticed while they were read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pypdfium2 as pdfium

from orders.findings import Finding, FindingCode, Severity
from parsers.ocr.recogniser import Recogniser
from parsers.ocr.tesseract import Tesseract
from parsers.pages.page import Page, PageKind
from parsers.parser import PageImage
from parsers.pdf.characters import MOST_CHARACTERS, Overfull
from parsers.pdf.forms import opened_page
from parsers.pdf.page_limits import PageLimits
from parsers.pdf.page_reader import PageReader, ReadPage

_A4: Final = (595_276, 841_890)


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
        reading = _Reading(PageReader(recogniser or Tesseract()), limits or PageLimits())
        return reading.of(document)


@dataclass(slots=True)
class _Reading:
    reader: PageReader
    limits: PageLimits
    scans: int = 0
    words: int = 0
    images: list[PageImage] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def of(self, document: pdfium.PdfDocument) -> PdfPages:
        total, most = len(document), self.limits.pages
        pages = tuple(self._pages(document, min(total, most)))
        if total > most:
            self._hold(f"Only the first {most} of {total} pages were read. Are there lines on the others?")
        if self.scans > self.limits.scans:
            self._hold(f"{self.scans} pages have pictures to read, of which the first {self.limits.scans} were read.")
        return PdfPages(pages, tuple(self.images), self.notes, tuple(self.findings))

    def _pages(self, document: pdfium.PdfDocument, most: int) -> Iterator[Page]:
        for number in range(1, most + 1):
            read = self._read(document, number)
            self.scans += read.has_pictures
            self.words += len(read.page.words)
            if read.image is not None:
                self.images.append(read.image)
            if read.note:
                self.notes[number] = read.note
            for message in read.unread:
                self._hold(message)
            if read.aside:
                self._note(f"At the edge of page {number} stands {read.aside}, which is not read.")
            yield read.page

    def _read(self, document: pdfium.PdfDocument, number: int) -> ReadPage:
        try:
            with opened_page(document, number - 1) as opened:
                return self.reader.read(opened, number, self.words, recognise=self.scans < self.limits.scans)
        except pdfium.PdfiumError:
            return _unread(number, f"Page {number} is damaged and was not read. Compare the order with it.")
        except Overfull:
            message = f"Page {number} has more than {MOST_CHARACTERS} characters and was not read. Look at it yourself."
            return _unread(number, message)

    def _hold(self, message: str) -> None:
        self.findings.append(Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.HOLD, message=message))

    def _note(self, message: str) -> None:
        self.findings.append(Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.NOTE, message=message))


def _unread(number: int, message: str) -> ReadPage:
    return ReadPage(Page(number, *_A4, PageKind.BLANK), None, unread=(message,))
