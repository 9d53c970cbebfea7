"""An X12 file as a person reads it, transaction set after transaction set while it is read."""

from collections.abc import Iterator

from edi.names.days import readable
from edi.names.directory import x12
from edi.names.nesting import x12_nesting
from edi.paging import Content
from edi.segment import Segment
from edi.x12.reader import Beginning, Ending, TransactionSet, stream
from ordermill.show.lines import Line, heading
from ordermill.show.segments import Standard


def lines(content: Content, only: int | None) -> Iterator[Line]:
    """The lines of the whole file, or of its transaction set of this number with the envelope around it."""
    standard, number = Standard(x12(), is_x12=True, qualifiers="I05"), 0
    for event in stream(content):
        match event:
            case Beginning():
                yield from heading(_interchange(standard, event))
                yield from standard.segment(event.header) if event.header else ()
            case TransactionSet():
                number += 1
                if only == number and event.group:
                    yield from standard.segment(event.group)
                if only in (None, number):
                    yield from standard.message(event, _title(event, number), x12_nesting())
                if number == only:
                    return
            case Segment() if only is None:
                yield from standard.segment(event)
            case Ending() if only is None:
                yield from standard.ending(event)
            case _:
                pass


def _title(each: TransactionSet, number: int) -> str:
    named = f"{each.type} {x12().meaning('143', each.type)}".strip()
    return f"Transaction set {number}: {named}, {each.version or 'no version'}, number {each.number}"


def _interchange(standard: Standard, beginning: Beginning) -> str:
    if beginning.header is None:
        return "Transaction sets without an interchange header"
    day, time, version = (beginning.header.component(number).strip() for number in (9, 10, 12))
    told = [
        f"Interchange {beginning.number}",
        f"from {standard.party(beginning.sender, beginning.sender_qualifier)}",
        f"to {standard.party(beginning.recipient, beginning.recipient_qualifier)}",
        " ".join(filter(None, (readable("I08", day, ""), readable("I09", time, "")))),
        f"version {version}",
        "a test" if beginning.is_test else "",
    ]
    return ", ".join(filter(None, told))
