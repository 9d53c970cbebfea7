"""The lines in which a message is shown: a segment with its name, and below it each value with its name and meaning.

Nothing of a message reaches a terminal but its printable characters: no escape sequence works from there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from edi.defects import Defect, Weight
from edi.names.directory import Directory
from edi.names.explained import Elements, telling
from edi.names.sections import section
from ordermill.commands.terminal import plain

_NAME_WIDTH = 30
_STEP = 2


class Style(Enum):
    """What a line, or a piece of it, is."""

    PLAIN = "plain"
    HEADING = "heading"
    TAG = "tag"
    QUIET = "quiet"
    MEANING = "meaning"
    FORMAL = "formal"
    DOUBTFUL = "doubtful"


Line = tuple[tuple[str, Style], ...]
"""The pieces of a line from left to right."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A segment to be shown; `number` counts through its interchange."""

    number: int
    tag: str
    elements: Elements
    depth: int


def heading(text: str) -> Iterator[Line]:
    """A line that begins an interchange or a message, set off by an empty one."""
    yield ()
    yield ((safe(text), Style.HEADING),)


def segment_lines(directory: Directory, shown: Shown, defects: Iterable[Defect], *, is_x12: bool) -> Iterator[Line]:
    """The segment, its values, and what is wrong with it."""
    margin = " " * (_STEP * shown.depth)
    title = directory.title(shown.tag, tuple(tuple(composite) for composite in shown.elements))
    told = telling(directory, shown.tag, shown.elements)
    code = f" ({safe(told.qualifier)})" if told.qualifier else ""
    yield (
        (f"{shown.number:>6}  {margin}", Style.QUIET),
        (f"{safe(shown.tag):<4}", Style.TAG),
        (f" {safe(title)}" if title else " Not known here", Style.PLAIN if title else Style.QUIET),
        (code, Style.QUIET),
    )
    for piece in told.pieces:
        name = f"{' ' * 13}{margin}{piece.name:<{_NAME_WIDTH}} "
        meaning = f"  {safe(piece.meaning)}" if piece.meaning else ""
        yield (name, Style.QUIET), (safe(piece.value), Style.PLAIN), (meaning, Style.MEANING)
    for defect in defects:
        yield defect_line(defect, f"{' ' * 8}{margin}", is_x12=is_x12)


def defect_line(defect: Defect, margin: str, *, is_x12: bool) -> Line:
    """What is wrong, whether it puts the content in doubt, and which clause of the standard says so."""
    style = Style.DOUBTFUL if defect.weight is Weight.CONTENT else Style.FORMAL
    clause = section(defect.code.value, is_x12=is_x12)
    said = f"{margin}! {safe(defect.sentence)}"
    return ((said, style), (f"  ({clause})" if clause else "", Style.QUIET))


def safe(text: str) -> str:
    """One line of printable characters; whatever else there is shows as a replacement character."""
    return plain(text.replace("\n", "\N{REPLACEMENT CHARACTER}"))
