"""Names of segments, data elements and codes, for people who read a message.

They are data beside this module, read when the first name is shown and never while a message is parsed: the segments
and code lists of UN/EDIFACT (service.unece.org/trade/untdid) and of X12 that orders and their answers use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

_MARK = "*"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value: its data element; `qualifies` where its code gives the segment its meaning."""

    element: str
    qualifies: bool = False


Composite = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class SegmentName:
    """What a segment is called, and its data elements: each as its components, a plain one as a single one."""

    name: str
    elements: tuple[Composite, ...]

    def slot(self, element: int, component: int) -> Slot | None:
        """The place, both counted from 1; None beyond what the standard has."""
        composite = self.elements[element - 1] if element <= len(self.elements) else ()
        return composite[component - 1] if component <= len(composite) else None

    @property
    def qualifier(self) -> tuple[int, int]:
        """Where the code stands that gives the segment its meaning; zeros where there is none."""
        places = (
            (number, place)
            for number, composite in enumerate(self.elements, start=1)
            for place, slot in enumerate(composite, start=1)
            if slot.qualifies
        )
        return next(places, (0, 0))


@dataclass(frozen=True, slots=True)
class Directory:
    """All names of a standard."""

    segments: Mapping[str, SegmentName]
    elements: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]

    def meaning(self, element: str, code: str) -> str:
        """What a code of a data element means; empty where that is not known, or where its values are no codes."""
        known = self.codes.get(element, {})
        return known.get(code.strip()) or known.get(code.strip().upper(), "")

    def title(self, tag: str, elements: tuple[tuple[str, ...], ...]) -> str:
        """What a segment is, in words: `Quantity: ordered`; empty for a tag that is not known."""
        segment = self.segments.get(tag)
        if segment is None:
            return ""
        number, place = segment.qualifier
        slot, components = segment.slot(number, place), elements[number - 1] if 0 < number <= len(elements) else ()
        code = components[place - 1] if 0 < place <= len(components) else ""
        meaning = self.meaning(slot.element, code) if slot else ""
        return f"{segment.name}: {meaning}" if meaning else segment.name


@lru_cache(maxsize=1)
def edifact() -> Directory:
    """UN/EDIFACT D.01B with the service segments of ISO 9735."""
    return _directory("edifact")


@lru_cache(maxsize=1)
def x12() -> Directory:
    """X12 004010 with its control segments."""
    return _directory("x12")


def lines_of(name: str) -> Iterator[str]:
    """The lines of a file beside this module, without its comments."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _directory(standard: str) -> Directory:
    segments = (line.split(" | ") for line in lines_of(f"{standard}_segments.txt"))
    elements = (line.split(" | ", 1) for line in lines_of(f"{standard}_elements.txt"))
    return Directory(
        MappingProxyType({row[0]: SegmentName(row[1], _layout(row[2] if len(row) > 2 else "")) for row in segments}),
        MappingProxyType(dict(elements)),
        MappingProxyType(_codes(lines_of(f"{standard}_codes.txt"))),
    )


def _layout(written: str) -> tuple[Composite, ...]:
    """`1082 C212(7140 *7143)` as composites of slots."""
    composites: list[Composite] = []
    inside: list[Slot] | None = None
    for word in written.split():
        _, opening, first = word.rpartition("(")
        bare = (first if opening else word).rstrip(")")
        slot = Slot(bare.removeprefix(_MARK), bare.startswith(_MARK))
        if opening:
            inside = [slot]
        elif inside is not None:
            inside.append(slot)
        if inside is None:
            composites.append((slot,))
        elif word.endswith(")"):
            composites.append(tuple(inside))
            inside = None
    return tuple(composites)


def _codes(lines: Iterator[str]) -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in lines:
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), {})
        else:
            code, _, meaning = line.partition(" | ")
            current[code] = meaning
    return lists
