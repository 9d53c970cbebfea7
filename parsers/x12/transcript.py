"""The segments of a document as rows of text, numbered through the document as evidence is."""

from collections.abc import Iterable, Iterator

from edi.segment import Segment
from edi.x12.reader import Interchange
from orders.transcript import Transcript, TranscriptKind, TranscriptRow


def segments_of(interchange: Interchange) -> Iterator[Segment]:
    """Every segment of an interchange, in its order."""
    ending, header = interchange.ending, interchange.beginning.header
    parts = [*interchange.stray, *interchange.groups, *(segment for segment in (header, ending.trailer) if segment)]
    for each in interchange.sets:
        parts += [each.header, *each.segments, *([each.trailer] if each.trailer else [])]
    yield from sorted(parts, key=lambda segment: segment.position.number)


def transcript(interchanges: Iterable[tuple[int, Interchange]]) -> Transcript:
    """The transcript; each interchange comes with the number of segments before it."""
    rows = (
        _row(before, segment, whole.beginning.delimiters.component.decode("latin-1"))
        for before, whole in interchanges
        for segment in segments_of(whole)
    )
    return Transcript(kind=TranscriptKind.SEGMENTS, rows=tuple(rows))


def _row(before: int, segment: Segment, separator: str) -> TranscriptRow:
    cells = (segment.tag, *(separator.join(components) for components in segment.elements))
    return TranscriptRow(number=before + segment.position.number, cells=cells)
