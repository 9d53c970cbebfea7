"""Signs that a message is not as its sender wrote it: separators lost or doubled, segments that changed their line.

Such a message can still be read, only not as it was meant. Lengths and numbers of components are those of the
directories D.96A to D.01B.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.edifact.groups import Group
from parsers.edifact.items import GTIN_QUALIFIERS
from parsers.edifact.quantities import ORDERED, SPLIT
from parsers.edifact.reads import Message, decimal

_QUALIFIED = frozenset({"ALC", "CNT", "CUX", "DTM", "LOC", "MOA", "NAD", "PIA", "PRI", "QTY", "RFF"})
_LONGEST_QUALIFIER = 3
_LONGEST_FUNCTION = 2
# The most elements of a segment, and the most components of its first; nothing stands behind them.
_EXTENT = {"BGM": (4, 6), "CNT": (1, 3), "DTM": (1, 3), "MOA": (1, 5), "NAD": (9, 1), "PRI": (2, 6), "QTY": (1, 3)}
_ITEM_IDS = {"LIN": 3, "PIA": 2}
# What goods and money hang on, in a line, in the sequence of the directories.
_SEQUENCED = {"PIA": ("1", "5"), "QTY": ("21",), "DTM": ("2",), "MOA": ("203",), "PRI": ("AAA", "AAB")}
_NOT_IN_SUMMARY = frozenset({"BGM", "CUX", "DTM", "LIN", "LOC", "NAD", "PAT", "RFF"})


def tell_damaged(message: Message, root: Group) -> None:
    """Holds for what seems shifted within a segment, or moved from one line to the next."""
    for segment in root.everything():
        if _is_shifted(segment) or _is_no_quantity(segment):
            message.hold(
                FindingCode.INVALID_VALUE,
                f"The elements of the segment {segment.tag} seem shifted, by a separator too many or too few. "
                "Compare the order with it.",
                "",
                segment,
            )
    for segment in root.all("BGM")[1:]:
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "A second BGM stands in the message: two messages may have become one. Compare it with the raw segments.",
            "po_number",
            segment,
        )
    for segment in _behind_the_summary(root):
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            f"The segment {segment.tag} stands in the summary, behind all lines. See whether it is meant for the order "
            "or for the last line.",
            "",
            segment,
        )
    for number, segment in _out_of_sequence(root.under("LIN")):
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            f"The segment {segment.tag} stands elsewhere in this line than in the others, so that it may belong to "
            "the line before. Compare both lines.",
            f"lines[{number}]",
            segment,
        )


def _is_shifted(segment: Segment) -> bool:
    elements, components = _EXTENT.get(segment.tag, (0, 0))
    if elements and (
        _says(segment.elements[elements:]) or any(part.strip() for part in segment.composite(1)[components:])
    ):
        return True
    if segment.tag == "BGM":
        return _is_shifted_beginning(segment)
    if segment.tag in _ITEM_IDS and any(_is_no_item_qualifier(code) for code in _item_qualifiers(segment)):
        return True
    return segment.tag in _QUALIFIED and (_is_no_qualifier(segment) or _value_is_late(segment))


def _is_shifted_beginning(segment: Segment) -> bool:
    """The number in C002, or the function (digits) in the place of the response type (letters)."""
    number = segment.component(2).strip()
    named_twice = bool(segment.component(1, 2).strip()) and not _says(segment.elements[2:])
    return (named_twice and number.isdecimal() and len(number) <= _LONGEST_FUNCTION) or (
        segment.component(4).strip().isdecimal()
    )


def _is_no_qualifier(segment: Segment) -> bool:
    qualifier = segment.component(1).strip()
    return len(qualifier) > _LONGEST_QUALIFIER or (not qualifier and _says(segment.elements))


def _value_is_late(segment: Segment) -> bool:
    """No value, and something in the place behind it that cannot stand there."""
    if segment.component(1, 2).strip():
        return False
    following = segment.component(1, 3).strip()
    match segment.tag:
        case "DTM":
            return len(following) > _LONGEST_QUALIFIER
        case "PRI" | "MOA":
            return any(character.isdigit() for character in following)
        case "CUX":
            return bool(following)
        case _:
            return False


def _behind_the_summary(root: Group) -> list[Segment]:
    """What a heading or a line holds and a summary does not, behind the last line; and lines behind UNS+S."""
    lines = [group.trigger.position.number for group in root.under("LIN") if group.trigger]
    ends = [segment.position.number for segment in root.all("UNS") if segment.component(1) == "S"]
    direct = [*root.segments, *(group.trigger for group in root.groups if group.trigger)]
    begins = {"LIN": ends[:1]}
    return [
        segment
        for segment in direct
        if segment.tag in _NOT_IN_SUMMARY
        and any(segment.position.number > begin for begin in begins.get(segment.tag, [*lines[:1], *ends[:1]]))
    ]


def _is_no_quantity(segment: Segment) -> bool:
    """A quantity that nobody reads and that is no number, such as QTY+2110:PCE cut down to QTY+210:PCE."""
    value = segment.component(1, 2).strip()
    unread = segment.tag == "QTY" and segment.component(1) not in (*ORDERED, SPLIT)
    return unread and bool(value) and decimal(value) is None


def _is_no_item_qualifier(code: str) -> bool:
    return len(code) > _LONGEST_QUALIFIER and code.upper() not in GTIN_QUALIFIERS


def _item_qualifiers(segment: Segment) -> Iterator[str]:
    for element in range(_ITEM_IDS[segment.tag], len(segment.elements) + 1 if segment.tag == "PIA" else 4):
        for parts in segment.occurrences(element):
            yield parts[1].strip() if len(parts) > 1 else ""


def _says(elements: tuple[tuple[str, ...], ...]) -> bool:
    return any(part.strip() for element in elements for part in element)


def _out_of_sequence(lines: list[Group]) -> Iterator[tuple[int, Segment]]:
    """The segments that may belong to the line before, with the number of their line.

    A sender writes its lines alike. What stands right behind LIN and elsewhere follows another segment, or stands there
    in this line alone against the sequence of the directories, may have changed places with LIN.
    """
    sequences = [_sequence(line) for line in lines]
    counts = Counter(pair for sequence in sequences for pair in combinations(sequence, 2))
    for number, (line, sequence) in enumerate(zip(lines, sequences, strict=True)):
        first = next(iter(sequence), "")
        if not number or not first or not _is_right_behind(line.trigger, sequence[first]):
            continue
        for later in list(sequence)[1:]:
            alone = counts[first, later] == 1 and _PLACES[first] > _PLACES[later]
            if counts[later, first] or alone:
                yield number, sequence[first]
                break


def _is_right_behind(trigger: Segment | None, segment: Segment) -> bool:
    return trigger is not None and segment.position.number == trigger.position.number + 1


_PLACES = {tag: place for place, tag in enumerate(_SEQUENCED)}


def _sequence(line: Group) -> dict[str, Segment]:
    """The first of each kind, in the sequence of the message."""
    found: dict[str, Segment] = {}
    direct = [*line.segments, *(group.trigger for group in line.groups if group.trigger)]
    for segment in sorted(direct, key=lambda segment: segment.position.number):
        if segment.component(1) in _SEQUENCED.get(segment.tag, ()):
            found.setdefault(segment.tag, segment)
    return found
