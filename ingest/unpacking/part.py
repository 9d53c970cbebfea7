"""What an arrival is unpacked into."""

from dataclasses import dataclass

from orders.findings import Finding
from orders.mail_origin import MailOrigin

NOT_OPENED = "not opened: "
"""So begins the reason of a part whose content nobody saw: it is encrypted, damaged or too large."""


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """How much an arrival may unfold to. What goes beyond is set aside whole, with a finding that holds."""

    depth: int = 6
    """Mails in mails and archives in archives."""
    parts: int = 500
    total_bytes: int = 200_000_000
    ratio: int = 200
    """Unpacked bytes for each packed one, above one megabyte."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: `path` is its place (`2.1` in a mail, `3/1` in an archive), `media_type` was sniffed from the bytes.

    A text without a file name is UTF-8 wherever its declared character set was true. `set_aside` is the reason why
    the part is not to be read, empty for one that may hold an order. `sender`, `subject` and `origin` are those of the
    innermost mail.
    """

    path: str
    name: str
    media_type: str
    content: bytes
    sender: str = ""
    subject: str = ""
    set_aside: str = ""
    origin: MailOrigin | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """All parts of an arrival, in order. `sender` and `subject` are of the outermost mail, empty for other files."""

    parts: tuple[Part, ...]
    sender: str = ""
    subject: str = ""
    findings: tuple[Finding, ...] = ()
