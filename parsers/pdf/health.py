"""What a person should know of a PDF before its pages are believed, as pypdf sees it (ISO 32000-1).

PDFium shows a page and is silent about the rest: damage that it read around, notes, embedded files, form values.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pypdf import PdfReader, PdfWriter

from orders.findings import Finding, FindingCode, Severity
from parsers.parser import Blob
from parsers.pdf.embedded_order import embedded_order
from parsers.pdf.laid_over import laid_over
from parsers.pdf.streams import FAULTS, Grows, damaged_streams

_TAIL: Final = 2048
_HEAD: Final = 1024
_START = re.compile(rb"startxref\s+(\d+)")
_TABLE = re.compile(rb"\s*(xref|\d+\s+\d+\s+obj)")


@dataclass(frozen=True, slots=True)
class Health:
    """What was noticed. `content` is what PDFium may open, None where it may not; `order` is embedded in it."""

    content: bytes | None
    findings: tuple[Finding, ...] = ()
    order: Blob | None = None


def examined(content: bytes, name: str, pages: int) -> Health:
    """The document's state; notes are looked for on its first `pages` pages."""
    name = name or "The document"
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Health(None, (_locked(name),))
        damaged = damaged_streams(reader)
        order = embedded_order(reader)
        findings = (*_defects(content, damaged), *laid_over(reader, pages, order.name if order else ""))
    except Grows as error:
        return Health(None, (_too_large(name, error),))
    except FAULTS:
        return Health(content, (mended(),))
    return Health(content, findings, order)


def rewritten(content: bytes) -> bytes | None:
    """The document written anew by pypdf, which finds objects where the table of them is lost; None where it cannot."""
    try:
        writer = PdfWriter(clone_from=io.BytesIO(content))
        out = io.BytesIO()
        writer.write(out)
    except FAULTS:
        return None
    return out.getvalue() if writer.pages else None


def mended() -> Finding:
    """The document was read although it is damaged."""
    message = "The PDF is damaged; what could be read of it was read. Compare the order with the original."
    return Finding(code=FindingCode.UNREADABLE, severity=Severity.HOLD, message=message)


def _defects(content: bytes, damaged: int) -> Iterator[Finding]:
    if damaged:
        yield mended()
    starts: Sequence[bytes] = _START.findall(content[-_TAIL:])
    if not starts:
        message = "The end of the PDF is missing, so that pages may be missing. Ask the customer to send it again."
        yield Finding(code=FindingCode.TRUNCATED, severity=Severity.HOLD, message=message)
    elif not damaged and not _points_to_table(content, int(starts[-1])):
        yield mended()


def _points_to_table(content: bytes, offset: int) -> bool:
    # Offsets count from the header, before which there may be junk.
    junk = max(0, content[:_HEAD].find(b"%PDF-"))
    return any(_TABLE.match(content[place : place + 40]) for place in (offset, offset + junk))


def _locked(name: str) -> Finding:
    message = f"{name} needs a password. Ask the customer for an open one."
    return Finding(code=FindingCode.ENCRYPTED, severity=Severity.HOLD, message=message)


def _too_large(name: str, error: Grows) -> Finding:
    message = f"{name} was not opened: {error}. If the customer means it, ask for a plain PDF."
    return Finding(code=FindingCode.ARCHIVE_LIMIT, severity=Severity.HOLD, message=message)
