"""The EDIFACT reader: bytes in, interchanges with their messages, segments and defects out.

Tolerant in what it reads and strict in what it reports: it never raises for bad input, keeps everything that can be
kept, and says what was wrong (`edi.defects`). Syntax versions 1 to 4 of ISO 9735; batch only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edi.defects import Defect, DefectCode
from edi.edifact.charset import Charset, scannable
from edi.edifact.envelope import Envelope, MessageParts
from edi.edifact.scan import Stretch, stretches
from edi.edifact.segments import SegmentReader
from edi.edifact.syntax import Separators
from edi.paging import Content
from edi.segment import Segment

_GROUPS = frozenset({"UNG", "UNE"})


@dataclass(frozen=True, slots=True)
class Message:
    """A message: the segments between UNH and UNT, and what was wrong with it.

    `group` is the UNG that it stands in; `trailer` is missing where the message was not closed.
    """

    header: Segment
    segments: tuple[Segment, ...]
    trailer: Segment | None
    group: Segment | None
    defects: tuple[Defect, ...]

    @property
    def reference(self) -> str:
        """UNH 0062."""
        return self.header.component(1)

    @property
    def type(self) -> str:
        """UNH S009 0065, such as `ORDERS`."""
        return self.header.component(2, 1).upper()

    @property
    def directory(self) -> str:
        """Version and release of the directory, such as `D.96A`; the header's, whatever the group says."""
        return f"{self.header.component(2, 2)}.{self.header.component(2, 3)}"

    @property
    def agency(self) -> str:
        """UNH S009 0051."""
        return self.header.component(2, 4)

    @property
    def association_code(self) -> str:
        """UNH S009 0057, such as `EAN008`: the subset, no gate for a reader."""
        return self.header.component(2, 5)

    @property
    def extent(self) -> tuple[int, int]:
        """The bytes of the input that the message covers: first, and one behind the last."""
        last = self.trailer or (self.segments[-1] if self.segments else self.header)
        return self.header.position.offset, last.position.offset + len(last.raw)


@dataclass(frozen=True, slots=True)
class Beginning:
    """An interchange begins at `offset`; without UNB it has no header, and sender and reference are empty."""

    header: Segment | None
    separators: Separators
    charset: Charset
    offset: int

    @property
    def syntax_identifier(self) -> str:
        """UNB S001 0001, such as `UNOC`."""
        return self._header(1, 1)

    @property
    def syntax_version(self) -> str:
        """UNB S001 0002."""
        return self._header(1, 2)

    @property
    def sender(self) -> str:
        """UNB S002 0004."""
        return self._header(2, 1)

    @property
    def sender_qualifier(self) -> str:
        """UNB S002 0007, such as `14` for a GLN."""
        return self._header(2, 2)

    @property
    def recipient(self) -> str:
        """UNB S003 0010."""
        return self._header(3, 1)

    @property
    def recipient_qualifier(self) -> str:
        """UNB S003 0007."""
        return self._header(3, 2)

    @property
    def prepared(self) -> tuple[str, str]:
        """UNB S004: date (YYMMDD, or YYYYMMDD in version 4) and time (HHMM) as sent, without a zone."""
        return self._header(4, 1), self._header(4, 2)

    @property
    def reference(self) -> str:
        """UNB 0020, the interchange control reference."""
        return self._header(5)

    @property
    def acknowledgement_requested(self) -> bool:
        """UNB 0031."""
        return self._header(9) == "1"

    @property
    def test_indicator(self) -> str:
        """UNB 0035 as sent, read strictly as the eleventh element."""
        return self._header(11)

    @property
    def is_test(self) -> bool:
        """Whether the test indicator names any kind of test; version 4 has several."""
        return self.test_indicator.strip() not in ("", "0")

    def _header(self, element: int, component: int = 1) -> str:
        return self.header.component(element, component) if self.header else ""


@dataclass(frozen=True, slots=True)
class Ending:
    """An interchange ended one byte before `end`. `header` is that of the beginning, or one that came late."""

    header: Segment | None
    trailer: Segment | None
    defects: tuple[Defect, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Interchange(Beginning):
    """A whole interchange, with what `Ending` says.

    `groups` are the UNG and UNE segments, `stray` those that stand outside of any message and any group's envelope.
    """

    messages: tuple[Message, ...]
    trailer: Segment | None
    groups: tuple[Segment, ...]
    stray: tuple[Segment, ...]
    defects: tuple[Defect, ...]
    end: int


Event = Beginning | Message | Segment | Ending
"""A segment is one of a group's envelope, or stands outside of any message."""


def read(content: Content) -> Iterator[Interchange]:
    """Every interchange of a file, one after the other; always at least one, which then says that nothing was found."""
    beginning: Beginning | None = None
    messages: list[Message] = []
    around: list[Segment] = []
    for event in stream(content):
        match event:
            case Beginning():
                beginning, messages, around = event, [], []
            case Message():
                messages.append(event)
            case Segment():
                around.append(event)
            case Ending() if beginning is not None:
                yield _whole(beginning, tuple(messages), around, event)


def stream(content: Content) -> Iterator[Event]:
    """The same, one message after the other: memory follows the largest message, not the file."""
    masked, found = scannable(content), False
    for stretch in stretches(content, masked):
        found = True
        yield from _interchange(content, masked, stretch)
    if not found:
        yield Beginning(None, Separators(), Charset("", "ascii", known=False, as_declared=True), 0)
        yield Ending(None, None, (Defect(DefectCode.NOTHING_FOUND, 0),), len(content))


def _interchange(content: Content, masked: Content, stretch: Stretch) -> Iterator[Event]:
    envelope = Envelope(stretch.defects)
    reader = SegmentReader(content, masked, stretch, envelope.note)
    began = False
    for run in reader.runs(envelope.position_of):
        complete = envelope.add(run)
        if not began:
            began = True
            yield Beginning(envelope.header, stretch.separators, stretch.charset, stretch.start)
        for each in complete:
            yield each if isinstance(each, Segment) else _message(each)
    if not began:
        yield Beginning(None, stretch.separators, stretch.charset, stretch.start)
    if (left := envelope.close()) is not None:
        yield _message(left)
    yield Ending(envelope.header, envelope.trailer, envelope.defects.all(), stretch.end)


def _message(parts: MessageParts) -> Message:
    return Message(parts.header, tuple(parts.segments), parts.trailer, parts.group, parts.defects.all())


def _whole(
    beginning: Beginning, messages: tuple[Message, ...], around: Sequence[Segment], ending: Ending
) -> Interchange:
    return Interchange(
        header=ending.header,
        separators=beginning.separators,
        charset=beginning.charset,
        offset=beginning.offset,
        messages=messages,
        trailer=ending.trailer,
        groups=tuple(segment for segment in around if segment.tag in _GROUPS),
        stray=tuple(segment for segment in around if segment.tag not in _GROUPS),
        defects=ending.defects,
        end=ending.end,
    )
