"""A mail in which no order was found, sent on to whom it concerns, as it came and inside another one.

The outer mail says that a program sent it (RFC 3834) and bears the id of the arrival, by which it is recognised when it
comes back and when it was sent twice. The inner one is a part of type message/rfc822 (RFC 2046, section 5.2.1), or a
file of its bytes where no server could carry these as they are.
"""

import re
from base64 import encodebytes
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Final, Protocol

from orders.ids import ArrivalId

MARK: Final = "X-Ordermill-Arrival"
"""The header of a mail that Ordermill sent on, with the id of the arrival."""

_OURS: Final = re.compile(rb"^(?:x-ordermill-arrival[ \t]*:|[^\r\n]*<ordermill\.[0-9a-f]{8,}@)", re.I | re.M)
_ANSWER: Final = re.compile(
    rb"^(?:auto-submitted[ \t]*:[ \t]*auto-replied|content-type[ \t]*:\s*multipart/report)", re.I | re.M
)
_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")
_LONGEST_LINE: Final = 998
"""Bytes of a line without its end (RFC 5321, section 4.5.3.1.6)."""
_LONGEST_SUBJECT: Final = 150


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A mail to be sent on: its bytes as they came, and why."""

    arrival: ArrivalId
    subject: str
    reason: str
    content: bytes


class Forwarding(Protocol):
    """Sends mails on to one address.

    Both methods raise `Retryable` where the server cannot be reached or puts us off, and `Misconfigured`. `forward`
    raises `NeedsAttention` for a mail that the server will never take. A mail may leave twice where the connection was
    lost; both bear the same Message-ID.
    """

    @property
    def to(self) -> str: ...

    def check(self) -> None:
        """Sign in, and send nothing."""
        ...

    def forward(self, mail: PassedOn) -> None: ...


def comes_back(content: bytes) -> bool:
    """Whether a mail bears the mark of one that was sent on, or is the answer of a machine to some mail.

    The mark is looked for everywhere: a server that cannot deliver returns what it was given.
    """
    return bool(_OURS.search(content)) or bool(_ANSWER.search(_BLANK_LINE.split(content, maxsplit=1)[0]))


def message_id(arrival: ArrivalId, sender: str) -> str:
    """The same for each attempt to send an arrival on."""
    return f"<ordermill.{arrival}@{sender.rpartition('@')[2]}>"


def composed(mail: PassedOn, sender: str, to: str, at: datetime, *, eight_bit: bool) -> bytes:
    """The outer mail with lines that end in CRLF. `eight_bit`: whether the server takes bytes above 127 (RFC 6152)."""
    original = _carried(mail.content, eight_bit=eight_bit)
    note = _note(mail)
    boundary = b"=_ordermill_" + sha256(mail.content).hexdigest()[:40].encode()
    head = EmailMessage(SMTP)
    head["From"], head["To"] = sender, to
    head["Subject"] = f"Fwd: {_line(mail.subject)}"
    head["Date"] = format_datetime(at)
    head["Message-ID"] = message_id(mail.arrival, sender)
    head["Auto-Submitted"] = "auto-generated"
    head[MARK] = mail.arrival
    mime = (
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/mixed; boundary="' + boundary + b'"',
        b"Content-Transfer-Encoding: " + (b"7bit" if original.isascii() else b"8bit"),
    )
    parts = (b"--" + boundary, note, b"--" + boundary, original, b"--" + boundary + b"--", b"")
    # The headers end in an empty line, before which those of the parts belong.
    return head.as_bytes().removesuffix(b"\r\n") + b"\r\n".join((*mime, b"", *parts))


def _note(mail: PassedOn) -> bytes:
    note = EmailMessage(SMTP)
    note.set_content(f"{mail.reason}\n\nThe mail is attached as it came.\n", cte="quoted-printable")
    del note["MIME-Version"]
    return note.as_bytes()


def _carried(content: bytes, *, eight_bit: bool) -> bytes:
    """The original as a part, with its headers."""
    lines = content.replace(b"\r\n", b"\n")
    if not _fits(content, lines, eight_bit=eight_bit):
        kind, encoding = b"application/octet-stream", b"base64"
        inside = encodebytes(content).replace(b"\n", b"\r\n")
    else:
        kind, encoding = b"message/rfc822", b"7bit" if content.isascii() else b"8bit"
        inside = lines.replace(b"\n", b"\r\n")
    headers = (
        b"Content-Type: " + kind,
        b'Content-Disposition: attachment; filename="original.eml"',
        b"Content-Transfer-Encoding: " + encoding,
    )
    return b"\r\n".join((*headers, b"", inside))


def _fits(content: bytes, lines: bytes, *, eight_bit: bool) -> bool:
    """Whether the bytes arrive as they are: lines that servers carry, all of which end alike."""
    ends_alike = b"\r\n" not in content or content.count(b"\n") == content.count(b"\r\n")
    if not ends_alike or b"\r" in lines or b"\0" in lines:
        return False
    return (eight_bit or content.isascii()) and max(map(len, lines.split(b"\n"))) <= _LONGEST_LINE


def _line(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:_LONGEST_SUBJECT] or "(no subject)"
