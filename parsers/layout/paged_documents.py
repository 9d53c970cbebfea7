"""The pages of a document to orders: what was noticed of the document as a whole stands with each of them."""

from collections.abc import Iterator, Mapping, Sequence

from orders.findings import Finding, FindingCode, Severity
from parsers.layout.orders import Origin, read_orders
from parsers.pages.page import Page
from parsers.pages.transcript import page_boxes, page_transcript
from parsers.parser import Parsed


def paged_document(
    pages: Sequence[Page], origin: Origin, findings: Sequence[Finding], notes: Mapping[int, str]
) -> Parsed:
    """The orders of the pages, each with these findings, and the transcript; else the findings alone."""
    told = (*findings, *_without_words(pages))
    return read_orders(pages, page_boxes, origin).with_findings(told, page_transcript(pages, notes))


def _without_words(pages: Sequence[Page]) -> Iterator[Finding]:
    if not any(page.words for page in pages):
        message = "There is no print on any page. Ask the customer what was to be sent."
        yield Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.HOLD, message=message)
