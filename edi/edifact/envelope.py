"""Puts segments into interchange, group and message, and checks what the trailers promise (ISO 9735-1, 0020 to 0074).

UNT 0074 counts the segments of a message with UNH and UNT; UNE 0060 the messages of a group; UNZ 0036 the groups of an
interchange if it has any, else its messages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from edi.defects import Defect, DefectCode
from edi.edifact.header import header_defects
from edi.noted import Noted
from edi.seen import Seen
from edi.segment import Segment
from edi.trailers import defect_at, of_last

_SERVICE = frozenset({"UNB", "UNG", "UNH", "UNT", "UNE", "UNZ"})
_LONGEST_COUNT = 6


@dataclass(slots=True)
class MessageParts:
    """A message while it is being put together."""

    header: Segment
    group: Segment | None
    segments: list[Segment] = field(default_factory=list)
    trailer: Segment | None = None
    defects: Noted = field(default_factory=Noted)


Complete = MessageParts | Segment
"""A message, or a segment that stands in none: of a group's envelope, or astray."""


class Envelope:
    """Takes the segments of one interchange; `add` gives back what they complete, `close` the message left open."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.header: Segment | None = None
        self.trailer: Segment | None = None
        self.defects = Noted(defects)
        self._open: MessageParts | None = None
        self._group: Segment | None = None
        self._first: Segment | None = None
        self._before: Segment | None = None
        self._cut_off: Defect | None = None
        self._messages = self._in_group = self._group_count = 0
        self._references = Seen()

    def note(self, defect: Defect) -> None:
        """Keeps a defect with the message that is open, else with the interchange."""
        if defect.code is DefectCode.TRUNCATED_SEGMENT:
            # The segment itself, which comes next, shows whether more than the terminator is missing.
            self._cut_off = defect
        else:
            self._keep(defect)

    def position_of(self, tag: str) -> int:
        """The number within its message that a segment with this tag gets when it comes next; 0 outside."""
        if self._open is not None and (tag == "UNT" or tag not in _SERVICE):
            return len(self._open.segments) + 2
        return 1 if tag == "UNH" else 0

    def add(self, run: Sequence[Segment]) -> Sequence[Complete]:
        """What this run completes; a segment that begins or ends something is a run of one."""
        if self._cut_off is not None:
            self._keep(of_last(self._cut_off, run[0], self._reference_of(run[0].tag)))
            self._cut_off = None
        if run[0].tag in _SERVICE:
            return self._service(run[0])
        if self._open is not None:
            self._open.segments.extend(run)
            return ()
        return [self._astray(segment) for segment in run]

    def close(self) -> MessageParts | None:
        """Notes what is still open when the interchange ends; gives the message that was not ended."""
        ended = self._end_message()
        self._end_group()
        if self.header is None:
            self._interchange_defect(DefectCode.UNB_MISSING, self._first)
        elif self.trailer is None:
            self._interchange_defect(DefectCode.UNZ_MISSING, self.header)
        if not self._messages:
            self._interchange_defect(DefectCode.EMPTY_INTERCHANGE, self.header)
        return ended

    def _keep(self, defect: Defect) -> None:
        (self._open.defects if self._open else self.defects).append(defect)

    def _reference_of(self, trailer: str) -> str:
        """What a trailer repeats of the header that it closes; empty where none is open."""
        match trailer:
            case "UNT" if self._open is not None:
                return self._open.header.component(1)
            case "UNE" if self._group is not None:
                return self._group.component(5)
            case "UNZ" if self.header is not None:
                return self.header.component(5)
            case _:
                return ""

    def _service(self, segment: Segment) -> Sequence[Complete]:
        before, self._before = self._before, segment
        if before is not None and segment.raw == before.raw and segment.number == before.number + 1:
            self._interchange_defect(DefectCode.DOUBLED_SEGMENT, segment, found=segment.tag)
            return [segment]
        if segment.tag == "UNT":
            return [self._message_trailer(segment)]
        ended = self._end_message()
        return [*([ended] if ended else []), *self._around_messages(segment)]

    def _around_messages(self, segment: Segment) -> Sequence[Complete]:
        match segment.tag:
            case "UNB" if self.header is None:
                self.header = segment
                for defect in header_defects(segment):
                    self.defects.append(defect)
            case "UNG":
                self._group_header(segment)
                return [segment]
            case "UNH":
                self._message_header(segment)
            case "UNE":
                self._group_trailer(segment)
                return [segment]
            case "UNZ" if self.trailer is None:
                self._interchange_trailer(segment)
            case _:
                return [self._astray(segment)]
        return []

    def _group_header(self, segment: Segment) -> None:
        self._end_group()
        if not self._group_count:
            self._interchange_defect(DefectCode.UNG_PRESENT, segment)
        self._group, self._in_group = segment, 0
        self._group_count += 1

    def _message_header(self, segment: Segment) -> None:
        self._open = MessageParts(segment, self._group)
        self._first = self._first or segment
        self._messages += 1
        self._in_group += 1
        reference = segment.component(1)
        if not reference:
            self._message_defect(DefectCode.UNH_INCOMPLETE, segment, found="a reference")
        elif self._references.before(reference):
            self._message_defect(DefectCode.DUPLICATE_MESSAGE_REFERENCE, segment, found=reference)
        if not segment.component(2, 1):
            self._message_defect(DefectCode.UNH_INCOMPLETE, segment, found="a message type")

    def _message_trailer(self, segment: Segment) -> Complete:
        message = self._open
        if message is None:
            return self._astray(segment)
        message.trailer = segment
        count = len(message.segments) + 2
        sent = segment.component(1).strip()
        if not _equal_number(sent, str(count)):
            # Header and trailer are part of the count; senders leave one or both out.
            low = any(_equal_number(sent, str(count - left_out)) for left_out in (1, 2))
            code = DefectCode.UNT_COUNT_LOW if low else DefectCode.UNT_COUNT
            self._message_defect(code, segment, found=str(count), expected=sent)
        sent, expected = segment.component(2), message.header.component(1)
        if sent.strip() != expected.strip():
            self._message_defect(DefectCode.UNT_REFERENCE, segment, found=sent, expected=expected)
        self._open = None
        return message

    def _group_trailer(self, segment: Segment) -> None:
        if self._group is None:
            self._interchange_defect(DefectCode.UNE_UNEXPECTED, segment)
            return
        count, sent, expected = str(self._in_group), segment.component(2), self._group.component(5)
        if not _equal_number(segment.component(1), count):
            self._interchange_defect(DefectCode.UNE_COUNT, segment, found=count, expected=segment.component(1))
        if sent.strip() != expected.strip():
            self._interchange_defect(DefectCode.UNE_REFERENCE, segment, found=sent, expected=expected)
        self._group = None

    def _interchange_trailer(self, segment: Segment) -> None:
        self._end_group()
        self.trailer = segment
        self._check_count(segment, self._group_count or self._messages)
        sent, expected = segment.component(2), self.header.component(5) if self.header else ""
        if self.header and sent.strip() != expected.strip():
            self._interchange_defect(DefectCode.UNZ_REFERENCE, segment, found=sent, expected=expected)

    def _check_count(self, trailer: Segment, counted: int) -> None:
        """Fewer than were found means that the sender counts wrong, or the messages instead of the groups."""
        sent = trailer.component(1).strip()
        if _equal_number(sent, str(counted)):
            return
        announced = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= _LONGEST_COUNT else 0
        none_missing = 0 < announced < counted or announced == self._messages > 0
        code = DefectCode.UNZ_COUNT_LOW if none_missing else DefectCode.UNZ_COUNT
        self._interchange_defect(code, trailer, found=str(counted), expected=sent)

    def _end_message(self) -> MessageParts | None:
        ended = self._open
        if ended is not None:
            self._message_defect(DefectCode.UNT_MISSING, ended.header)
            self._open = None
        return ended

    def _end_group(self) -> None:
        if self._group:
            self._interchange_defect(DefectCode.UNE_MISSING, self._group, expected=self._group.component(5))
            self._group = None

    def _astray(self, segment: Segment) -> Segment:
        self._first = self._first or segment
        self._interchange_defect(DefectCode.OUTSIDE_MESSAGE, segment, found=segment.tag)
        return segment

    def _message_defect(self, code: DefectCode, at: Segment, *, found: str = "", expected: str = "") -> None:
        if self._open:
            self._open.defects.append(defect_at(code, at, found=found, expected=expected))

    def _interchange_defect(self, code: DefectCode, at: Segment | None, *, found: str = "", expected: str = "") -> None:
        self.defects.append(defect_at(code, at, found=found, expected=expected))


def _equal_number(sent: str, counted: str) -> bool:
    """Compared as numbers: trailers pad with zeros and blanks."""
    digits = sent.strip()
    return digits.isascii() and digits.isdecimal() and (digits.lstrip("0") or "0") == counted
