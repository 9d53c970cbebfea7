"""Pictures of pages, as they were drawn when the document was parsed."""

from starlette.responses import Response

from exceptions_queue.problems import NotThere
from orders.ids import Digest

_KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))

KEEPING = "private, max-age=3600"
"""The browser of the person may keep it for an hour, no proxy may: it shows a customer's order."""


def picture(content: bytes, digest: Digest, known: str) -> Response:
    """The picture, or 304 where the browser has it already; `known` is its If-None-Match.

    Raises NotThere for bytes that are neither PNG nor JPEG: nothing else was ever archived as a picture of a page.
    """
    tag = f'"{digest}"'
    headers = {"Cache-Control": KEEPING, "ETag": tag, "Content-Disposition": "inline"}
    if tag in (one.strip().removeprefix("W/") for one in known.split(",")):
        return Response(status_code=304, headers=headers)
    kind = next((kind for beginning, kind in _KINDS if content.startswith(beginning)), None)
    if kind is None:
        raise NotThere
    return Response(content, media_type=kind, headers=headers)
