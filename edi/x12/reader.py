"""The X12 reader: bytes in, interchanges with their transaction sets, segments and defects out.

Tolerant in what it reads and strict in what it reports, as the EDIFACT reader is: it never raises for bad input, keeps
everything that can be kept, and says what was wrong (`edi.defects`). Versions 003010 to 007040; batch only.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from edi.defects import Defect, DefectCode
from edi.encoding import decoded
from edi.paging import Content
from edi.segment import Segment
from edi.skipped import before_first, behind_last
from edi.x12.delimiters import LONGEST_HEADING, Delimiters, delimiters_at
from edi.x12.envelope import Envelope, SetParts
from edi.x12.scan import SegmentReader, next_start

_BOM = b"\xef\xbb\xbf"
_GROUPS = frozenset({"GS", "GE"})


@dataclass(frozen=True, slots=True)
class TransactionSet:
    """The segments between ST and SE, and what was wrong with them.

    `group` is the GS that it stands in; `trailer` is missing where the set was not closed.
    """

    header: Segment
    segments: tuple[Segment, ...]
    trailer: Segment | None
    group: Segment | None
    defects: tuple[Defect, ...]

    @property
    def type(self) -> str:
        """ST01, such as `850`."""
        return self.header.component(1).strip()

    @property
    def number(self) -> str:
        """ST02, the control number."""
        return self.header.component(2).strip()

    @property
    def version(self) -> str:
        """The version of the standard: ST03, else GS08, such as `004010VICS`; ISA12 is only that of the envelope."""
        return self.header.component(3).strip() or (self.group.component(8).strip() if self.group else "")


@dataclass(frozen=True, slots=True)
class Beginning:
    """An interchange begins. Without an ISA it has no header, and sender, recipient and number are empty."""

    header: Segment | None
    delimiters: Delimiters
    offset: int

    @property
    def sender(self) -> str:
        """ISA06, without the padding."""
        return self._header(6)

    @property
    def sender_qualifier(self) -> str:
        """ISA05, such as `01` for a DUNS number."""
        return self._header(5)

    @property
    def recipient(self) -> str:
        """ISA08, without the padding."""
        return self._header(8)

    @property
    def recipient_qualifier(self) -> str:
        """ISA07."""
        return self._header(7)

    @property
    def number(self) -> str:
        """ISA13, the interchange control number."""
        return self._header(13)

    @property
    def acknowledgement_requested(self) -> bool:
        """ISA14: whether a TA1 is wanted."""
        return self._header(14) == "1"

    @property
    def is_test(self) -> bool:
        """ISA15: anything but `P` is no production data; `I` is information."""
        return self._header(15).upper() not in ("", "P")

    def _header(self, element: int) -> str:
        return self.header.component(element).strip() if self.header else ""


@dataclass(frozen=True, slots=True)
class Ending:
    """An interchange ended."""

    trailer: Segment | None
    defects: tuple[Defect, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Interchange:
    """A whole interchange.

    `groups` are the GS and GE segments, `stray` those that stand outside of any set and any group's envelope.
    """

    beginning: Beginning
    sets: tuple[TransactionSet, ...]
    groups: tuple[Segment, ...]
    stray: tuple[Segment, ...]
    ending: Ending


Event = Beginning | TransactionSet | Segment | Ending
"""A segment is one of a group's envelope, or stands outside of any set."""


def read(content: Content) -> Iterator[Interchange]:
    """Every interchange of a file, one after the other; always at least one, which then says that nothing was found."""
    beginning: Beginning | None = None
    sets: list[TransactionSet] = []
    around: list[Segment] = []
    for event in stream(content):
        match event:
            case Beginning():
                beginning, sets, around = event, [], []
            case TransactionSet():
                sets.append(event)
            case Segment():
                around.append(event)
            case Ending() if beginning is not None:
                groups = tuple(segment for segment in around if segment.tag in _GROUPS)
                stray = tuple(segment for segment in around if segment.tag not in _GROUPS)
                yield Interchange(beginning, tuple(sets), groups, stray, event)


def stream(content: Content) -> Iterator[Event]:
    """The same, one set after the other: memory follows the largest set, not the file."""
    content, odd = decoded(content)
    position = len(_BOM) if content[: len(_BOM)] == _BOM else 0
    before = [*odd, *([Defect(DefectCode.BYTE_ORDER_MARK, 0)] if position else [])]
    start = next_start(content, position)
    if start < 0:
        yield Beginning(None, Delimiters(), 0)
        yield Ending(None, (*before, Defect(DefectCode.NOTHING_FOUND, 0)), len(content))
        return
    marks, _ = delimiters_at(content[start : start + LONGEST_HEADING], start)
    before += before_first(content, position, start, marks.element, marks.terminator)
    while start >= 0:
        start = yield from _interchange(content, start, before)
        before = []


def _interchange(content: Content, start: int, before: list[Defect]) -> Generator[Event, None, int]:
    """The events of one interchange; returns where the next one begins, -1 without one."""
    delimiters, odd = delimiters_at(content[start : start + LONGEST_HEADING], start)
    envelope = Envelope([*before, *odd])
    reader = SegmentReader(content, start, delimiters, envelope.note)
    began = False
    for run in reader.runs(envelope.position_of):
        if not began:
            began = True
            yield Beginning(run[0] if run[0].tag == "ISA" else None, delimiters, start)
        for each in envelope.add(run):
            yield each if isinstance(each, Segment) else _set(each)
    left = envelope.close()
    if left is not None:
        yield _set(left)
    following = next_start(content, reader.position)
    rest = behind_last(content, reader.position, following if following >= 0 else len(content))
    yield Ending(envelope.trailer, (*envelope.defects.all(), *rest), reader.position)
    return following


def _set(parts: SetParts) -> TransactionSet:
    return TransactionSet(parts.header, tuple(parts.segments), parts.trailer, parts.group, parts.defects.all())
