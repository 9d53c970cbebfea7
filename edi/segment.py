"""One segment as every reader of this house sees it: composites are tuples, absent parts empty text."""

from collections.abc import Callable
from dataclasses import dataclass, field

Components = tuple[str, ...]
Elements = tuple[Components, ...]
Repeats = tuple[tuple[int, Components], ...]
Split = Callable[[str], tuple[Elements, Repeats]]
"""Text of a segment to its elements, of which the tag is none, and its repeats numbered as in `Segment`."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a segment stands: `number` counts from 1 in the interchange (UNA not counted), `in_message` from 1 at UNH
    and is 0 outside a message; `offset` is the byte in the input at which the segment's tag begins."""

    number: int
    in_message: int
    offset: int


# Never changed once made, and yet not frozen: that would take five times as long to make.
@dataclass(slots=True, unsafe_hash=True)
class Segment:
    """A segment, split into its data elements when they are first asked for, which is half of the work of reading.

    `raw` is the exact slice of the input from the tag to the terminator, `number`, `in_message` and `offset` are those
    of `Position`.
    """

    tag: str
    number: int
    in_message: int
    offset: int
    raw: bytes
    text: str
    _split: Split = field(repr=False, compare=False)
    _read: tuple[Elements, Repeats] | None = field(default=None, repr=False, compare=False)

    @property
    def position(self) -> Position:
        return Position(self.number, self.in_message, self.offset)

    @property
    def elements(self) -> Elements:
        """Each data element as a tuple of components, whatever the sender left out; the tag is none of them."""
        if self._read is None:
            self._read = self._split(self.text)
        return self._read[0]

    @property
    def repeats(self) -> Repeats:
        """Second and further occurrences of repeated elements (syntax version 4), each with the element's number."""
        if self._read is None:
            self._read = self._split(self.text)
        return self._read[1]

    def component(self, element: int, component: int = 1) -> str:
        """The component, both counted from 1 (element 1 follows the tag); empty when it was not sent."""
        components = self.composite(element)
        return components[component - 1] if component <= len(components) else ""

    def composite(self, element: int) -> Components:
        """All components of an element; empty when it was not sent."""
        elements = self.elements
        return elements[element - 1] if element <= len(elements) else ()

    def occurrences(self, element: int) -> tuple[Components, ...]:
        """Every occurrence of an element that may repeat, the first one included."""
        return (self.composite(element), *(parts for number, parts in self.repeats if number == element))
