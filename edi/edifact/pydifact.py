"""What this house reads, as objects of the library pydifact: for plug-ins, scripts and writers that know them.

pydifact's `Segment`, `Message` and `Interchange` have no place for positions, defects, repeats and functional groups,
and a data element of theirs is a text or a list depending on what was sent. So the reader and the mappers have values
of their own (`edi.segment`, `edi.edifact.reader`), and these are made from them when somebody asks.
"""

from collections.abc import Iterator
from datetime import datetime

from pydifact.control.characters import Characters
from pydifact.segmentcollection import Interchange as PydifactInterchange
from pydifact.segmentcollection import Message as PydifactMessage
from pydifact.segments import Segment as PydifactSegment

from edi.defects import Weight
from edi.edifact.reader import Interchange, Message, read
from edi.edifact.syntax import Separators
from edi.paging import Content
from edi.segment import Components, Segment

_DATES = {6: "%y%m%d", 8: "%Y%m%d"}
_EMPTY_COMPOSITE = ("",)


class NotForPydifact(ValueError):
    """pydifact has no place for what was sent, or needs what was not; the readers of `edi.edifact` take it as it is."""


def pydifact_interchanges(content: Content) -> Iterator[PydifactInterchange]:
    """Every interchange of a file, read as tolerantly as this house reads.

    Raises `NotForPydifact` at one without a UNB, whose version or date of preparation cannot be read, that repeats
    elements as syntax version 4 may, or whose content a defect puts in doubt: pydifact's objects could not tell.
    """
    return map(interchange_of, read(content))


def interchange_of(interchange: Interchange) -> PydifactInterchange:
    """The envelope and its messages; trailers are counted anew, functional groups and doubled segments left out.

    Raises `NotForPydifact` as `pydifact_interchanges` does.
    """
    if interchange.header is None:
        raise NotForPydifact("There is no UNB.")
    for defect in (*interchange.defects, *(each for message in interchange.messages for each in message.defects)):
        if defect.weight is Weight.CONTENT:
            raise NotForPydifact(defect.sentence)
    version = interchange.syntax_version
    if not version.isdecimal():
        raise NotForPydifact(f"The syntax version {version!r} is no number.")
    made = PydifactInterchange(
        sender=_element(interchange.header.composite(2)),
        recipient=_element(interchange.header.composite(3)),
        control_reference=interchange.reference,
        syntax_identifier=(interchange.syntax_identifier, int(version)),
        timestamp=_prepared(*interchange.prepared),
        extra_header_elements=[_element(element) for element in interchange.header.elements[5:]],
        characters=characters_of(interchange.separators),
    )
    for message in interchange.messages:
        made.add_message(message_of(message))
    return made


def message_of(message: Message) -> PydifactMessage:
    """One message; raises as `segment_of` does."""
    further = [_element(element) for element in message.header.elements[2:]]
    made = PydifactMessage(message.reference, message.header.composite(2), extra_header_elements=further)
    made.segments = [segment_of(segment) for segment in message.segments]
    return made


def segment_of(segment: Segment) -> PydifactSegment:
    """The tag and the elements; raises `NotForPydifact` where one repeats, ValueError where the tag is none."""
    if segment.repeats:
        raise NotForPydifact(f"Segment {segment.number}, {segment.tag}, repeats an element.")
    return PydifactSegment(segment.tag, *map(_element, segment.elements))


def characters_of(separators: Separators) -> Characters:
    """The service characters; pydifact writes a blank where there is no release character."""
    return Characters.from_str(separators.text())


def _element(components: Components) -> str | list[str]:
    return list(components) if len(components) > 1 else (components or _EMPTY_COMPOSITE)[0]


def _prepared(date: str, time: str) -> datetime:
    """Without a zone, as pydifact has it; the interchange names none."""
    try:
        return datetime.strptime(f"{date} {time or '0000'}", f"{_DATES[len(date)]} %H%M")  # noqa: DTZ007
    except (KeyError, ValueError):
        raise NotForPydifact(f"The date of preparation {date}:{time} is none.") from None
