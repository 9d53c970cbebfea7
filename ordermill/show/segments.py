"""How EDIFACT and X12 are shown alike: parties, segments with their defects, messages with their groups, the end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from edi.defects import Defect
from edi.names.directory import Directory
from edi.names.nesting import Nesting
from edi.segment import Segment
from ordermill.show.lines import Line, Shown, defect_line, heading, segment_lines

_MARGIN = " " * 8


class _Message(Protocol):
    @property
    def header(self) -> Segment: ...

    @property
    def segments(self) -> tuple[Segment, ...]: ...

    @property
    def trailer(self) -> Segment | None: ...

    @property
    def defects(self) -> tuple[Defect, ...]: ...


class _Ending(Protocol):
    @property
    def trailer(self) -> Segment | None: ...

    @property
    def defects(self) -> tuple[Defect, ...]: ...


@dataclass(frozen=True, slots=True)
class Standard:
    """The names of a standard, and which one it is."""

    directory: Directory
    is_x12: bool
    qualifiers: str
    """The data element that says what kind of id a partner has on the wire."""

    def party(self, name: str, qualifier: str) -> str:
        """A partner with what kind of id it is."""
        kind = self.directory.meaning(self.qualifiers, qualifier) or qualifier
        return f"{name or 'nobody'} ({kind})" if kind else name or "nobody"

    def segment(self, segment: Segment, defects: Iterable[Defect] = (), depth: int = 0) -> Iterator[Line]:
        """A segment, repeats of its elements included, with those of the defects that are its own."""
        elements = [list(composite) for composite in segment.elements]
        for number, parts in segment.repeats:
            elements[number - 1] += parts
        here = [defect for defect in defects if defect.segment == segment.number]
        shown = Shown(segment.number, segment.tag, elements, depth)
        return segment_lines(self.directory, shown, here, is_x12=self.is_x12)

    def message(self, message: _Message, title: str, nesting: Nesting) -> Iterator[Line]:
        """All segments of a message, its groups indented; defects of no segment of it stand behind."""
        yield from heading(title)
        yield from self.segment(message.header, message.defects)
        for segment in message.segments:
            yield from self.segment(segment, message.defects, 1 + nesting.depth(segment.tag))
        if message.trailer:
            yield from self.segment(message.trailer, message.defects)
        ends = (message.header, *message.segments, *([message.trailer] if message.trailer else []))
        placed = {segment.number for segment in ends}
        yield from (self._defect(defect) for defect in message.defects if defect.segment not in placed)

    def ending(self, ending: _Ending) -> Iterator[Line]:
        """The trailer of an interchange, and what is wrong with the interchange as a whole."""
        if ending.trailer or ending.defects:
            yield from heading("End of the interchange")
        if ending.trailer:
            yield from self.segment(ending.trailer)
        yield from (self._defect(defect) for defect in ending.defects)

    def _defect(self, defect: Defect) -> Line:
        where = f"{_MARGIN}segment {defect.segment}: " if defect.segment else _MARGIN
        return defect_line(defect, where, is_x12=self.is_x12)
