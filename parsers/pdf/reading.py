"""A PDF to orders: pypdf judges the file, PDFium opens what it cleared."""

from dataclasses import replace

from pypdfium2 import PdfiumError

from orders.findings import Finding, FindingCode, Severity
from parsers.layout.paged_documents import paged_document
from parsers.layout.paper.origin import Origin
from parsers.ocr.recogniser import Recogniser
from parsers.pages.transcript import page_transcript
from parsers.parser import Parsed
from parsers.pdf.embedded_order import order_inside
from parsers.pdf.health import Health, examined, mended, rewritten
from parsers.pdf.laid_over import embedded
from parsers.pdf.page_limits import PageLimits
from parsers.pdf.pages import PdfPages, pdf_pages


def read_pdf(content: bytes, origin: Origin, recogniser: Recogniser, limits: PageLimits) -> Parsed:
    """All orders of the file; without any, findings say why."""
    health = examined(content, origin.file_name, limits.pages)
    if health.content is None:
        return Parsed((), health.findings)
    read, findings = _read(health, recogniser, limits)
    if read is None:
        return Parsed((), (_unreadable(origin.file_name),))
    told = (*findings, *read.findings)
    if health.order:
        printed = paged_document(read.pages, origin, (), read.notes)
        inside = order_inside(health.order, origin, read.pages, printed.readings)
        if inside:
            return replace(inside.with_findings(told, page_transcript(read.pages, read.notes)), images=read.images)
        told = (*told, embedded(health.order.name))
    return replace(paged_document(read.pages, origin, told, read.notes), images=read.images)


def _read(health: Health, recogniser: Recogniser, limits: PageLimits) -> tuple[PdfPages | None, tuple[Finding, ...]]:
    """Where PDFium cannot open the document, what pypdf makes of it."""
    content = health.content or b""
    try:
        return pdf_pages(content, recogniser, limits), health.findings
    except PdfiumError:
        anew = rewritten(content)
    findings = health.findings or (mended(),)
    try:
        return pdf_pages(anew, recogniser, limits) if anew else None, findings
    except PdfiumError:
        return None, findings


def _unreadable(name: str) -> Finding:
    return Finding(
        code=FindingCode.UNREADABLE,
        severity=Severity.HOLD,
        message=f"{name or 'The document'} cannot be read as a PDF. Ask the customer to send it again.",
    )
