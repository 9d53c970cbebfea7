"""An arrival taken apart: mails, forwarded mails and archives, down to the parts that may hold orders.

Every part is in the result, either to be read or set aside with a reason. Hostile input ends in findings.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from edi.portions import portions
from ingest.sniff import (
    CSV,
    EDIFACT,
    ENCRYPTED_OFFICE,
    HTML,
    MAIL,
    OUTLOOK,
    TEXT,
    TNEF,
    X12,
    XML,
    ZIP,
)
from ingest.sniff import media_type as sniffed
from ingest.unpacking.archives import ArchiveRefused, Member, members
from ingest.unpacking.headers import Envelope, envelope_of
from ingest.unpacking.mime import Leaf, Mail, Overgrown, envelope_and_leaves, is_cut_short, parse, plain_name
from ingest.unpacking.origin import origin_of
from ingest.unpacking.part import NOT_OPENED, Part, Unpacked, UnpackLimits
from ingest.unpacking.setting_aside import BY_TYPE, by_structure
from ingest.unpacking.tnef import files
from orders.document import digest_of
from orders.findings import Finding, FindingCode, Severity

__all__ = ["Part", "UnpackLimits", "Unpacked", "unpack"]

_NOBODY: Final = Envelope("", "", None)
_PGP: Final = b"-----BEGIN PGP MESSAGE-----"
_SEALED_TYPES: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_STANDARDS: Final = {EDIFACT: "edifact", X12: "x12"}
_LARGE_INTERCHANGE: Final = 1_000_000
_PORTION: Final = 250_000
"""About two hundred orders of ten lines. A file of a hundred megabytes has four hundred portions."""
_ASK: Final = "Ask the sender for the order as a plain attachment."


def unpack(content: bytes, *, name: str, media_type: str, limits: UnpackLimits | None = None) -> Unpacked:
    """`media_type` is what the source knows it to be, empty where it does not; never raises for bad input."""
    work = _Unpacking(limits or UnpackLimits())
    if media_type == MAIL or (not media_type and sniffed(content) == MAIL):
        envelope = work.mail(content, "", 0)
    else:
        envelope = _NOBODY
        work.leaf(Leaf("1", plain_name(name), "", content), envelope, 0)
    return Unpacked(tuple(work.parts), envelope.sender, envelope.subject, tuple(work.findings))


@dataclass(slots=True)
class _Unpacking:
    """The parts and findings so far, in order."""

    limits: UnpackLimits
    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def mail(self, content: bytes, prefix: str, depth: int) -> Envelope:
        try:
            return self.message(parse(content), prefix, depth)
        except Overgrown as error:
            whole = Leaf(prefix or "1", declared=MAIL, content=content)
            self._refused(whole, _NOBODY, MAIL, FindingCode.ARCHIVE_LIMIT, error.reason)
            return envelope_of(content)

    def message(self, mail: Mail, prefix: str, depth: int) -> Envelope:
        cut_short = is_cut_short(mail)
        envelope, leaves = envelope_and_leaves(mail, prefix)
        envelope = replace(envelope, origin=origin_of(mail, forwarded=bool(prefix)))
        if len(leaves) > self._room():
            raise Overgrown(f"it has {len(leaves)} parts, and {self._room()} more are allowed")
        for leaf in by_structure(leaves):
            self.leaf(leaf, envelope, depth)
        if cut_short:
            where = f"The mail in part {prefix}" if prefix else "The mail"
            self._find(FindingCode.TRUNCATED, f"{where} ends in the middle of a part. Ask the sender to send it again.")
        return envelope

    def leaf(self, leaf: Leaf, envelope: Envelope, depth: int) -> None:
        kind = _kind(leaf)
        if leaf.defect:
            message = f"{_label(leaf)} came damaged: there are {leaf.defect}. {_ASK}"
            self._find(FindingCode.ENVELOPE_DEFECT, message)
        if leaf.set_aside:
            self._add(leaf, envelope, kind)
        elif kind == MAIL:
            self._nested(leaf, envelope, depth)
        elif kind in (ZIP, TNEF):
            self._archive(leaf, envelope, depth, kind)
        elif kind in _STANDARDS and len(leaf.content) > _LARGE_INTERCHANGE:
            self._portioned(leaf, envelope, kind)
        else:
            self._single(leaf, envelope, kind)

    def _nested(self, leaf: Leaf, envelope: Envelope, depth: int) -> None:
        if depth >= self.limits.depth:
            reason = f"it lies more than {self.limits.depth} levels deep"
            self._refused(leaf, envelope, MAIL, FindingCode.ARCHIVE_LIMIT, reason)
        elif leaf.nested is not None:
            try:
                self.message(leaf.nested, leaf.path, depth + 1)
            except Overgrown as error:
                self._refused(leaf, envelope, MAIL, FindingCode.ARCHIVE_LIMIT, error.reason)
        else:
            self.mail(leaf.content, leaf.path, depth + 1)

    def _archive(self, leaf: Leaf, envelope: Envelope, depth: int, kind: str) -> None:
        try:
            if depth >= self.limits.depth:
                reason = f"it lies more than {self.limits.depth} levels deep"
                raise ArchiveRefused(FindingCode.ARCHIVE_LIMIT, reason)
            found = self._members(leaf.content, kind)
        except ArchiveRefused as refusal:
            self._refused(leaf, envelope, kind, refusal.code, refusal.reason)
            return
        if not found:
            # Outlook repeats the text of a mail in its own format, with or without files.
            self._add(replace(leaf, set_aside="it holds no files"), envelope, kind)
        for number, member in enumerate(found, start=1):
            inner = Leaf(f"{leaf.path}/{number}", plain_name(member.name), "", member.content)
            self.leaf(inner, envelope, depth + 1)

    def _members(self, content: bytes, kind: str) -> list[Member]:
        if kind == TNEF:
            return files(content, room=self._room())
        return members(content, self._left(), room=self._room())

    def _portioned(self, leaf: Leaf, envelope: Envelope, kind: str) -> None:
        """Thousands of orders would be held in memory at once, and their readings several times."""
        found = list(portions(leaf.content, _PORTION, standard=_STANDARDS[kind]))
        if len(found) > self._room():
            reason = f"it has {len(found)} portions, and {self._room()} more are allowed"
            self._refused(leaf, envelope, kind, FindingCode.ARCHIVE_LIMIT, reason)
            return
        if len(found) == 1:
            self._single(leaf, envelope, kind)
            return
        for number, content in enumerate(found, start=1):
            self._single(replace(leaf, path=f"{leaf.path}/{number}", content=content), envelope, kind)

    def _single(self, leaf: Leaf, envelope: Envelope, kind: str) -> None:
        sealed = _sealed(leaf, kind)
        if sealed is not None:
            self._refused(leaf, envelope, kind, *sealed)
            return
        first = self.seen.setdefault(digest_of(leaf.content), leaf.path)
        reason = BY_TYPE.get(leaf.declared, "")
        if not leaf.content.strip():
            reason = "it is empty"
            if leaf.name:
                self._find(FindingCode.EMPTY_FILE, f"{_label(leaf)} is empty. {_ASK}")
        elif first != leaf.path:
            reason = f"the same bytes as part {first}"
        self._add(replace(leaf, set_aside=reason), envelope, kind)

    def _refused(self, leaf: Leaf, envelope: Envelope, kind: str, code: FindingCode, reason: str) -> None:
        self._find(code, f"{_label(leaf)} was not opened: {reason}. {_ASK}")
        content = leaf.content if leaf.nested is None else _bytes_of(leaf.nested)
        self._add(replace(leaf, content=content, set_aside=f"{NOT_OPENED}{reason}"), envelope, kind)

    def _find(self, code: FindingCode, message: str) -> None:
        self.findings.append(Finding(code=code, severity=Severity.HOLD, message=message))

    def _add(self, leaf: Leaf, envelope: Envelope, kind: str) -> None:
        told = (envelope.sender, envelope.subject, leaf.set_aside, envelope.origin)
        self.parts.append(Part(leaf.path, leaf.name, kind, leaf.content, *told))

    def _room(self) -> int:
        return self.limits.parts - len(self.parts)

    def _left(self) -> UnpackLimits:
        used = sum(len(part.content) for part in self.parts)
        return replace(self.limits, total_bytes=max(0, self.limits.total_bytes - used))


def _kind(leaf: Leaf) -> str:
    """Sniffed from the bytes; of texts that are the mail's own, only what cannot be a person's writing is more."""
    if leaf.nested is not None:
        return MAIL
    kind = sniffed(leaf.content)
    if leaf.declared == MAIL:
        return MAIL
    if leaf.declared == HTML and kind in (TEXT, XML, CSV):
        return HTML
    body = leaf.declared == TEXT and not leaf.name
    return TEXT if body and kind in (CSV, HTML, MAIL) else kind


def _sealed(leaf: Leaf, kind: str) -> tuple[FindingCode, str] | None:
    if leaf.encrypted or _PGP in leaf.content[:4096]:
        return FindingCode.ENCRYPTED, "it is encrypted"
    if leaf.declared in _SEALED_TYPES:
        return FindingCode.ENCRYPTED, "it is an S/MIME envelope, encrypted or signed"
    if kind == ENCRYPTED_OFFICE:
        return FindingCode.ENCRYPTED, "it is protected by a password"
    if kind == OUTLOOK:
        return FindingCode.UNREAD_CONTENT, "it is in Outlook's own format, which is not read yet"
    return None


def _label(leaf: Leaf) -> str:
    return f"Part {leaf.path} ({leaf.name})" if leaf.name else f"Part {leaf.path}"


def _bytes_of(mail: Mail) -> bytes:
    try:
        return mail.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The original is whole in the archive; this copy is for the list of parts.
        return mail.body
