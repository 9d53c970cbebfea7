"""The EDIFACT reader: bytes in, interchanges with their messages, segments and defects out.

Tolerant in what it reads and strict in what it reports: it never raises for bad input, keeps everything that can be
kept, and says what was wrong (`edi.defects`). Syntax versions 1 to 4 of ISO 9735; batch only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edi.defects import Defect, DefectCode
from edi.edifact.charset import Charset
from edi.edifact.envelope import Envelope, MessageParts
from edi.edifact.interchange import Beginning, Ending, Event, Interchange, Message
from edi.edifact.scan import Stretch, stretches
from edi.edifact.segments import SegmentReader
from edi.edifact.syntax import Separators
from edi.encoding import decoded
from edi.paging import Content
from edi.segment import Segment

__all__ = ["Beginning", "Ending", "Event", "Interchange", "Message", "read", "stream"]

_GROUPS = frozenset({"UNG", "UNE"})


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
    content, odd = decoded(content)
    found = False
    for stretch in stretches(content):
        if not found:
            stretch = replace(stretch, defects=(*odd, *stretch.defects))
        found = True
        yield from _interchange(content, stretch)
    if not found:
        yield Beginning(None, Separators(), Charset("", "ascii", known=False, as_declared=True), 0)
        yield Ending(None, None, (Defect(DefectCode.NOTHING_FOUND, 0),), len(content))


def _interchange(content: Content, stretch: Stretch) -> Iterator[Event]:
    envelope = Envelope(stretch.defects)
    reader = SegmentReader(content, stretch, envelope.note)
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
