"""The PDF parser: pages of print, scans and forms to readings."""

from dataclasses import dataclass, field
from typing import Final

from parsers.layout.paper.origin import Origin
from parsers.ocr.recogniser import Recogniser
from parsers.ocr.tesseract import Tesseract
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.pdf.page_limits import PageLimits

_PDF: Final = "application/pdf"
_STRENGTH: Final = 80


@dataclass(frozen=True, slots=True)
class PdfParser:
    """Reads orders that are PDFs: each word of the pages is read, explained, or told."""

    recogniser: Recogniser = field(default_factory=Tesseract)
    limits: PageLimits = field(default_factory=PageLimits)
    name: str = "pdf"

    def recognise(self, blob: Blob) -> Match | None:
        return Match(self.name, _STRENGTH) if blob.media_type == _PDF else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        # Here, since PDFium and pypdf take 20 MB, and only children have a use for them.
        from parsers.pdf.reading import read_pdf

        origin = Origin(self.name, blob.name, context.subject, context.sender)
        return read_pdf(blob.content, origin, self.recogniser, self.limits)
