"""The parser of pictures: scanned and photographed orders as TIFF of several pages, JPEG and PNG."""

from dataclasses import dataclass, field, replace
from typing import Final

from orders.findings import Finding, FindingCode, Severity
from parsers.layout.orders import Origin
from parsers.layout.paged_documents import paged_document
from parsers.ocr.frames import Frame, Unreadable, frames
from parsers.ocr.recogniser import Recogniser, RecognitionFailed
from parsers.ocr.scan import read_scan
from parsers.ocr.scanned_page import scanned_page
from parsers.ocr.tesseract import Tesseract
from parsers.pages.images import scan_image
from parsers.pages.page import Page, PageKind
from parsers.parser import Blob, Match, PageImage, ParseContext, Parsed

_PICTURES: Final = frozenset({"image/tiff", "image/jpeg", "image/png"})
_STRENGTH: Final = 80
_NOTE: Final = "Its words were recognised in a picture."
_PAGES: Final = 30
# A page of print has a million pixels when its small letters can be read, and no order has so few words.
_DECORATION_PIXELS: Final = 500_000
_FEWEST_WORDS: Final = 10


@dataclass(slots=True)
class _Pages:
    pages: list[Page] = field(default_factory=list)
    images: list[PageImage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    words: int = 0
    pixels: int = 0

    @property
    def is_decoration(self) -> bool:
        """Whether this is a small picture with a few words, all of which were recognised: a logo, or a drawing."""
        return not self.findings and self.pixels < _DECORATION_PIXELS and self.words < _FEWEST_WORDS

    def hold(self, message: str, code: FindingCode = FindingCode.UNREAD_CONTENT) -> None:
        self.findings.append(Finding(code=code, severity=Severity.HOLD, message=message))


@dataclass(frozen=True, slots=True)
class ImageParser:
    """Reads the words in pictures and lays them out as pages."""

    recogniser: Recogniser = field(default_factory=Tesseract)
    most_pages: int = _PAGES
    name: str = "image"

    def recognise(self, blob: Blob) -> Match | None:
        return Match(self.name, _STRENGTH) if blob.media_type in _PICTURES else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        read = _Pages()
        try:
            for number, frame in enumerate(frames(blob.content), 1):
                if number > self.most_pages:
                    read.hold(f"Only the first {self.most_pages} pages were read. Are there lines on the others?")
                    break
                self._read(read, number, frame)
        except Unreadable as error:
            name = blob.name or "The picture"
            read.hold(f"{name} cannot be read: {error}. Ask the customer to send it again.", FindingCode.UNREADABLE)
        if not read.pages:
            return Parsed((), tuple(read.findings))
        origin = Origin(self.name, blob.name, context.subject, context.sender)
        parsed = paged_document(read.pages, origin, read.findings, {page.number: _NOTE for page in read.pages})
        if not parsed.readings and read.is_decoration:
            parsed = replace(parsed, findings=(_decoration(),))
        return replace(parsed, images=tuple(read.images))

    def _read(self, read: _Pages, number: int, frame: Frame) -> None:
        try:
            scan = read_scan(frame.picture, self.recogniser)
        except RecognitionFailed as error:
            read.hold(f"Page {number} was not read: {error}. Compare the order with it.")
            read.images.append(scan_image(number, frame.picture, frame.dpi))
            read.pages.append(_empty(number, frame))
            return
        read.pixels += frame.pixels
        page = scanned_page(scan, number, read.words, frame.dpi)
        read.words += len(page.words)
        read.pages.append(page)
        read.images.append(scan_image(number, scan.picture, frame.dpi))


def _decoration() -> Finding:
    message = "It is a small picture with hardly a word, such as a logo or a signature."
    return Finding(code=FindingCode.NO_ORDER, severity=Severity.NOTE, message=message)


def _empty(number: int, frame: Frame) -> Page:
    width, height = (round(side * 72_000 / frame.dpi) for side in frame.picture.size)
    return Page(number, width, height, PageKind.SCAN)
