"""Whether every line still has its own segments: those of a line that lost its first one belong to the line before.

A sender writes the lines of an order alike: the same segments in the same sequence behind each. Where two neighbours
have together what two lines have, and not each its half, or one line has it twice, a line was lost or moved.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import LineReading
from parsers.segments.groups import Group
from parsers.segments.reads import Message, decimal
from parsers.segments.unlike import lacks

Shape = tuple[tuple[str, ...], ...]

# The elements whose codes say what such a segment is.
_KINDS = {"PID": (1, 2), "DTM": (1,), "N1": (1,), "REF": (1,), "CTP": (2,), "AMT": (1,), "SAC": (1, 2), "N9": (1,)}
# What a line has, and a heading hardly ever.
_OF_LINES = frozenset({"PID", "PO4", "CTP", "LIN", "G69", "G70"})
_FEWEST = 3
# How far apart the neighbours of a missing number are. The first number may be the missing one.
_GAP = 2


def tell_shifted(message: Message, root: Group, loops: Sequence[Group]) -> None:
    """Holds where segments stand with another line than theirs, as far as the other lines tell."""
    shapes = [_shape(_inside(loop)) for loop in loops]
    usual, count = Counter(shapes).most_common(1)[0] if shapes else ((), 0)
    if len(shapes) < _FEWEST - 1 or not usual:
        return
    twice = usual + usual
    for number, shape in enumerate(shapes):
        if shape == twice and count >= _FEWEST - 1:
            sentence = "The line has everything twice that the others have once: one between may be lost."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"lines[{number}]", loops[number].trigger)
    for number, (one, other) in enumerate(pairwise(shapes), start=1):
        if one + other == twice and one != usual and (count >= _FEWEST - 1 or len(set(usual)) > 1):
            _tell_moved(message, loops[number].trigger, number)
    _tell_before_the_first(message, root, loops, usual, shapes[0])


def _tell_before_the_first(
    message: Message, root: Group, loops: Sequence[Group], usual: Shape, first: Shape
) -> None:  # fmt: skip
    begun = loops[0].trigger
    before = [one for one in _inside(root) if begun and one.position.number < begun.position.number]
    missing = usual if first == usual else usual[: len(usual) - len(first)]
    if not missing or missing + (() if first == usual else first) != usual or missing[0][0] not in _OF_LINES:
        return
    if _shape(before)[-len(missing) :] == missing:
        _tell_moved(message, before[-1], 0)


def _tell_moved(message: Message, at: Segment | None, number: int) -> None:
    sentence = "Segments seem to stand with another line than theirs. Compare this line and the one before it."
    message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"lines[{number}]", at)


def tell_unlike(message: Message, lines: Sequence[LineReading]) -> None:
    """Holds where one line lacks a price, a unit or a date that all others have."""
    for lack in lacks(lines):
        message.hold(FindingCode.AMBIGUOUS_VALUE, lack.sentence, lack.path)


def tell_numbering(message: Message, loops: Sequence[Group], *, complete: bool) -> None:
    """Numbers that count the lines say where one is missing, or that two changed places.

    `complete`: totals confirm the lines, so that a gap is none. A change lists only what it changes, in any sequence.
    """
    sent = [loop.trigger.component(1).strip() if loop.trigger else "" for loop in loops]
    numbers = [decimal(one) for one in sent]
    known = [number for number in numbers if number is not None]
    if len(known) < len(loops) or len(known) < _FEWEST - 1 or min(known) not in (1, _GAP):
        return
    gaps = [number for number, behind in pairwise([Decimal(0), *sorted(known)]) if behind - number == _GAP]
    counts = len(set(known)) == len(known) and max(known) == len(known) + len(gaps)
    if counts and len(gaps) == 1 and not complete:
        sentence = f"The lines are counted, and line {gaps[0] + 1:f} is missing. See whether it was to be there."
        message.hold(FindingCode.LINE_COUNT, sentence, "lines")
    elif counts and not gaps and _inversions(known) == 1:
        sentence = "Two lines stand in another sequence than their numbers. Compare what belongs to which of them."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "lines")


def _inversions(numbers: Sequence[Decimal]) -> int:
    return sum(one > other for one, other in pairwise(numbers))


def _inside(group: Group) -> list[Segment]:
    """Everything but the trigger, lines and totals, as it was sent."""
    own = [segment for segment in group.segments if segment.tag not in ("CTT", "AMT")]
    nested = [segment for loop in group.groups if not _is_line(loop) for segment in loop.everything()]
    return sorted((*own, *nested), key=lambda segment: segment.position.number)


def _is_line(loop: Group) -> bool:
    return loop.trigger is not None and loop.trigger.tag in ("PO1", "POC", "G68", "CTT")


def _shape(segments: Sequence[Segment]) -> Shape:
    return tuple(
        (segment.tag, *(segment.component(element).strip() for element in _KINDS.get(segment.tag, ())))
        for segment in segments
    )
