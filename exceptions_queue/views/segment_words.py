"""Segments in words, as `ordermill edi show` has them: names, codes, dates, groups, and what is wrong at its place.

They are looked up when a page is drawn: what is stored of a document are its segments as they came.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edi.names.directory import Directory, edifact, x12
from edi.names.explained import Piece, pieces, telling
from edi.names.nesting import Nesting, edifact_nesting, x12_nesting
from edi.names.sections import section
from orders.evidence import Segment
from orders.findings import Finding
from orders.transcript import TranscriptRow

_X12_BEGINS = frozenset({"ISA", "GS", "ST"})
_ENVELOPES = frozenset({"UNB", "UNG", "UNE", "UNZ", "ISA", "GS", "GE", "IEA"})
_MESSAGE_BEGINS = frozenset({"UNH", "ST"})
_MESSAGE_ENDS = frozenset({"UNT", "SE"})
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a segment; `holds` where it made the order wait."""

    sentence: str
    section: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A segment in words. `names` has for each element, and each component of it, what it is."""

    title: str
    depth: int
    meanings: tuple[Piece, ...]
    names: Mapping[tuple[int, int], str]
    wrong: tuple[Wrong, ...]
    separator: str = "+"
    """What usually stands between elements in its standard: a file may have chosen another."""


def in_words(rows: Sequence[TranscriptRow], findings: Sequence[Finding]) -> Iterator[Words]:
    """The words of each row, in their sequence."""
    is_x12 = bool(rows) and bool(rows[0].cells) and rows[0].cells[0] in _X12_BEGINS
    directory = x12() if is_x12 else edifact()
    wrong = _wrong(findings, is_x12=is_x12)
    nesting = _nesting(is_x12=is_x12)
    for row in rows:
        tag, *elements = row.cells or ("",)
        if tag in _MESSAGE_BEGINS:
            nesting = _nesting(is_x12=is_x12)
        depth = _depth(nesting, tag)
        told = _words(directory, row, _components(elements, is_x12=is_x12), depth, wrong[row.number])
        yield replace(told, separator="*") if is_x12 else told


def _nesting(*, is_x12: bool) -> Nesting:
    return x12_nesting() if is_x12 else edifact_nesting()


def _depth(nesting: Nesting, tag: str) -> int:
    if tag in _ENVELOPES or tag in _MESSAGE_BEGINS or tag in _MESSAGE_ENDS:
        return 0
    return min(_DEEPEST, 1 + nesting.depth(tag))


def _components(elements: Sequence[str], *, is_x12: bool) -> tuple[tuple[str, ...], ...]:
    """As the transcript writes them: a composite with colons, further occurrences behind a star."""
    first = (element.partition(" * ")[0] for element in elements)
    return tuple((element,) if is_x12 else tuple(element.split(":")) for element in first)


def _words(
    directory: Directory, row: TranscriptRow, elements: tuple[tuple[str, ...], ...], depth: int, wrong: Sequence[Wrong]
) -> Words:
    tag = row.cells[0] if row.cells else ""
    names = {(piece.element, piece.component): piece.name for piece in pieces(directory, tag, elements)}
    meant = tuple(piece for piece in telling(directory, tag, elements).pieces if piece.meaning)
    return Words(directory.title(tag, elements) or row.title, depth, meant, names, tuple(wrong))


def _wrong(findings: Sequence[Finding], *, is_x12: bool) -> Mapping[int, list[Wrong]]:
    """The defects of the wire, by the segment at which they stand."""
    found: dict[int, list[Wrong]] = defaultdict(list)
    for finding in findings:
        if finding.defect:
            where = next((place.position for place in finding.evidence if isinstance(place, Segment)), 1)
            found[where].append(Wrong(finding.message, section(finding.defect, is_x12=is_x12), finding.holds))
    return found
