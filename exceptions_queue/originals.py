"""The bytes as they were received: to be downloaded, and shown where they are plain text.

Nothing is opened to show them: they are decoded, and the template escapes them.
"""

from urllib.parse import quote

from starlette.responses import Response

from orders.document import Arrival, Document
from orders.errors import OrdermillError
from orders.transcript import Transcript, TranscriptKind, TranscriptRow
from storage.archive import Archive

LARGEST_SHOWN = 200_000
"""Bytes. What is longer is better read in an editor than on a page."""


def as_text(archive: Archive, document: Document) -> Transcript | None:
    """The lines of a document that no parser read; None where it is not text, too long, or its original is damaged."""
    if document.size > LARGEST_SHOWN:
        return None
    try:
        text = archive.get(document.digest).decode()
    except (UnicodeDecodeError, OrdermillError):
        # The page says that nothing can be shown; the download says why.
        return None
    if not text.strip() or "\0" in text:
        return None
    rows = (TranscriptRow(number=number, cells=(line,)) for number, line in enumerate(text.splitlines(), start=1))
    return Transcript(kind=TranscriptKind.TEXT, rows=tuple(rows))


def arrival_file_name(arrival: Arrival) -> str:
    """A mail is called by its subject; only with an ending does another program know what to do with it."""
    return f"{arrival.name or 'mail'}.eml" if arrival.media_type == "message/rfc822" else arrival.name or "arrival"


def download(name: str, content: bytes) -> Response:
    """Never shown by the browser, whatever it holds: a customer's HTML would run as a page of ours.

    The name is written as RFC 6266, section 4.3 has it, so that it may hold anything.
    """
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type="application/octet-stream", headers={"Content-Disposition": disposition})
