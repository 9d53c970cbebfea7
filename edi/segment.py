"""One EDIFACT segment as every reader of this house sees it: composites are tuples, absent parts empty text."""

from dataclasses import dataclass

Components = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a segment stands: `number` counts from 1 in the interchange (UNA not counted), `in_message` from 1 at UNH
    and is 0 outside a message; `offset` is the byte in the input at which the segment's tag begins."""

    number: int
    in_message: int
    offset: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment with its data elements, each a tuple of components, whatever the sender left out.

    `raw` is the exact slice of the input from the tag to the terminator. `repeats` holds the second and further
    occurrences of a repeated element (syntax version 4) with the element's number.
    """

    tag: str
    elements: tuple[Components, ...]
    position: Position
    raw: bytes
    text: str
    repeats: tuple[tuple[int, Components], ...] = ()

    def component(self, element: int, component: int = 1) -> str:
        """The component, both counted from 1 (element 1 follows the tag); empty when it was not sent."""
        if element > len(self.elements):
            return ""
        components = self.elements[element - 1]
        return components[component - 1] if component <= len(components) else ""

    def composite(self, element: int) -> Components:
        """All components of an element; empty when it was not sent."""
        return self.elements[element - 1] if element <= len(self.elements) else ()

    def occurrences(self, element: int) -> tuple[Components, ...]:
        """Every occurrence of an element that may repeat, the first one included."""
        return (self.composite(element), *(parts for number, parts in self.repeats if number == element))
