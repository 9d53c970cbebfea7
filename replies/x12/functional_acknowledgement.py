"""997 and 999: whether the sets of an interchange can be read (X12.20, X12C 005010X231).

One set answers one functional group, and all of them stand in one group `FA`. AK2 to AK5 answer one set each, so that
a set that cannot be used is rejected by itself. A TA1 answers the envelope, where the sender asked for one (ISA14) or
the envelope has faults that no group can tell.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from edi.x12.writer import Fields, OutgoingSet
from replies.answer import Unwritable
from replies.envelope import AnswerEnvelope
from replies.syntax_answer import (
    AnsweredGroup,
    AnsweredMessage,
    GroupHeader,
    SyntaxAnswer,
    SyntaxDefect,
    Verdict,
)
from replies.x12 import fault_codes
from replies.x12.dialect import X12Dialect, dialect_of, interchange
from replies.x12.interchange_acknowledgement import acknowledgements

VERDICTS = {Verdict.ACCEPTED: "A", Verdict.WITH_ERRORS: "E", Verdict.PARTLY: "P", Verdict.REJECTED: "R"}
IMPLEMENTATION = "005010X231A1"
"""The version in which a 999 is written: GS08 and ST03."""
_GUIDE = "X231"
_MOST_CODES = 5
_LONGEST_COPY = 99
_NO_TAG = "ZZZ"


@dataclass(frozen=True, slots=True)
class _Style:
    """How 997 and 999 differ: the names of segments, and what only one of them has."""

    type: str
    segment: str
    element: str
    set: str
    since_5010: bool


def write_997(answer: SyntaxAnswer, envelope: AnswerEnvelope, /) -> bytes:
    """The functional acknowledgment. Raises `Unwritable` when no group has a number to which it could answer."""
    dialect = dialect_of(envelope)
    return _written(answer, envelope, dialect, _Style("997", "AK3", "AK4", "AK5", dialect.version[:6] >= "005010"))


def write_999(answer: SyntaxAnswer, envelope: AnswerEnvelope, /) -> bytes:
    """The implementation acknowledgment, in 005010X231A1 unless the dialect says another version of that guide."""
    told = dialect_of(envelope, IMPLEMENTATION)
    dialect = told if _GUIDE in told.version else replace(told, version=IMPLEMENTATION)
    return _written(answer, envelope, dialect, _Style("999", "IK3", "IK4", "IK5", since_5010=True))


def _written(answer: SyntaxAnswer, envelope: AnswerEnvelope, dialect: X12Dialect, style: _Style) -> bytes:
    convention = dialect.version if style.type == "999" else ""
    sets = [
        OutgoingSet(style.type, tuple(_group(group, group.header, dialect, style)), convention)
        for group in answer.groups
        if group.header is not None
    ]
    receipts = acknowledgements(answer)
    if not sets and not receipts:
        raise Unwritable(
            f"The interchange {answer.reference} has no functional group, so a {style.type} has no subject."
        )
    return interchange(envelope, dialect, "FA", sets, receipts)


def _group(group: AnsweredGroup, header: GroupHeader, dialect: X12Dialect, style: _Style) -> Iterator[Fields]:
    number = dialect.id(header.reference, 9, "group control number") or "0"
    version = dialect.text(header.version, 12) if style.since_5010 else ""
    yield ("AK1", dialect.text(header.identifier, 2), number, version)
    for message in group.messages:
        yield from _message(message, dialect, style)
    received = len(group.messages)
    announced = received if group.announced < 0 else group.announced
    codes = fault_codes.GROUP_SINCE_5010 if style.since_5010 else fault_codes.GROUP
    told = _distinct(codes[defect.fault] for defect in group.defects if defect.fault in codes)
    yield ("AK9", VERDICTS[group.verdict], str(announced), str(received), str(group.accepted), *told)


def _message(message: AnsweredMessage, dialect: X12Dialect, style: _Style) -> Iterator[Fields]:
    """A type or number that is missing is written as zeros: AK2 demands both, and AK5 says that they were missing."""
    reference = dialect.text(message.reference, 9) or "0000"
    yield ("AK2", dialect.text(message.type, 3) or "000", reference)
    placed = sorted((each for each in message.defects if each.segment), key=lambda each: (each.segment, each.tag))
    for _, at_segment in groupby(placed, key=lambda each: (each.segment, each.tag)):
        yield from _segment(tuple(at_segment), dialect, style)
    codes = [
        fault_codes.SET.get(each.fault, fault_codes.SEGMENTS_IN_ERROR) for each in message.defects if not each.segment
    ]
    told = _distinct([*codes, *([fault_codes.SEGMENTS_IN_ERROR] if placed else [])])
    yield (style.set, VERDICTS[message.verdict], *told)


def _segment(defects: tuple[SyntaxDefect, ...], dialect: X12Dialect, style: _Style) -> Iterator[Fields]:
    """AK3 for each fault of the segment itself, and one with an AK4 for each of its elements."""
    tag, position = _tag(defects[0].tag), str(defects[0].segment)
    whole = _distinct(fault_codes.SEGMENT[each.fault] for each in defects if each.fault in fault_codes.SEGMENT)
    for code in whole:
        yield (style.segment, tag, position, "", code)
    elements = [each for each in defects if each.fault not in fault_codes.SEGMENT]
    if elements:
        yield (style.segment, tag, position, "", fault_codes.ELEMENTS_IN_ERROR)
    for each in elements:
        if each.element:
            yield _element(each, dialect, style)


def _tag(sent: str) -> str:
    """The tag without what no tag may have; AK301 demands two characters at least."""
    letters = "".join(re.findall("[A-Z0-9]", sent.upper()))[:3]
    return letters if len(letters) > 1 else _NO_TAG


def _element(defect: SyntaxDefect, dialect: X12Dialect, style: _Style) -> Fields:
    place = (str(defect.element), str(defect.component)) if defect.component else str(defect.element)
    code = fault_codes.ELEMENT.get(defect.fault, fault_codes.ELEMENT_IN_GENERAL)
    return (style.element, place, "", code, dialect.text(defect.found, _LONGEST_COPY))


def _distinct(codes: Iterable[str]) -> list[str]:
    """At most five, as AK5 and AK9 have room for."""
    return list(dict.fromkeys(codes))[:_MOST_CODES]
