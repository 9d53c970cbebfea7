"""Mail headers as they come: RFC 2047 words and RFC 2231 parameters, raw 8-bit text, and plain mistakes.

The standard library's strict header parser raises on some malformed headers; a customer's mail must not be lost
for one, so that headers are taken raw here and decoded as far as they go.
"""

import re
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from ingest.unpacking.charset import decoded_with
from orders.mail_origin import MailOrigin

_HEAD: Final = 256 * 1024
_FOLD = re.compile(r"\r?\n[ \t]*")
_ADDRESS = re.compile(r"[^\s<>()\",;:]+@[^\s<>()\",;:]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail says of itself: `sender` is the bare address of From, `sent_at` the Date header.

    `origin` is there where the mail was unpacked.
    """

    sender: str
    subject: str
    sent_at: datetime | None
    origin: MailOrigin | None = None


def envelope_of(content: bytes) -> Envelope:
    """The envelope of a mail, from its headers alone."""
    return envelope(BytesHeaderParser().parsebytes(content[:_HEAD], headersonly=True))


def envelope(message: "Message[str, str]") -> Envelope:
    """The envelope of a parsed mail."""
    return Envelope(sender_of(raw_header(message, "from")), decoded(raw_header(message, "subject")), _date(message))


def raw_header(message: "Message[str, str]", name: str) -> str:
    """The first header of this name, unfolded, with undecodable bytes as surrogates; empty where there is none."""
    for found, value in message.raw_items():
        if found.lower() == name:
            return _FOLD.sub(" ", str(value)).strip()
    return ""


def decoded(raw: str) -> str:
    """The text of a header, control characters left out."""
    try:
        words = decode_header(as_text(raw))
    except (HeaderParseError, Base64Error, ValueError):
        words = [(as_text(raw), None)]
    text = "".join(word if isinstance(word, str) else _word(word, charset) for word, charset in words)
    return _CONTROL.sub(" ", text).strip()


def sender_of(raw: str) -> str:
    """The first address of a From header, without its display name."""
    text = as_text(raw)
    addresses = [address for _, address in getaddresses([text]) if "@" in address]
    found = addresses[0] if addresses else next(iter(_ADDRESS.findall(text)), "")
    return _CONTROL.sub("", found)


def as_text(raw: str) -> str:
    """A raw header with its 8-bit letters: UTF-8 where it is valid, else as Windows writes them."""
    content = raw.encode("utf-8", "surrogateescape")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _word(content: bytes, charset: str | None) -> str:
    # decode_header gives the text around encoded words as raw-unicode-escape bytes.
    if charset is None:
        return content.decode("raw-unicode-escape", "replace")
    text = decoded_with(content, charset)
    return text if text is not None else content.decode("cp1252", "replace")


def _date(message: "Message[str, str]") -> datetime | None:
    try:
        moment = parsedate_to_datetime(raw_header(message, "date"))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
