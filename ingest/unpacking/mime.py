"""The MIME structure of a mail (RFC 2045 to 2049, 2231, 5322), read tolerantly: leaves in order, no byte lost.

The `compat32` policy is used on purpose: it keeps headers as they came, where the strict one raises on some.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import errors
from email.message import Message
from email.parser import BytesParser
from email.utils import collapse_rfc2231_value
from typing import Final

from ingest.unpacking.charset import decoded_with
from ingest.unpacking.headers import Envelope, as_text, decoded, envelope, raw_header
from ingest.unpacking.transfer import undone

_NESTING: Final = 50
_NAME_LENGTH: Final = 200
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]+")
_BARE_NAME = re.compile(r"(?:file)?name\*?=\"?([^\";]+)", re.IGNORECASE)
_PREAMBLE: Final = "text outside the parts of the mail, which mail programs do not show"
# What mail programs write there for those that know no MIME.
_USUAL_PREAMBLE = re.compile(r"^(this is a|this message is in|ceci est un|dies ist eine).{0,200}$", re.I | re.S)
_TRUNCATED: Final = (errors.CloseBoundaryNotFoundDefect,)


class Mail(Message):
    """A mail or part as the parser made it."""

    _payload: "str | list[Message] | None"

    @property
    def children(self) -> "list[Mail]":
        """The parts of a multipart, or the mail in a `message/...` part."""
        return [child for child in self._payload if isinstance(child, Mail)] if isinstance(self._payload, list) else []

    @property
    def body(self) -> bytes:
        """The body of a leaf as transmitted. `get_payload` would decode 8-bit text, and lose what is undecodable."""
        return self._payload.encode("utf-8", "surrogateescape") if isinstance(self._payload, str) else b""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part without parts, or a mail within the mail (`nested`). `defect` is what was wrong with its bytes."""

    path: str
    name: str = ""
    declared: str = "text/plain"
    content: bytes = b""
    content_id: str = ""
    alternative: str = ""
    encrypted: bool = False
    set_aside: str = ""
    defect: str = ""
    nested: Mail | None = field(default=None, compare=False)


class Overgrown(Exception):
    """The mail has more levels or parts than any mail program writes; `reason` is for a person."""

    def __init__(self, reason: str = "mails and parts in it are nested too deeply") -> None:
        super().__init__(reason)
        self.reason = reason


def parse(content: bytes) -> Mail:
    """Raises Overgrown."""
    try:
        return BytesParser(Mail).parsebytes(content)
    except RecursionError as error:
        raise Overgrown from error


def envelope_and_leaves(mail: Mail, prefix: str = "") -> tuple[Envelope, list[Leaf]]:
    """Who sent it, and its leaves with paths below `prefix`; raises Overgrown."""
    return envelope(mail), list(_leaves(mail, f"{prefix}.1" if prefix else "1", "", prefix, 0))


def is_cut_short(mail: Mail) -> bool:
    """Whether a part has a beginning and no end."""
    return any(isinstance(defect, _TRUNCATED) for part in _all(mail, 0) for defect in part.defects)


def _all(mail: Mail, depth: int) -> Iterator[Mail]:
    if depth > _NESTING:
        raise Overgrown
    yield mail
    # A mail within the mail answers for itself.
    children = [] if _declared(mail).startswith("message/") else mail.children
    for child in children:
        yield from _all(child, depth + 1)


def _leaves(mail: Mail, path: str, alternative: str, prefix: str, depth: int) -> Iterator[Leaf]:
    if depth > _NESTING:
        raise Overgrown
    kind = _declared(mail)
    children = mail.children
    if kind.startswith("message/") and children:
        yield from _message(mail, kind, path, children)
    elif children:
        yield from _multipart(mail, kind, path if depth else prefix, alternative, depth)
    else:
        yield _leaf(mail, kind, path, alternative)


def _multipart(mail: Mail, kind: str, path: str, alternative: str, depth: int) -> Iterator[Leaf]:
    dotted = f"{path}." if path else ""
    inner = path or "0" if kind == "multipart/alternative" else alternative
    yield from _outside(mail.preamble, f"{dotted}0")
    for number, child in enumerate(mail.children, start=1):
        for leaf in _leaves(child, f"{dotted}{number}", inner, "", depth + 1):
            yield _encrypted(leaf) if kind == "multipart/encrypted" else leaf
    yield from _outside(mail.epilogue, f"{dotted}{len(mail.children) + 1}")


def _encrypted(leaf: Leaf) -> Leaf:
    return Leaf(
        leaf.path, leaf.name, leaf.declared, leaf.content, encrypted=leaf.declared != "application/pgp-encrypted"
    )


def _outside(text: str | None, path: str) -> Iterator[Leaf]:
    if text and text.strip() and not _USUAL_PREAMBLE.match(text.strip()):
        yield Leaf(path, content=_raw(text), set_aside=_PREAMBLE)


def _message(mail: Mail, kind: str, path: str, children: list[Mail]) -> Iterator[Leaf]:
    encoding = raw_header(mail, "content-transfer-encoding").lower()
    if kind in ("message/rfc822", "message/global", "message/news"):
        if encoding in ("base64", "quoted-printable"):
            # Forbidden, and done: what was parsed as a mail is its encoded text.
            content, defect = undone(_raw_body(children[0]), encoding)
            yield Leaf(path, _name(mail), "message/rfc822", content, defect=defect)
        else:
            yield Leaf(path, _name(mail), "message/rfc822", nested=children[0])
        return
    yield Leaf(path, _name(mail), kind, b"\n".join(_raw_body(child) for child in children))


def _raw_body(mail: Mail) -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in mail.raw_items())
    return _raw(f"{head}\n" if head else "") + mail.body


def _leaf(mail: Mail, kind: str, path: str, alternative: str) -> Leaf:
    content, defect = undone(mail.body, raw_header(mail, "content-transfer-encoding"))
    name = _name(mail)
    if kind.startswith("text/") and not name:
        content = _utf8(mail, content)
    content_id = raw_header(mail, "content-id").strip("<> ")
    return Leaf(path, name, kind, content, content_id, alternative, defect=defect)


def _utf8(mail: Mail, content: bytes) -> bytes:
    charset = _parameter(mail, "charset", "content-type")
    text = decoded_with(content, charset) if charset else None
    return content if text is None else text.encode("utf-8", "surrogatepass")


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _declared(mail: Mail) -> str:
    value = raw_header(mail, "content-type").partition(";")[0].strip().lower()
    return value if value.count("/") == 1 else mail.get_default_type()


def _name(mail: Mail) -> str:
    found = _parameter(mail, "filename", "content-disposition") or _parameter(mail, "name", "content-type")
    return plain_name(decoded(found))


def _parameter(mail: Mail, parameter: str, header: str) -> str:
    # In a message of its own, since a header with 8-bit text would come back with its letters replaced.
    plain = Message()
    plain[header] = as_text(raw_header(mail, header))
    try:
        value = plain.get_param(parameter, "", header)
        return collapse_rfc2231_value(value) if value else ""
    except (ValueError, LookupError, TypeError, AttributeError):
        # Continuations that contradict each other; the name is but a name.
        bare = _BARE_NAME.search(raw_header(mail, header)) if parameter != "charset" else None
        return bare.group(1) if bare else ""


def plain_name(name: str) -> str:
    """A file name to show: no folders, no control characters, not endless. Never used as a path."""
    last = re.split(r"[/\\]", name)[-1]
    return _UNSAFE.sub(" ", last).strip()[:_NAME_LENGTH]
