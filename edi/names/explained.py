"""A segment as a person reads it: every value under its name, codes in words, dates readable."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from edi.names.days import readable
from edi.names.directory import Directory, SegmentName

_FORMATS = {"2380": "2379", "1251": "1250"}
"""Data elements with a date, to those that say how it is written."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One value of a segment with its name, and what it means where it is a code or a date. Both count from 1."""

    element: int
    component: int
    name: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a segment says beside its title: its values, without the code that the title tells, which is `qualifier`.

    Nor is a format among them whose date could be read.
    """

    qualifier: str
    pieces: tuple[Piece, ...]


Elements = Sequence[Sequence[str]]


def telling(directory: Directory, tag: str, elements: Elements) -> Told:
    """The values that the title leaves to be told."""
    segment = directory.segments.get(tag, SegmentName("", ()))
    found = tuple(pieces(directory, tag, elements))
    at = segment.qualifier
    qualifier = next((one.value for one in found if (one.element, one.component) == at and one.meaning), "")
    dated = {one.element for one in found if one.meaning and _is(segment, one, _FORMATS)}
    left = (
        one
        for one in found
        if not (qualifier and (one.element, one.component) == at)
        and not (dated and _is(segment, one, _FORMATS.values()))
    )
    return Told(qualifier, tuple(left))


def _is(segment: SegmentName, piece: Piece, elements: Container[str]) -> bool:
    slot = segment.slot(piece.element, piece.component)
    return slot is not None and slot.element in elements


def pieces(directory: Directory, tag: str, elements: Elements) -> Iterator[Piece]:
    """The values of a segment, in its sequence; what is empty is left out."""
    segment = directory.segments.get(tag, SegmentName("", ()))
    for number, components in enumerate(elements, start=1):
        for place, value in enumerate(components, start=1):
            if value.strip():
                yield _piece(directory, segment, elements, number, place)


def _piece(directory: Directory, segment: SegmentName, elements: Elements, number: int, place: int) -> Piece:
    value = elements[number - 1][place - 1]
    slot = segment.slot(number, place)
    if slot is None:
        return Piece(number, place, f"Element {number}", value, "")
    name = directory.elements.get(slot.element, f"Element {number}")
    meaning = directory.meaning(slot.element, value)
    if not meaning:
        meaning = readable(slot.element, value, _format(segment, elements, number, place))
    return Piece(number, place, name, value, meaning)


def _format(segment: SegmentName, elements: Elements, number: int, place: int) -> str:
    """The code of the format in which a date is written: beside it in its composite, or in the element before it."""
    slot = segment.slot(number, place)
    wanted = _FORMATS.get(slot.element, "") if slot else ""
    for at, composite in enumerate(segment.elements, start=1):
        for inside, other in enumerate(composite, start=1):
            there = at <= len(elements) and inside <= len(elements[at - 1])
            if other.element == wanted and there and at in (number, number - 1):
                return elements[at - 1][inside - 1].strip()
    return ""
