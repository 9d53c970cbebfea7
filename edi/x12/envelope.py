"""Puts segments into interchange, group and transaction set, and checks what the trailers promise (X12.5, X12.6).

SE01 counts the segments of a set with ST and SE, GE01 the sets of a group, IEA01 the groups of an interchange. Numbers
are compared as numbers: trailers pad with zeros and blanks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from edi.defects import Defect, DefectCode
from edi.noted import Noted
from edi.seen import Seen
from edi.segment import Segment
from edi.trailers import defect_at, of_last

_SERVICE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA"})


@dataclass(slots=True)
class SetParts:
    """A transaction set while it is being put together."""

    header: Segment
    group: Segment | None
    segments: list[Segment] = field(default_factory=list)
    trailer: Segment | None = None
    defects: Noted = field(default_factory=Noted)


Complete = SetParts | Segment
"""A transaction set, or a segment that stands in none: of a group's envelope, or astray."""


class Envelope:
    """Takes the segments of one interchange; `add` gives back what they complete, `close` the set left open."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.header: Segment | None = None
        self.trailer: Segment | None = None
        self.defects = Noted(defects)
        self._open: SetParts | None = None
        self._group: Segment | None = None
        self._first_group: Segment | None = None
        self._before: Segment | None = None
        self._cut_off: Defect | None = None
        self._sets = self._sets_in_group = self._group_count = 0
        self._numbers = Seen()
        self._acknowledges = False

    def note(self, defect: Defect) -> None:
        """Keeps a defect with the set that is open, else with the interchange."""
        if defect.code is DefectCode.TRUNCATED_SEGMENT:
            # The segment itself, which comes next, shows whether more than the terminator is missing.
            self._cut_off = defect
        else:
            self._keep(defect)

    def position_of(self, tag: str) -> int:
        """The number within its set that a segment with this tag gets when it comes next; 0 outside."""
        if tag == "ST":
            return 1
        outside = self._open is None or tag in ("ISA", "TA1", "GS", "GE", "IEA")
        return 0 if self._open is None or outside else len(self._open.segments) + 2

    def add(self, run: Sequence[Segment]) -> Sequence[Complete]:
        """What this run completes; a segment that begins or ends something is a run of one."""
        if self._cut_off is not None:
            self._keep(of_last(self._cut_off, run[0], self._number_of(run[0].tag)))
            self._cut_off = None
        if run[0].tag in _SERVICE:
            return self._service(run[0])
        if self._open is not None:
            self._open.segments.extend(run)
            return ()
        return [self._astray(segment) for segment in run]

    def _keep(self, defect: Defect) -> None:
        (self._open.defects if self._open else self.defects).append(defect)

    def _number_of(self, trailer: str) -> str:
        """What a trailer repeats of the header that it closes; empty where none is open."""
        match trailer:
            case "SE" if self._open is not None:
                return self._open.header.component(2)
            case "GE" if self._group is not None:
                return self._group.component(6)
            case "IEA" if self.header is not None:
                return self.header.component(13)
            case _:
                return ""

    def _service(self, segment: Segment) -> Sequence[Complete]:
        before, self._before = self._before, segment
        if before is not None and segment.raw == before.raw and segment.number == before.number + 1:
            self._defect(DefectCode.DOUBLED_SEGMENT, segment, found=segment.tag)
            return [segment]
        if segment.tag == "SE":
            return [self._set_trailer(segment)]
        ended = self._end_set()
        return [*([ended] if ended else []), *self._around_sets(segment)]

    def _around_sets(self, segment: Segment) -> Sequence[Complete]:
        match segment.tag:
            case "ISA" if self.header is None:
                self.header = segment
            case "GS":
                self._group_header(segment)
                return [segment]
            case "ST":
                self._set_header(segment)
            case "GE":
                self._group_trailer(segment)
                return [segment]
            case "IEA" if self.trailer is None:
                self._interchange_trailer(segment)
            case _:
                return [self._astray(segment)]
        return []

    def close(self) -> SetParts | None:
        """Notes what is still open when the interchange ends; gives the set that was not ended."""
        ended = self._end_set()
        self._end_group()
        if self.header is None:
            self._defect(DefectCode.ISA_MISSING, self._first_group)
        elif self.trailer is None:
            self._defect(DefectCode.IEA_MISSING, self.header)
        if not self._sets and not self._acknowledges:
            self._defect(DefectCode.EMPTY_INTERCHANGE, self.header)
        return ended

    def _group_header(self, segment: Segment) -> None:
        self._end_group()
        self._first_group = self._first_group or segment
        self._group, self._sets_in_group = segment, 0
        self._group_count += 1
        self._numbers = Seen()

    def _set_header(self, segment: Segment) -> None:
        self._open = SetParts(segment, self._group)
        self._sets += 1
        self._sets_in_group += 1
        if self._group is None and self.header is not None:
            self._set_defect(DefectCode.GS_MISSING, segment)
        number = segment.component(2).strip()
        if not number or not segment.component(1).strip():
            self._set_defect(DefectCode.ST_INCOMPLETE, segment, found="a number" if not number else "a type")
        elif self._numbers.before(number):
            self._set_defect(DefectCode.DUPLICATE_SET_NUMBER, segment, found=number)

    def _set_trailer(self, segment: Segment) -> Complete:
        ended = self._open
        if ended is None:
            return self._astray(segment)
        ended.trailer = segment
        self._check_set_count(segment, len(ended.segments) + 2)
        sent, expected = segment.component(2), ended.header.component(2)
        if not _equal(sent, expected):
            self._set_defect(DefectCode.SE_REFERENCE, segment, found=sent, expected=expected)
        self._open = None
        return ended

    def _check_set_count(self, trailer: Segment, counted: int) -> None:
        sent = trailer.component(1).strip()
        if _equal(sent, str(counted)):
            return
        # Header and trailer are part of the count; senders leave one or both out.
        low = any(_equal(sent, str(counted - left_out)) for left_out in (1, 2))
        code = DefectCode.SE_COUNT_LOW if low else DefectCode.SE_COUNT
        self._set_defect(code, trailer, found=str(counted), expected=sent)

    def _group_trailer(self, segment: Segment) -> None:
        if self._group is None:
            self._defect(DefectCode.GE_UNEXPECTED, segment)
            return
        sent, expected = segment.component(2), self._group.component(6)
        if not _equal(segment.component(1), str(self._sets_in_group)):
            found, announced = str(self._sets_in_group), segment.component(1).strip()
            self._defect(DefectCode.GE_COUNT, segment, found=found, expected=announced)
        if not _equal(sent, expected):
            self._defect(DefectCode.GE_REFERENCE, segment, found=sent, expected=expected)
        self._group = None

    def _interchange_trailer(self, segment: Segment) -> None:
        self._end_group()
        self.trailer = segment
        sent, counted = segment.component(1).strip(), str(self._group_count)
        if not _equal(sent, counted):
            self._defect(DefectCode.IEA_COUNT, segment, found=counted, expected=sent)
        expected = self.header.component(13) if self.header else ""
        if self.header and not _equal(segment.component(2), expected):
            self._defect(DefectCode.IEA_REFERENCE, segment, found=segment.component(2), expected=expected)

    def _end_set(self) -> SetParts | None:
        ended = self._open
        if ended is not None:
            self._set_defect(DefectCode.SE_MISSING, ended.header)
            self._open = None
        return ended

    def _end_group(self) -> None:
        if self._group is not None:
            self._defect(DefectCode.GE_MISSING, self._group, expected=self._group.component(6))
            self._group = None

    def _astray(self, segment: Segment) -> Segment:
        # TA1 answers an earlier interchange and stands beside the groups, or alone.
        if segment.tag == "TA1":
            self._acknowledges = True
        else:
            self._defect(DefectCode.OUTSIDE_MESSAGE, segment, found=segment.tag)
        return segment

    def _set_defect(self, code: DefectCode, at: Segment, *, found: str = "", expected: str = "") -> None:
        if self._open is not None:
            self._open.defects.append(defect_at(code, at, found=found, expected=expected))

    def _defect(self, code: DefectCode, at: Segment | None, *, found: str = "", expected: str = "") -> None:
        self.defects.append(defect_at(code, at, found=found, expected=expected))


def _is_whole(trailer: Segment, repeated: str) -> bool:
    """Whether the reference is right, which stands at the end of a trailer."""
    return bool(repeated.strip()) and trailer.component(2).strip() == repeated.strip()


def _defect(code: DefectCode, at: Segment | None, found: str, expected: str) -> Defect:
    if at is None:
        return Defect(code, 0, 0, found, expected)
    return Defect(code, at.position.offset, at.position.number, found, expected)


def _equal(sent: str, expected: str) -> bool:
    return _number(sent) == _number(expected)


def _number(text: str) -> str:
    text = text.strip()
    return text.lstrip("0") or text[-1:]
