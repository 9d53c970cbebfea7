"""Reads 997 and 999 back into the answer that they say: our own, to verify them, and those that others send us."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edi.segment import Segment
from edi.x12.reader import TransactionSet, read
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
from replies.x12 import fault_codes
from replies.x12.functional_acknowledgement import VERDICTS

TYPES = frozenset({"997", "999"})
_VERDICTS = {code: verdict for verdict, code in VERDICTS.items()} | dict.fromkeys("MWX", Verdict.REJECTED)
"""M, W and X reject for reasons of security."""


def read_functional_acknowledgement(content: bytes) -> SyntaxAnswer:
    """What the 997 or 999 and the TA1 of one interchange say; sender and recipient are those of what they answer.

    The number and date of the answered ISA are known from a TA1 only. Raises `UnreadableAnswer` when there is neither.
    """
    interchange = next(read(content))
    sets = [each for each in interchange.sets if each.type in TYPES]
    receipts = [segment for segment in interchange.stray if segment.tag == "TA1"]
    if not sets and not receipts:
        raise UnreadableAnswer("The interchange holds no 997, 999 or TA1.")
    groups = tuple(_group(each, interchange.beginning.delimiters.component.decode("latin-1")) for each in sets)
    receipt = receipts[0] if receipts else None
    return SyntaxAnswer(
        standard=Standard.X12,
        sender=Identity(interchange.beginning.recipient, interchange.beginning.recipient_qualifier),
        recipient=Identity(interchange.beginning.sender, interchange.beginning.sender_qualifier),
        reference=receipt.component(1) if receipt else "",
        verdict=_whole(groups, receipt),
        groups=groups,
        test=interchange.beginning.is_test,
        prepared=receipt.component(2) + receipt.component(3) if receipt else "",
        defects=_of_envelope(receipt),
        asked=receipt is not None,
    )


def _whole(groups: Sequence[AnsweredGroup], receipt: Segment | None) -> Verdict:
    verdicts = {group.verdict for group in groups}
    if not verdicts:
        return _VERDICTS.get(receipt.component(4) if receipt else "", Verdict.REJECTED)
    if verdicts == {Verdict.REJECTED}:
        return Verdict.REJECTED
    if verdicts & {Verdict.REJECTED, Verdict.PARTLY}:
        return Verdict.PARTLY
    errors = Verdict.WITH_ERRORS in verdicts or bool(_of_envelope(receipt))
    return Verdict.WITH_ERRORS if errors else Verdict.ACCEPTED


def _of_envelope(receipt: Segment | None) -> tuple[SyntaxDefect, ...]:
    code = receipt.component(5) if receipt else fault_codes.INTERCHANGE_WITHOUT_FAULT
    if code == fault_codes.INTERCHANGE_WITHOUT_FAULT:
        return ()
    return (SyntaxDefect(fault_codes.meaning(fault_codes.INTERCHANGE, code)),)


@dataclass(slots=True)
class _Message:
    """A set between AK2 and AK5, while it is read."""

    header: Segment
    defects: list[SyntaxDefect] = field(default_factory=list)
    tag: str = ""
    segment: int = 0


def _group(each: TransactionSet, separator: str) -> AnsweredGroup:
    by_tag = {segment.tag: segment for segment in each.segments}
    if "AK1" not in by_tag or "AK9" not in by_tag:
        raise UnreadableAnswer(f"The {each.type} lacks AK1 or AK9.")
    header, trailer = by_tag["AK1"], by_tag["AK9"]
    is_new = each.version[:6] >= "005010"
    codes = fault_codes.GROUP_SINCE_5010 if is_new else fault_codes.GROUP
    return AnsweredGroup(
        header=GroupHeader(
            identifier=header.component(1),
            reference=header.component(2),
            sender=Identity(each.group.component(3) if each.group else ""),
            recipient=Identity(each.group.component(2) if each.group else ""),
            version=header.component(3),
        ),
        verdict=_verdict(trailer),
        messages=tuple(_messages(each.segments, separator)),
        announced=_number(trailer, 2),
        defects=tuple(SyntaxDefect(fault) for fault in _faults(trailer, 5, codes)),
    )


def _messages(segments: Sequence[Segment], separator: str) -> Iterator[AnsweredMessage]:
    open_: _Message | None = None
    for segment in segments:
        if segment.tag == "AK2":
            open_ = _Message(segment)
        elif open_ is None:
            continue
        elif segment.tag in ("AK3", "IK3"):
            _note_segment(open_, segment)
        elif segment.tag in ("AK4", "IK4"):
            _note_element(open_, segment, separator)
        elif segment.tag in ("AK5", "IK5"):
            yield _answered(open_, segment)
            open_ = None


def _note_segment(message: _Message, note: Segment) -> None:
    message.tag, message.segment = note.component(1), _number(note, 2)
    code = note.component(4)
    fault = fault_codes.meaning(fault_codes.SEGMENT, code)
    message.defects.append(SyntaxDefect(fault, message.tag, message.segment))


def _note_element(message: _Message, note: Segment, separator: str) -> None:
    """An element's fault says more than that of its segment, which is only that there is one."""
    if message.defects and message.defects[-1] == SyntaxDefect(Fault.UNSPECIFIED, message.tag, message.segment):
        message.defects.pop()
    element, _, component = note.component(1).partition(separator)
    message.defects.append(
        SyntaxDefect(
            fault_codes.meaning(fault_codes.ELEMENT, note.component(3)),
            message.tag,
            message.segment,
            int(element) if element.isdecimal() else 0,
            int(component) if component.isdecimal() else 0,
            note.component(4),
        )
    )


def _answered(message: _Message, trailer: Segment) -> AnsweredMessage:
    whole = [SyntaxDefect(fault) for fault in _faults(trailer, 2, fault_codes.SET)]
    if message.defects:
        whole = [defect for defect in whole if defect.fault is not Fault.UNSPECIFIED]
    return AnsweredMessage(
        type=message.header.component(1),
        reference=message.header.component(2),
        verdict=_verdict(trailer),
        defects=(*whole, *message.defects),
    )


def _verdict(trailer: Segment) -> Verdict:
    code = trailer.component(1)
    if code not in _VERDICTS:
        raise UnreadableAnswer(f"{trailer.tag} has no verdict, but “{code}”.")
    return _VERDICTS[code]


def _faults(trailer: Segment, first: int, codes: Mapping[Fault, str]) -> Iterator[Fault]:
    for element in range(first, len(trailer.elements) + 1):
        if code := trailer.component(element):
            yield fault_codes.meaning(codes, code)


def _number(segment: Segment, element: int) -> int:
    text = segment.component(element)
    return int(text) if text.isdecimal() else 0
