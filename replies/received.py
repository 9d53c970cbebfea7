"""From the bytes of a file to its interchanges in the values of answers, with the readers that the parsers use.

Both standards come out alike.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from edi.beginning import begins_like_edifact, begins_like_x12
from edi.defects import Defect, DefectCode
from edi.edifact import reader as edifact
from edi.segment import Segment
from edi.x12 import reader as x12
from replies.envelope import Dialect, Identity
from replies.faults import TOLD
from replies.interchanges import Received, ReceivedGroup, ReceivedPart
from replies.syntax_answer import GroupHeader, Standard, SyntaxDefect

__all__ = ["Received", "ReceivedGroup", "ReceivedPart", "received"]

_KEPT = 4
_OF_GROUPS = frozenset(
    {
        DefectCode.UNE_MISSING,
        DefectCode.UNE_COUNT,
        DefectCode.UNE_REFERENCE,
        DefectCode.GE_MISSING,
        DefectCode.GE_COUNT,
        DefectCode.GE_REFERENCE,
    }
)


@lru_cache(maxsize=_KEPT)
def received(content: bytes) -> tuple[Received, ...]:
    """Every interchange of a file, in their sequence; none where it is no EDI, or has no header to be answered.

    One that holds a TA1 and no set is an answer itself, which is never answered. Each order of a file is answered by
    itself, so the last files are kept.
    """
    if begins_like_x12(content):
        return tuple(_of_x12(content))
    if begins_like_edifact(content):
        return tuple(_of_edifact(content))
    return ()


def _of_edifact(content: bytes) -> Iterator[Received]:
    before = 0
    for read in edifact.read(content):
        if read.header is not None:
            yield _behind(_edifact(read), before)
        ends = (message.trailer or (message.header, *message.segments)[-1] for message in read.messages)
        before += _last((read.header, read.trailer, *read.groups, *read.stray, *ends))


def _of_x12(content: bytes) -> Iterator[Received]:
    before = 0
    for read in x12.read(content):
        if read.beginning.header and not _only_answers(read):
            yield _behind(_x12(read), before)
        ends = (one.trailer or (one.header, *one.segments)[-1] for one in read.sets)
        before += _last((read.beginning.header, read.ending.trailer, *read.groups, *read.stray, *ends))


def _last(segments: Sequence[Segment | None]) -> int:
    return max((segment.number for segment in segments if segment), default=0)


def _behind(one: Received, before: int) -> Received:
    """With the numbers that its segments have in a file with so many before them."""
    parts = (replace(part, first=part.first + before, last=part.last + before) for part in one.parts)
    return replace(one, parts=tuple(parts))


def _edifact(read: edifact.Interchange) -> Received:
    groups = [segment for segment in read.groups if segment.tag == "UNG"]
    marks = read.separators
    return Received(
        standard=Standard.EDIFACT,
        sender=Identity(read.sender, read.sender_qualifier, _part(read.header, 2, 3)),
        recipient=Identity(read.recipient, read.recipient_qualifier, _part(read.header, 3, 3)),
        reference=read.reference,
        prepared="".join(read.prepared),
        test=read.is_test,
        groups=tuple(_edifact_group(header, read.groups, read.defects, groups) for header in groups),
        parts=tuple(_message(message, groups) for message in read.messages),
        defects=tuple(_told(defect for defect in read.defects if defect.code not in _OF_GROUPS)),
        dialect=Dialect(
            received_charset=read.syntax_identifier,
            syntax_version=read.syntax_version,
            separators=marks.text()[3:] if read.separators.release else "",
        ),
    )


def _edifact_group(
    header: Segment, service: Sequence[Segment], defects: Sequence[Defect], all_: Sequence[Segment]
) -> ReceivedGroup:
    version = ".".join(filter(None, (header.component(7, 1), header.component(7, 2))))
    told = GroupHeader(
        identifier=header.component(1),
        reference=header.component(5),
        sender=Identity(header.component(2, 1), header.component(2, 2)),
        recipient=Identity(header.component(3, 1), header.component(3, 2)),
        agency=header.component(6),
        version=version,
    )
    return ReceivedGroup(told, header.number, _announced(header, service, "UNE"), _of_group(header, defects, all_))


def _message(message: edifact.Message, groups: Sequence[Segment]) -> ReceivedPart:
    header = message.header
    last = message.trailer or (message.segments[-1] if message.segments else header)
    return ReceivedPart(
        type=message.type,
        reference=message.reference,
        version=header.component(2, 2),
        release=header.component(2, 3),
        agency=message.agency,
        association=message.association_code,
        group=_index(message.group, groups),
        first=header.number,
        last=last.number,
        defects=tuple(_told(message.defects, (header, *message.segments, message.trailer))),
    )


def _only_answers(read: x12.Interchange) -> bool:
    return not read.sets and any(segment.tag == "TA1" for segment in read.stray)


def _x12(read: x12.Interchange) -> Received:
    beginning, marks = read.beginning, read.beginning.delimiters
    headers = [segment for segment in read.groups if segment.tag == "GS"]
    separators = b"".join((marks.element, marks.component, marks.repetition or b" ", marks.terminator))
    return Received(
        standard=Standard.X12,
        sender=Identity(beginning.sender, beginning.sender_qualifier),
        recipient=Identity(beginning.recipient, beginning.recipient_qualifier),
        reference=beginning.number,
        prepared=_part(beginning.header, 9) + _part(beginning.header, 10),
        test=beginning.is_test,
        groups=tuple(_x12_group(header, read.groups, read.ending.defects, headers) for header in headers),
        parts=tuple(_set(one, headers) for one in read.sets),
        defects=tuple(_told(defect for defect in read.ending.defects if defect.code not in _OF_GROUPS)),
        dialect=Dialect(separators=separators.decode("latin-1")),
        asked=beginning.acknowledgement_requested,
    )


def _x12_group(
    header: Segment, service: Sequence[Segment], defects: Sequence[Defect], all_: Sequence[Segment]
) -> ReceivedGroup:
    told = GroupHeader(
        identifier=header.component(1).strip(),
        reference=header.component(6).strip(),
        sender=Identity(header.component(2).strip()),
        recipient=Identity(header.component(3).strip()),
        agency=header.component(7).strip(),
        version=header.component(8).strip(),
    )
    return ReceivedGroup(told, header.number, _announced(header, service, "GE"), _of_group(header, defects, all_))


def _set(one: x12.TransactionSet, groups: Sequence[Segment]) -> ReceivedPart:
    last = one.trailer or (one.segments[-1] if one.segments else one.header)
    return ReceivedPart(
        type=one.type,
        reference=one.number,
        version=one.version,
        release="",
        agency="",
        association="",
        group=_index(one.group, groups),
        first=one.header.number,
        last=last.number,
        defects=tuple(_told(one.defects, (one.header, *one.segments, one.trailer))),
    )


def _announced(header: Segment, service: Sequence[Segment], trailer: str) -> int:
    """The count of the trailer that follows the header, before the next header."""
    behind = next((segment for segment in service if segment.number > header.number), None)
    count = behind.component(1).strip() if behind is not None and behind.tag == trailer else ""
    return int(count) if re.fullmatch(r"[0-9]{1,9}", count) else -1


def _of_group(header: Segment, defects: Sequence[Defect], groups: Sequence[Segment]) -> tuple[SyntaxDefect, ...]:
    following = min((other.number for other in groups if other.number > header.number), default=None)
    return tuple(
        _told(
            defect
            for defect in defects
            if defect.code in _OF_GROUPS
            and defect.segment >= header.number
            and (following is None or defect.segment < following)
        )
    )


def _told(
    defects: Iterator[Defect] | Sequence[Defect], segments: Sequence[Segment | None] = ()
) -> Iterator[SyntaxDefect]:
    """In a message at the number within it; a defect of header or trailer is one of the message as a whole."""
    tags = {segment.number: (segment.tag, index) for index, segment in enumerate(segments, 1) if segment}
    for defect in defects:
        fault = TOLD.get(defect.code)
        if fault is None:
            continue
        tag, number = tags.get(defect.segment, ("", 0))
        whole = bool(segments) and tag in ("", "UNH", "UNT", "ST", "SE")
        place = 0 if whole else number or (defect.segment if not segments else 0)
        yield SyntaxDefect(fault, tag, place, found=defect.found, sentence=defect.sentence)


def _index(header: Segment | None, groups: Sequence[Segment]) -> int:
    return next((index for index, group in enumerate(groups) if group is header), -1)


def _part(header: Segment | None, element: int, component: int = 1) -> str:
    return header.component(element, component).strip() if header else ""
