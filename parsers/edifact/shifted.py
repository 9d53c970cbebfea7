"""Segments whose elements have shifted, by a separator lost or doubled: they still say something, only something else.

Lengths and numbers of elements and components are those of the directories D.96A to D.01B.
"""

from collections.abc import Iterator

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.edifact.items import GTIN_QUALIFIERS
from parsers.edifact.quantities import ORDERED, SPLIT
from parsers.segments.groups import Group
from parsers.segments.reads import Message, decimal

_QUALIFIED = frozenset({"ALC", "CNT", "CUX", "DTM", "LOC", "MOA", "NAD", "PIA", "PRI", "QTY", "RFF"})
_LONGEST_QUALIFIER = 3
_LONGEST_FUNCTION = 2
# The most elements of a segment, and the most components of its first; nothing stands behind them.
_EXTENT = {"BGM": (4, 6), "CNT": (1, 3), "DTM": (1, 3), "MOA": (1, 5), "NAD": (9, 1), "PRI": (2, 6), "QTY": (1, 3)}
_ITEM_IDS = {"LIN": 3, "PIA": 2}


def tell_shifted(message: Message, root: Group) -> None:
    """Holds for every segment that has something where nothing can stand, or nothing where something must."""
    for segment in root.everything():
        if _is_shifted(segment) or _is_no_quantity(segment):
            message.hold(
                FindingCode.INVALID_VALUE,
                f"The elements of the segment {segment.tag} seem shifted, by a separator too many or too few. "
                "Compare the order with it.",
                "",
                segment,
            )


def _is_shifted(segment: Segment) -> bool:
    if _is_too_long(segment):
        return True
    if segment.tag == "BGM":
        return _is_shifted_beginning(segment)
    if segment.tag in _ITEM_IDS and any(map(_is_no_item_qualifier, _item_qualifiers(segment))):
        return True
    return segment.tag in _QUALIFIED and (_is_no_qualifier(segment) or _value_is_late(segment))


def _is_too_long(segment: Segment) -> bool:
    if segment.tag not in _EXTENT:
        return False
    elements, components = _EXTENT[segment.tag]
    return _says(segment.elements[elements:]) or any(part.strip() for part in segment.composite(1)[components:])


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
