"""An EDIFACT file as a person reads it, message after message while it is read."""

from collections.abc import Iterator

from edi.edifact.reader import Beginning, Ending, Message, stream
from edi.names.days import readable
from edi.names.directory import edifact
from edi.names.nesting import edifact_nesting
from edi.paging import Content
from edi.segment import Segment
from ordermill.show.lines import Line, heading
from ordermill.show.segments import Standard


def lines(content: Content, only: int | None) -> Iterator[Line]:
    """The lines of the whole file, or of its message of this number with the envelope around it."""
    standard, number = Standard(edifact(), is_x12=False, qualifiers="0007"), 0
    for event in stream(content):
        match event:
            case Beginning():
                yield from heading(_interchange(standard, event))
                yield from standard.segment(event.header) if event.header else ()
            case Message():
                number += 1
                if only == number and event.group:
                    yield from standard.segment(event.group)
                if only in (None, number):
                    yield from standard.message(event, _title(event, number), edifact_nesting())
                if number == only:
                    return
            case Segment() if only is None:
                yield from standard.segment(event)
            case Ending() if only is None:
                yield from standard.ending(event)
            case _:
                pass


def _title(message: Message, number: int) -> str:
    subset = f" {message.association_code}" if message.association_code else ""
    return f"Message {number}: {message.type} {message.directory}{subset}, reference {message.reference}"


def _interchange(standard: Standard, beginning: Beginning) -> str:
    if beginning.header is None:
        return "Messages without an interchange header"
    day, time = beginning.prepared
    told = [
        f"Interchange {beginning.reference}",
        f"from {standard.party(beginning.sender, beginning.sender_qualifier)}",
        f"to {standard.party(beginning.recipient, beginning.recipient_qualifier)}",
        " ".join(filter(None, (readable("0017", day, ""), readable("0019", time, "")))),
        f"{beginning.syntax_identifier} version {beginning.syntax_version}",
        "a test" if beginning.is_test else "",
    ]
    return ", ".join(filter(None, told))
