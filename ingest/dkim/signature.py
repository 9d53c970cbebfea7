"""The signatures of a mail, and the mail as they were made over it (RFC 6376, sections 3.5 and 3.7)."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from orders.mail_origin import domain_of

_LONGEST: Final = 10_000
_WANTED: Final = ("a", "b", "bh", "d", "h", "s")
_FOLD = re.compile(rb"\r\n(?=[ \t])")
_BLANKS = re.compile(rb"[ \t\r\n]+")
_BARE_LF = re.compile(rb"(?<!\r)\n")
_FIELD = re.compile(rb"([\x21-\x39\x3b-\x7e]+)[ \t]*:")
_OWN_VALUE = re.compile(rb"((?:^|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*")
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,200})")


@dataclass(frozen=True, slots=True)
class Field:
    """A header field as it came, folded, with its line end."""

    name: bytes
    raw: bytes

    @property
    def value(self) -> bytes:
        return self.raw.partition(b":")[2]


@dataclass(frozen=True, slots=True)
class SignedMail:
    """The header fields and the body of a mail, lines ending as in SMTP."""

    fields: tuple[Field, ...]
    body: bytes

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Never raises: what is no header ends the header."""
        head, _, body = _BARE_LF.sub(b"\r\n", content).partition(b"\r\n\r\n")
        return cls(tuple(_fields(head)), body)

    def named(self, name: bytes) -> tuple[Field, ...]:
        """All fields of this name, in lower case."""
        return tuple(field for field in self.fields if field.name == name)


def _fields(head: bytes) -> Iterator[Field]:
    # Folded lines belong to the field before them.
    for raw in re.split(rb"\r\n(?![ \t])", head):
        found = _FIELD.match(raw)
        if found:
            yield Field(found[1].lower(), raw + b"\r\n")


@dataclass(frozen=True, slots=True)
class Signature:
    """One DKIM-Signature field, its tags by name."""

    field: Field
    tags: Mapping[str, str]

    @property
    def domain(self) -> str:
        """Who signed."""
        return domain_of(f"@{self.tags['d']}")

    @property
    def key_name(self) -> str:
        """Where the DNS has the key."""
        return f"{self.tags['s']}._domainkey.{self.domain}"

    @property
    def signed_names(self) -> Sequence[bytes]:
        return [name.strip().lower().encode("ascii", "replace") for name in self.tags["h"].split(":")]

    @property
    def canonical(self) -> tuple[str, str]:
        """How headers and body were made comparable."""
        head, _, body = self.tags.get("c", "simple/simple").partition("/")
        return head.strip(), body.strip() or "simple"


def signatures(mail: SignedMail) -> tuple[Signature, ...]:
    """Those that can be read, the topmost first."""
    found = (_signature(field) for field in mail.named(b"dkim-signature"))
    return tuple(signature for signature in found if signature)


def _signature(field: Field) -> Signature | None:
    parsed = tags(field.value.decode("ascii", "replace")) if len(field.raw) <= _LONGEST else None
    if parsed is None or any(not parsed.get(name) for name in _WANTED) or parsed.get("v") != "1":
        return None
    is_askable = all(_HOST.fullmatch(parsed[name]) for name in ("d", "s"))
    return Signature(field, parsed) if is_askable else None


def tags(text: str) -> Mapping[str, str] | None:
    """A list of tags (section 3.2); None where one stands twice or has no name."""
    found: dict[str, str] = {}
    for part in text.strip().removesuffix(";").split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not name or name in found:
            return None
        found[name] = value
    return found


def unpacked(value: str) -> bytes | None:
    """Base64 with blanks in it; None where it is none."""
    try:
        return b64decode("".join(value.split()), validate=True)
    except (Base64Error, ValueError):
        return None


def signed_head(mail: SignedMail, signature: Signature) -> bytes:
    """What the signature was made over: the fields it names, of each name from the bottom up, and itself."""
    left = {name: list(mail.named(name)) for name in set(signature.signed_names)}
    signed = [left[name].pop() for name in signature.signed_names if left[name]]
    how = signature.canonical[0]
    own = Field(signature.field.name, _without_value(signature.field))
    return b"".join(_canonical_field(field, how) for field in signed) + _canonical_field(own, how).removesuffix(b"\r\n")


def _without_value(field: Field) -> bytes:
    name, colon, value = field.raw.partition(b":")
    emptied = _OWN_VALUE.sub(rb"\1", value.removesuffix(b"\r\n"))
    return name + colon + emptied + b"\r\n"


def _canonical_field(field: Field, how: str) -> bytes:
    if how == "simple":
        return field.raw
    return field.name + b":" + _BLANKS.sub(b" ", _FOLD.sub(b"", field.value)).strip() + b"\r\n"


def signed_body(mail: SignedMail, signature: Signature) -> bytes:
    """The body without the blank lines at its end, and without differing blanks where the signature says so."""
    lines = mail.body.split(b"\r\n")
    if signature.canonical[1] == "relaxed":
        lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return b"" if signature.canonical[1] == "relaxed" else b"\r\n"
    return b"\r\n".join(lines) + b"\r\n"
