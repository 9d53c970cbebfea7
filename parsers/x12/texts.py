"""Free text: MSG, MTX, NTE, N9 and packaging instructions. Shown in full and never dropped; what may ask for something
holds the order."""

from collections.abc import Iterable, Iterator

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import Read
from parsers.segments.groups import Group
from parsers.segments.instructions import may_instruct
from parsers.segments.reads import Message, Text

# Where the words stand.
_WORDS = {"MSG": 1, "MTX": 2, "NTE": 2, "N9": 3, "PKG": 5, "CTB": 2}


def free_texts(message: Message, segments: Iterable[Segment], path: str) -> tuple[Read[str], ...]:
    """The texts with their evidence; each run of them that belongs together is one, and a finding."""
    notes = []
    for run in _runs(segments):
        texts = [text for segment in run if (text := message.text(segment, _WORDS[segment.tag]))]
        if not texts:
            continue
        value = " ".join(text.value for text in texts)
        notes.append(Text(value=value, evidence=tuple(place for text in texts for place in text.evidence)))
        tell = message.hold if may_instruct(value) else message.note
        sentence = "The order carries free text. Read whether it asks for something."
        tell(FindingCode.FREE_TEXT, sentence, f"{path}.notes" if path else "notes", run[0], found=value)
    return tuple(notes)


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
