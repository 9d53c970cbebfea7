"""The segments of a document as rows of text, numbered through the document as evidence is."""

from collections.abc import Iterable, Iterator

from edi.edifact.reader import Interchange
from edi.segment import Segment
from orders.transcript import Transcript, TranscriptKind, TranscriptRow


def segments_of(interchange: Interchange) -> Iterator[Segment]:
    """Every segment of an interchange, in its order."""
    parts: list[Segment] = [*interchange.stray]
    parts += [segment for segment in (interchange.header, interchange.trailer) if segment]
    parts += interchange.groups
    for message in interchange.messages:
        parts += [message.header, *message.segments, *([message.trailer] if message.trailer else [])]
    yield from sorted(parts, key=lambda segment: segment.position.number)


def transcript(interchanges: Iterable[tuple[int, Interchange]]) -> Transcript:
    """The transcript; each interchange comes with the number of segments before it."""
    return Transcript(
        kind=TranscriptKind.SEGMENTS,
        rows=tuple(_row(before, segment) for before, whole in interchanges for segment in segments_of(whole)),
    )


def _row(before: int, segment: Segment) -> TranscriptRow:
    elements = []
    for number, components in enumerate(segment.elements, start=1):
        shown = [":".join(components), *(":".join(parts) for at, parts in segment.repeats if at == number)]
        elements.append(" * ".join(shown))
    return TranscriptRow(number=before + segment.position.number, cells=(segment.tag, *elements))
