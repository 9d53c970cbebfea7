"""Reads CONTRL back into the answer that it says: our own, to verify it, and those that others send us."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edi.edifact.reader import Message, read
from edi.segment import Segment
from replies.edifact.contrl import REJECTED
from replies.edifact.fault_codes import Level, meaning
from replies.envelope import Identity
from replies.reading_back import UnreadableAnswer
from replies.syntax_answer import (
    AnsweredGroup,
    AnsweredMessage,
    Fault,
    GroupHeader,
    Standard,
    SyntaxAnswer,
    SyntaxDefect,
    Verdict,
)

_RECEIVED = "8"
# Where the action stands; error, segment and place follow it.
_ACTION = {"UCI": 4, "UCF": 4, "UCM": 3}


@dataclass(slots=True)
class _Heard:
    """A message of the answered interchange, with the notes on its segments behind it."""

    response: Segment
    notes: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class _HeardGroup:
    response: Segment | None
    messages: list[_Heard] = field(default_factory=list)


def read_contrl(content: bytes) -> SyntaxAnswer:
    """What the first CONTRL of a file says; sender and recipient are those of the interchange that it answers.

    Where the CONTRL names no messages, nothing is said of them one by one. Raises `UnreadableAnswer` when there is no
    CONTRL, or one without UCI.
    """
    interchange = next(read(content))
    message = next((each for each in interchange.messages if each.type == "CONTRL"), None)
    if message is None:
        raise UnreadableAnswer("The interchange holds no CONTRL.")
    first = next(iter(message.segments), None)
    if first is None or first.tag != "UCI":
        raise UnreadableAnswer("The CONTRL lacks UCI.")
    groups = tuple(_group(each) for each in _heard(message))
    defects = _of_whole(first, Level.INTERCHANGE, is_told=any(group.defects or _told(group) for group in groups))
    return SyntaxAnswer(
        standard=Standard.EDIFACT,
        sender=_station(first, 2),
        recipient=_station(first, 3),
        reference=first.component(1),
        verdict=_verdict(first, defects, [group.verdict for group in groups]),
        groups=groups,
        test=interchange.is_test,
        defects=defects,
    )


def says_received_only(content: bytes) -> bool:
    """Whether the CONTRL only tells that an interchange came, and another will tell what became of it (0083: 8)."""
    segments = (segment for message in next(read(content)).messages for segment in message.segments)
    return any(segment.tag == "UCI" and segment.component(4) == _RECEIVED for segment in segments)


def _heard(message: Message) -> list[_HeardGroup]:
    groups: list[_HeardGroup] = []
    for segment in message.segments:
        match segment.tag:
            case "UCF":
                groups.append(_HeardGroup(segment))
            case "UCM":
                if not groups:
                    groups.append(_HeardGroup(None))
                groups[-1].messages.append(_Heard(segment))
            case "UCS" | "UCD" if groups and groups[-1].messages:
                groups[-1].messages[-1].notes.append(segment)
    return groups


def _group(heard: _HeardGroup) -> AnsweredGroup:
    messages = tuple(map(_message, heard.messages))
    response = heard.response
    verdicts = [message.verdict for message in messages]
    if response is None:
        return AnsweredGroup(None, _of_members(verdicts), messages)
    defects = _of_whole(response, Level.GROUP, is_told=any(message.defects for message in messages))
    header = GroupHeader(
        identifier="",
        reference=response.component(1),
        sender=Identity(response.component(2, 1), response.component(2, 2)),
        recipient=Identity(response.component(3, 1), response.component(3, 2)),
    )
    return AnsweredGroup(header, _verdict(response, defects, verdicts), messages, defects=defects)


def _message(heard: _Heard) -> AnsweredMessage:
    response = heard.response
    placed = tuple(_placed(heard.notes))
    defects = (*_of_whole(response, Level.MESSAGE, is_told=bool(placed)), *placed)
    return AnsweredMessage(
        type=response.component(2, 1),
        reference=response.component(1),
        verdict=_verdict(response, defects, ()),
        version=response.component(2, 2),
        release=response.component(2, 3),
        agency=response.component(2, 4),
        association=response.component(2, 5),
        defects=defects,
    )


def _placed(notes: Sequence[Segment]) -> Iterator[SyntaxDefect]:
    position = 0
    for note in notes:
        if note.tag == "UCS":
            position = _number(note.component(1))
            if note.component(2):
                fault = meaning(note.component(2), Level.SEGMENT)
                # It names the segment before the one that is missing.
                yield SyntaxDefect(fault, segment=position + (fault is Fault.SEGMENT_MISSING))
        else:
            element, component = _place(note, 2)
            fault = meaning(note.component(1), Level.ELEMENT)
            yield SyntaxDefect(fault, segment=position, element=element, component=component)


def _of_whole(response: Segment, level: Level, *, is_told: bool) -> tuple[SyntaxDefect, ...]:
    """The error of a level, if it gives one; a rejection without any, here or below, is one that is not specified."""
    action = _ACTION[response.tag]
    told, tag = response.component(action + 1), response.component(action + 2)
    if not told:
        return () if is_told or response.component(action) != REJECTED else (SyntaxDefect(Fault.UNSPECIFIED),)
    element, component = _place(response, action + 3)
    fault = meaning(told, level, tag, (element, component))
    return (SyntaxDefect(fault, tag, element=element, component=component),)


def _verdict(response: Segment, defects: Sequence[SyntaxDefect], members: Sequence[Verdict]) -> Verdict:
    """What 0083 says; 7 leaves it to the members whether all of it was taken."""
    if response.component(_ACTION[response.tag]) == REJECTED:
        return Verdict.REJECTED
    if Verdict.REJECTED in members or Verdict.PARTLY in members:
        return Verdict.PARTLY
    return Verdict.WITH_ERRORS if defects or Verdict.WITH_ERRORS in members else Verdict.ACCEPTED


def _of_members(members: Sequence[Verdict]) -> Verdict:
    if members and set(members) == {Verdict.REJECTED}:
        return Verdict.REJECTED
    if Verdict.REJECTED in members:
        return Verdict.PARTLY
    return Verdict.WITH_ERRORS if Verdict.WITH_ERRORS in members else Verdict.ACCEPTED


def _told(group: AnsweredGroup) -> bool:
    return any(message.defects for message in group.messages)


def _place(segment: Segment, element: int) -> tuple[int, int]:
    """S011 as counted here: the tag is its element 1."""
    return max(_number(segment.component(element)) - 1, 0), _number(segment.component(element, 2))


def _station(segment: Segment, element: int) -> Identity:
    return Identity(*(segment.component(element, component) for component in (1, 2, 3)))


def _number(sent: str) -> int:
    return int(sent) if sent.isascii() and sent.isdecimal() else 0
