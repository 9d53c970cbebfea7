"""Writes CONTRL, the syntax and service report (ISO 9735-4; D.3 for syntax version 3): what became of an interchange.

UCI says it of the interchange, UCF of a group, UCM of a message, and UCS and UCD name a segment and an element in it.
Each level has room for one error: where the model knows several of a whole, the first is told. A CONTRL is never
answered, and never asks for an answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from edi.edifact.drafts import Draft, MessageDraft, Part, draft
from replies.answer import Unwritable
from replies.edifact.fault_codes import PLACES, UNSPECIFIED, Level, code, service_segment
from replies.edifact.manner import directory_of, in_a_charset, in_file, manner_of
from replies.envelope import AnswerEnvelope, Identity
from replies.syntax_answer import (
    AnsweredGroup,
    AnsweredMessage,
    Fault,
    Standard,
    SyntaxAnswer,
    SyntaxDefect,
    Verdict,
)

# DE 0083; 8 would say that an interchange was received and is yet to be checked, which this house never says.
ACKNOWLEDGED, REJECTED = "7", "4"
# The message's own version and release, by the syntax version that it is written in.
VERSIONS = {"1": ("2", "2"), "2": ("2", "2"), "3": ("D", "3"), "4": ("4", "1")}
_NONE = "0"
_MOST_SEGMENTS, _MOST_ELEMENTS = 999, 99
_VERSION_LENGTH, _AGENCY_LENGTH, _ASSOCIATION_LENGTH = 3, 2, 6


def write_contrl(answer: SyntaxAnswer, envelope: AnswerEnvelope) -> bytes:
    """The answer to an interchange. Raises `Unwritable` where that had no sender, recipient or reference to name: then
    somebody has to tell the sender otherwise."""
    if answer.standard is not Standard.EDIFACT:
        raise Unwritable("A CONTRL answers EDIFACT only.")
    if not (answer.reference and answer.sender.id and answer.recipient.id):
        raise Unwritable("The interchange has no sender, no recipient or no reference, so no CONTRL can name it.")
    return in_a_charset(partial(_written, answer), envelope)


def _written(answer: SyntaxAnswer, envelope: AnswerEnvelope) -> bytes:
    manner = manner_of(envelope.dialect, "CONTRL")
    version, release = VERSIONS[manner.syntax.version]
    segments = tuple(_segments(answer, directory_of(envelope.dialect)))
    message = MessageDraft("CONTRL", version, release, segments)
    return in_file(message, envelope, manner)


def _segments(answer: SyntaxAnswer, directory: str) -> Iterator[Draft]:
    yield draft(
        "UCI",
        answer.reference,
        _station(answer.sender),
        _station(answer.recipient),
        *_verdict(answer.verdict, answer.defects, Level.INTERCHANGE, is_told=_told_below(answer.groups)),
    )
    loose = [group for group in answer.groups if group.header is None]
    for group in (*loose, *(group for group in answer.groups if group.header is not None)):
        yield from _group(group, directory)


def _group(group: AnsweredGroup, directory: str) -> Iterator[Draft]:
    header = group.header
    if header is not None:
        yield draft(
            "UCF",
            header.reference or _NONE,
            (header.sender.id, header.sender.qualifier),
            (header.recipient.id, header.recipient.qualifier),
            *_verdict(group.verdict, group.defects, Level.GROUP, is_told=any(m.defects for m in group.messages)),
        )
    known = header.version if header is not None and header.version else directory
    for message in group.messages:
        yield from _message(message, known)


def _message(message: AnsweredMessage, directory: str) -> Iterator[Draft]:
    """What a header left out of the version, or has no room here, is what the group or the partner's profile says.

    A reference or type that is missing is written as zero: UCM demands both, and its error says that they were missing.
    """
    version, _, release = directory.partition(".")
    if _fits(message.version, _VERSION_LENGTH) and _fits(message.release, _VERSION_LENGTH):
        version, release = message.version, message.release
    agency = message.agency if _fits(message.agency, _AGENCY_LENGTH) else "UN"
    association = message.association if _fits(message.association, _ASSOCIATION_LENGTH) else ""
    whole = [defect for defect in message.defects if not defect.segment]
    placed = sorted((defect for defect in message.defects if defect.segment), key=lambda defect: defect.segment)
    yield draft(
        "UCM",
        message.reference or _NONE,
        (message.type or _NONE, version, release, agency, association),
        *_verdict(message.verdict, whole, Level.MESSAGE, is_told=bool(placed)),
    )
    notes = [note for _, found in groupby(placed, key=_position) for note in _places(list(found))]
    yield from _within(notes, _MOST_SEGMENTS)


def _fits(sent: str, most: int) -> bool:
    return 0 < len(sent) <= most


def _places(defects: Sequence[SyntaxDefect]) -> Iterator[list[Draft]]:
    """UCS and its UCD for the defects of one segment; each further fault of the segment as a whole is a UCS more."""
    whole = [defect for defect in defects if not defect.element]
    elements = [_element(defect) for defect in defects if defect.element][:_MOST_ELEMENTS]
    position = _position(defects[0])
    first = code(whole[0].fault, Level.SEGMENT) if whole else ""
    yield [draft("UCS", position, first), *elements]
    for further in whole[1:]:
        yield [draft("UCS", position, code(further.fault, Level.SEGMENT))]


def _within(notes: Sequence[list[Draft]], most: int) -> Iterator[Draft]:
    for note in notes[:most]:
        yield from note


def _position(defect: SyntaxDefect) -> int:
    """Of a segment that is missing, CONTRL names the one before it."""
    return max(defect.segment - 1, 1) if defect.fault is Fault.SEGMENT_MISSING else defect.segment


def _element(defect: SyntaxDefect) -> Draft:
    return draft("UCD", code(defect.fault, Level.ELEMENT), _place(defect.element, defect.component))


def _place(element: int, component: int) -> tuple[Part, ...]:
    """S011: the tag is element 1, and the component behind an element counts from 1."""
    return (element + 1, component) if component else (element + 1,)


def _verdict(
    verdict: Verdict, defects: Sequence[SyntaxDefect], level: Level, *, is_told: bool
) -> tuple[Part | tuple[Part, ...], ...]:
    """Action, error, segment and place. A rejection gives an error, here or `is_told` below."""
    action = REJECTED if verdict is Verdict.REJECTED else ACKNOWLEDGED
    if not defects:
        return (action, UNSPECIFIED) if action == REJECTED and not is_told else (action,)
    defect = _placed(defects[0], level)
    place = _place(defect.element, defect.component) if defect.element and defect.tag else ()
    return action, code(defect.fault, level), defect.tag, place


def _placed(defect: SyntaxDefect, level: Level) -> SyntaxDefect:
    element, component = (
        (defect.element, defect.component) if defect.element else PLACES.get((level, defect.fault), (0, 0))
    )
    tag = service_segment(defect.fault, level) or (defect.tag if defect.tag.startswith("UN") else "")
    return replace(defect, tag=tag, element=element, component=component)


def _told_below(groups: Sequence[AnsweredGroup]) -> bool:
    return any(group.defects or any(message.defects for message in group.messages) for group in groups)


def _station(identity: Identity) -> tuple[str, str, str]:
    return identity.id, identity.qualifier, identity.routing
