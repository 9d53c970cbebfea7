"""Free text: MSG, MTX, NTE, N9 and packaging instructions.

Shown in full and never dropped; what may ask for something holds the order.
"""

from collections.abc import Iterable, Iterator

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import PartyReading, Read
from parsers.segments.groups import Group
from parsers.segments.instructions import may_instruct, names_place
from parsers.segments.reads import Message, Text

# Where the words stand.
_WORDS = {"MSG": 1, "MTX": 2, "NTE": 2, "N9": 3, "PKG": 5, "CTB": 2}


def free_texts(
    message: Message, segments: Iterable[Segment], path: str, ship_to: PartyReading | None = None
) -> tuple[Read[str], ...]:
    """The texts with their evidence; each run of them that belongs together is one, and a finding.

    With `ship_to` of the order, a text that only names a place behind a label changes nothing, and a note says so.
    """
    place = _place(ship_to)
    notes = []
    for run in _runs(segments):
        texts = [text for segment in run if (text := message.text(segment, _WORDS[segment.tag]))]
        if not texts:
            continue
        value = " ".join(text.value for text in texts)
        notes.append(Text(value=value, evidence=tuple(place for text in texts for place in text.evidence)))
        asks = may_instruct(value, place_is_known=bool(place))
        tell = message.hold if asks else message.note
        sentence = "The order carries free text. Read whether it asks for something."
        tell(FindingCode.FREE_TEXT, sentence, f"{path}.notes" if path else "notes", run[0], found=value)
        if place and not asks and names_place(value):
            sentence = f"A text names a place; the goods go to the ship-to of the order: {place}."
            message.note(FindingCode.SHIP_TO_AMBIGUOUS, sentence, "ship_to", run[0], found=value)
    return tuple(notes)


def _place(ship_to: PartyReading | None) -> str:
    """The ship-to in one line; empty where it has neither a number nor a whole address."""
    if ship_to is None or not (ship_to.id or (ship_to.street and ship_to.city)):
        return ""
    parts = (ship_to.name, ship_to.id, ship_to.street, ship_to.city)
    return ", ".join(part.value for part in parts if part)


def texts_in(group: Group, *loops: str) -> list[Segment]:
    """The text segments of a group and of its loops with these triggers."""
    within = [segment for tag in loops for loop in group.under(tag) for segment in loop.everything()]
    found = [segment for segment in (*group.segments, *within) if segment.tag in _WORDS]
    return sorted(found, key=lambda segment: segment.position.number)


def _runs(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Segments that follow each other without another between them: senders cut sentences into lines."""
    run: list[Segment] = []
    for segment in segments:
        if run and segment.position.number != run[-1].position.number + 1:
            yield run
            run = []
        run.append(segment)
    if run:
        yield run
