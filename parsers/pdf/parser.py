"""The PDF parser: pages of print, scans and forms to readings."""

from dataclasses import dataclass, field, replace
from typing import Final

from pypdfium2 import PdfiumError

from orders.findings import Finding, FindingCode, Severity
from parsers.layout.orders import Origin
from parsers.ocr.recogniser import Recogniser
from parsers.ocr.tesseract import Tesseract
from parsers.page_orders import reported
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.pdf.health import Health, examined, mended, rewritten
from parsers.pdf.pages import PageLimits, PdfPages, pdf_pages

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
        health = examined(blob.content, blob.name, self.limits.pages)
        if health.content is None:
            return Parsed((), health.findings)
        read, findings = self._read(health)
        if read is None:
            return Parsed((), (_unreadable(blob.name),))
        origin = Origin(self.name, blob.name, context.subject, context.sender)
        parsed = reported(read.pages, origin, (*findings, *read.findings), read.notes)
        return replace(parsed, images=read.images)

    def _read(self, health: Health) -> tuple[PdfPages | None, tuple[Finding, ...]]:
        """Where PDFium cannot open the document, what pypdf makes of it."""
        content = health.content or b""
        try:
            return pdf_pages(content, self.recogniser, self.limits), health.findings
        except PdfiumError:
            anew = rewritten(content)
        findings = health.findings or (mended(),)
        try:
            return pdf_pages(anew, self.recogniser, self.limits) if anew else None, findings
        except PdfiumError:
            return None, findings


def _unreadable(name: str) -> Finding:
    return Finding(
        code=FindingCode.UNREADABLE,
        severity=Severity.HOLD,
        message=f"{name or 'The document'} cannot be read as a PDF. Ask the customer to send it again.",
    )
