"""An EDIFACT file as a person reads it, message after message while it is read."""

from collections.abc import Iterable, Iterator

from edi.defects import Defect
from edi.edifact.reader import Beginning, Ending, Message, stream
from edi.names.days import readable
from edi.names.directory import edifact
from edi.names.nesting import edifact_nesting
from edi.paging import Content
from edi.segment import Segment
from ordermill.show.lines import Line, Shown, defect_line, heading, segment_lines


def lines(content: Content, only: int | None) -> Iterator[Line]:
    """The lines of the whole file, or of its message of this number with the envelope around it."""
    number = 0
    for event in stream(content):
        match event:
            case Beginning():
                yield from heading(_interchange(event))
                yield from _segment(event.header, (), 0) if event.header else ()
            case Message():
                number += 1
                if only == number and event.group:
                    yield from _segment(event.group, (), 0)
                if only in (None, number):
                    yield from _message(event, number)
                if number == only:
                    return
            case Segment() if only is None:
                yield from _segment(event, (), 0)
            case Ending() if only is None:
                yield from _ending(event)
            case _:
                pass


def _interchange(beginning: Beginning) -> str:
    if beginning.header is None:
        return "Messages without an interchange header"
    day, time = beginning.prepared
    prepared = " ".join(filter(None, (readable("0017", day, ""), readable("0019", time, ""))))
    told = [
        f"Interchange {beginning.reference}",
        f"from {_party(beginning.sender, beginning.sender_qualifier)}",
        f"to {_party(beginning.recipient, beginning.recipient_qualifier)}",
        prepared,
        f"{beginning.syntax_identifier} version {beginning.syntax_version}",
        "a test" if beginning.is_test else "",
    ]
    return ", ".join(filter(None, told))


def _party(name: str, qualifier: str) -> str:
    kind = edifact().meaning("0007", qualifier) or qualifier
    return f"{name or 'nobody'} ({kind})" if kind else name or "nobody"


def _message(message: Message, number: int) -> Iterator[Line]:
    subset = f" {message.association_code}" if message.association_code else ""
    yield from heading(f"Message {number}: {message.type} {message.directory}{subset}, reference {message.reference}")
    nesting = edifact_nesting()
    segments = [message.header, *message.segments, *([message.trailer] if message.trailer else [])]
    for segment in segments:
        outer = segment is message.header or segment is message.trailer
        yield from _segment(segment, message.defects, 0 if outer else 1 + nesting.depth(segment.tag))
    placed = {segment.number for segment in segments}
    yield from (defect_line(one, "        ", is_x12=False) for one in message.defects if one.segment not in placed)


def _ending(ending: Ending) -> Iterator[Line]:
    if ending.trailer or ending.defects:
        yield from heading("End of the interchange")
    if ending.trailer:
        yield from _segment(ending.trailer, (), 0)
    yield from (_placed(defect) for defect in ending.defects)


def _placed(defect: Defect) -> Line:
    where = f"segment {defect.segment}: " if defect.segment else ""
    first, *others = defect_line(defect, "        ", is_x12=False)
    return ((first[0].replace("! ", f"! {where}", 1), first[1]), *others)


def _segment(segment: Segment, defects: Iterable[Defect], depth: int) -> Iterator[Line]:
    elements = [list(composite) for composite in segment.elements]
    for number, parts in segment.repeats:
        elements[number - 1] += parts
    shown = Shown(segment.number, segment.tag, elements, depth)
    here = [defect for defect in defects if defect.segment == segment.number]
    return segment_lines(edifact(), shown, here, is_x12=False)
