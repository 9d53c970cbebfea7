"""An X12 file as a person reads it, transaction set after transaction set while it is read."""

from collections.abc import Iterable, Iterator

from edi.defects import Defect
from edi.names.days import readable
from edi.names.directory import x12
from edi.names.nesting import x12_nesting
from edi.paging import Content
from edi.segment import Segment
from edi.x12.reader import Beginning, Ending, TransactionSet, stream
from ordermill.show.lines import Line, Shown, defect_line, heading, segment_lines


def lines(content: Content, only: int | None) -> Iterator[Line]:
    """The lines of the whole file, or of its transaction set of this number with the envelope around it."""
    number = 0
    for event in stream(content):
        match event:
            case Beginning():
                yield from heading(_interchange(event))
                yield from _segment(event.header, (), 0) if event.header else ()
            case TransactionSet():
                number += 1
                if only == number and event.group:
                    yield from _segment(event.group, (), 0)
                if only in (None, number):
                    yield from _set(event, number)
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
        return "Transaction sets without an interchange header"
    header = beginning.header
    day, time = header.component(9).strip(), header.component(10).strip()
    told = [
        f"Interchange {beginning.number}",
        f"from {_party(beginning.sender, beginning.sender_qualifier)}",
        f"to {_party(beginning.recipient, beginning.recipient_qualifier)}",
        " ".join(filter(None, (readable("I08", day, ""), readable("I09", time, "")))),
        f"version {header.component(12).strip()}",
        "a test" if beginning.is_test else "",
    ]
    return ", ".join(filter(None, told))


def _party(name: str, qualifier: str) -> str:
    kind = x12().meaning("I05", qualifier) or qualifier
    return f"{name or 'nobody'} ({kind})" if kind else name or "nobody"


def _set(each: TransactionSet, number: int) -> Iterator[Line]:
    kind = x12().meaning("143", each.type)
    named = f"{each.type} {kind}".strip()
    yield from heading(f"Transaction set {number}: {named}, {each.version or 'no version'}, number {each.number}")
    nesting = x12_nesting()
    segments = [each.header, *each.segments, *([each.trailer] if each.trailer else [])]
    for segment in segments:
        outer = segment is each.header or segment is each.trailer
        yield from _segment(segment, each.defects, 0 if outer else 1 + nesting.depth(segment.tag))
    placed = {segment.number for segment in segments}
    yield from (defect_line(one, "        ", is_x12=True) for one in each.defects if one.segment not in placed)


def _ending(ending: Ending) -> Iterator[Line]:
    if ending.trailer or ending.defects:
        yield from heading("End of the interchange")
    if ending.trailer:
        yield from _segment(ending.trailer, (), 0)
    yield from (defect_line(defect, "        ", is_x12=True) for defect in ending.defects)


def _segment(segment: Segment, defects: Iterable[Defect], depth: int) -> Iterator[Line]:
    shown = Shown(segment.number, segment.tag, segment.elements, depth)
    here = [defect for defect in defects if defect.segment == segment.number]
    return segment_lines(x12(), shown, here, is_x12=True)
