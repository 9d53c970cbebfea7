"""Writes EDIFACT interchanges, strictly: what is not exactly as the standard has it is refused, never sent.

UNB, UNH, UNT and UNZ with their counts and references follow from the drafts (ISO 9735-1). Every message is checked
against its directory (`edi.edifact.conformance`). pydifact's `Serializer` writes the segments; it is told of the
repetition separator of syntax version 4, which it does not know, and of interchanges without a release character.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydifact.control.characters import Characters
from pydifact.segments import Segment as PydifactSegment
from pydifact.serializer import Serializer

from edi.edifact.charset import CODECS
from edi.edifact.conformance import Breach, breaches, plain, segment_breaches
from edi.edifact.directory import directory_of, service_segments
from edi.edifact.drafts import Draft, InterchangeDraft, MessageDraft, Part, Station, draft
from edi.edifact.repertoire import strange
from edi.edifact.syntax import PRINTABLE, Separators, for_version

_TAG = re.compile(r"[A-Z][A-Z0-9]{2}\Z", re.ASCII)
_VERSIONS = ("1", "2", "3", "4")
# A stand-in for "nothing is released": it is refused in data, so that it is never met.
_NEVER = "\x00"


class Inexpressible(ValueError):
    """What should be written cannot be written in EDIFACT, or not in this syntax; nothing was written."""


class CharacterLacking(Inexpressible):
    """The repertoire of this syntax identifier lacks a character; a larger one may have it."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """How an interchange is written: the repertoire (UNB 0001), the syntax version (UNB 0002), the service characters.

    Raises `Inexpressible` where the three do not make a syntax.
    """

    identifier: str = "UNOC"
    version: str = "3"
    separators: Separators = PRINTABLE
    line_breaks: bool = False

    def __post_init__(self) -> None:
        if self.identifier not in CODECS:
            raise Inexpressible(f"{self.identifier!r} is no syntax identifier; there are {', '.join(CODECS)}.")
        if self.version not in _VERSIONS:
            raise Inexpressible(f"{self.version!r} is no syntax version; there are {', '.join(_VERSIONS)}.")
        marks = self.marks
        named = (marks.component, marks.element, marks.release, marks.repetition, marks.terminator)
        used = [mark.decode("latin-1") for mark in named if mark]
        if len(set(used)) < len(used) or not all((marks.component, marks.element, marks.terminator, marks.decimal)):
            raise Inexpressible(f"{marks.text()} names service characters that cannot be told apart.")
        # A line feed ends the segments of some, and can stand in no data.
        told = [mark for mark in used if mark != "\n" or marks.terminator != b"\n"]
        if any(len(mark) != 1 or mark.isalnum() or mark.isspace() or not mark.isascii() for mark in told):
            raise Inexpressible(f"{marks.text()} names letters, digits or blanks as service characters.")
        if marks.decimal not in (b".", b","):
            raise Inexpressible(f"{marks.text()} names a decimal mark that is neither a point nor a comma.")

    @property
    def marks(self) -> Separators:
        """The service characters in use: only version 4 has a repetition separator."""
        return for_version(self.separators, self.version, from_una=bool(self.separators.repetition))


def write(interchange: InterchangeDraft, syntax: Syntax) -> bytes:
    """The interchange with its UNA. Raises `Inexpressible` at the first thing that the standard does not allow."""
    segments = [_header(interchange, syntax)]
    for number, message in enumerate(interchange.messages, 1):
        segments += _message(message, str(number), syntax)
    segments.append(draft("UNZ", len(interchange.messages), interchange.reference))
    if not interchange.messages:
        raise Inexpressible("An interchange without messages is none.")
    service = service_segments(syntax.version)
    for segment in (segments[0], segments[-1]):
        _refuse(segment_breaches(service[segment.tag], segment, 0), "the interchange")
    return serialized(segments, syntax)


def serialized(segments: Iterable[Draft], syntax: Syntax) -> bytes:
    """UNA and the segments as they are, of any kind and in any number; `write` is what makes an interchange of them.

    Raises `Inexpressible` for characters that the repertoire lacks.
    """
    written = Serializer(_Released(syntax.marks)).serialize(
        [_pydifact(segment, syntax) for segment in segments], with_una_header=True, break_lines=syntax.line_breaks
    )
    return bytes(written, CODECS[syntax.identifier])


def _header(interchange: InterchangeDraft, syntax: Syntax) -> Draft:
    prepared = interchange.prepared
    day = f"{prepared:%Y%m%d}" if syntax.version == "4" else f"{prepared:%y%m%d}"
    return draft(
        "UNB",
        (syntax.identifier, syntax.version),
        _station(interchange.sender),
        _station(interchange.recipient),
        (day, f"{prepared:%H%M}"),
        interchange.reference,
        *[""] * 5,
        "1" if interchange.test else "",
    )


def _station(station: Station) -> tuple[str, ...]:
    return station.id, station.qualifier, station.routing


def _message(message: MessageDraft, reference: str, syntax: Syntax) -> list[Draft]:
    identifier = (message.type, message.version, message.release, message.agency, message.association)
    inside = [draft("UNH", reference, identifier), *message.segments]
    segments = [*inside, draft("UNT", len(inside) + 1, reference)]
    directory = directory_of(message.type, f"{message.version}.{message.release}", syntax.version)
    if directory is None:
        raise Inexpressible(f"There are no tables for {message.type}, so it cannot be checked and is not written.")
    _refuse(breaches(directory, segments), f"{message.type} by {directory.name}")
    return segments


def _refuse(found: Iterator[Breach], what: str) -> None:
    if breach := next(found, None):
        raise Inexpressible(f"In {what}: {breach}")


def _pydifact(segment: Draft, syntax: Syntax) -> PydifactSegment:
    if not _TAG.match(segment.tag):
        raise Inexpressible(f"{segment.tag!r} is no segment tag.")
    if not segment.elements:
        raise Inexpressible(f"Segment {segment.tag} is empty.")
    return PydifactSegment(segment.tag, *(_element(parts, segment.tag, syntax) for parts in segment.elements))


def _element(parts: Sequence[Part], tag: str, syntax: Syntax) -> list[str]:
    return [_text(part, tag, syntax) for part in parts]


def _text(part: Part, tag: str, syntax: Syntax) -> str:
    marks = syntax.marks
    if isinstance(part, Decimal):
        if not part.is_finite():
            raise Inexpressible(f"{part} in {tag} is no number.")
        return plain(part).replace(".", marks.decimal.decode("ascii"))
    text = plain(part)
    if lacking := strange(text, syntax.identifier):
        raise CharacterLacking(
            f"{text!r} in {tag} has characters that {syntax.identifier} lacks: {lacking!r}. "
            "Agree on another charset with the partner, such as UNOC, and name it in the profile."
        )
    if not marks.release and any(mark in text for mark in _separating(marks)):
        raise Inexpressible(f"{text!r} in {tag} has a service character, and nothing is agreed to release it.")
    return text


def _separating(marks: Separators) -> list[str]:
    named = (marks.component, marks.element, marks.repetition, marks.terminator)
    return [mark.decode("ascii") for mark in named if mark]


class _Released(Characters):
    """The service characters as pydifact has them, with all that a release character must cover."""

    def __init__(self, marks: Separators) -> None:
        super().__init__(*tuple(marks.text()[3:]))  # type: ignore[no-untyped-call]  # as pydifact ships it
        self._covered = _separating(marks) if marks.release else []

    @property
    def escaped_syntax_dic(self) -> dict[str, str]:
        release = self.escape_character
        covered = [*self._covered, release] if self._covered else []
        return {mark: release + mark for mark in covered} or {_NEVER: _NEVER}
