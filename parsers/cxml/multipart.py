"""A multipart/related body (RFC 2387) in which a cXML order comes with files, saved with or without its headers."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default

# The headers of the body, one of which says that it is related; a mail is of another kind, and taken apart elsewhere.
_HEADERS = re.compile(
    rb"\s{0,40}(?=[^\0]{0,4000}?multipart/related)"
    rb"(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,40}\r?\n",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rb"\s{0,40}--([^\r\n\"]{1,70}?)[ \t]*\r?\n(?=[A-Za-z-]+:)")
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Related:
    """The document, and the names of the files beside it."""

    document: bytes
    files: tuple[str, ...]


def is_related(content: bytes) -> bool:
    """Whether the bytes begin as such a body and hold cXML."""
    head = _without_headers(content[:_HEAD])
    return _BOUNDARY.match(head) is not None and b"<cXML" in head


def related(content: bytes) -> Related | None:
    """What is in it; None where no part is cXML, or several are."""
    content = _without_headers(content)
    boundary = _BOUNDARY.match(content)
    if boundary is None:
        return None
    header = b'Content-Type: multipart/related; boundary="' + boundary[1] + b'"\r\n\r\n'
    parts = [part for part in message_from_bytes(header + content, policy=default).walk() if not part.is_multipart()]
    contents = [_content(part) for part in parts]
    documents = [one for one in contents if b"<cXML" in one[:_HEAD]]
    names = (_name(part) for part, one in zip(parts, contents, strict=True) if one not in documents)
    return Related(documents[0].strip(), tuple(names)) if len(documents) == 1 else None


def _without_headers(content: bytes) -> bytes:
    headers = _HEADERS.match(content[:_HEAD])
    return content[headers.end() :] if headers else content


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Message) -> str:
    return part.get_filename() or str(part.get("Content-ID", "")).strip("<>") or part.get_content_type()
