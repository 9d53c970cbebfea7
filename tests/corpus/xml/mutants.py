"""Damaged copies of a document that are still XML: an element twice with another value, misnamed, or in a wrong place.

An element that is left out altogether is no damage that could be told: the order says less, and is read as it says.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree as Tree

# cXML has as many streets as an address has lines.
_REPEATABLE = frozenset({"Street"})


class Damage(StrEnum):
    """What was done to the element."""

    MISNAMED = "misnamed"
    MOVED_OUT = "moved out"
    MOVED_DOWN = "moved into the element before"
    DOUBLED = "doubled with another value"
    CUT_OFF = "the file ends before it"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged copy, and which element it is about."""

    damage: Damage
    element: str
    content: bytes


def mutants(content: bytes) -> Iterator[Mutant]:
    """Every damage to every element but the root."""
    root = Tree.fromstring(content)
    for number, element in enumerate(root.iter()):
        if element is root:
            continue
        name = f"{element.tag.rpartition('}')[2]} ({number})"
        for damage in (Damage.MISNAMED, Damage.MOVED_OUT, Damage.MOVED_DOWN, Damage.DOUBLED):
            if (damaged := _damaged(content, number, damage)) is not None:
                yield Mutant(damage, name, damaged)
    for end in range(len(content) // 4, len(content) - len(content) // 20, len(content) // 20):
        yield Mutant(Damage.CUT_OFF, f"byte {end}", content[:end])


def _damaged(content: bytes, number: int, damage: Damage) -> bytes | None:
    root = Tree.fromstring(content)
    parents = {child: parent for parent in root.iter() for child in parent}
    element = list(root.iter())[number]
    parent = parents[element]
    place = list(parent).index(element)
    match damage:
        case Damage.MISNAMED:
            element.tag += "e"
        case Damage.MOVED_OUT:
            if parent is root:
                return None
            parent.remove(element)
            parents[parent].append(element)
        case Damage.MOVED_DOWN:
            if place == 0:
                return None
            parent.remove(element)
            parent[place - 1].append(element)
        case Damage.DOUBLED:
            if len(element) or not (element.text or "").strip() or element.tag in _REPEATABLE:
                return None
            other = copy.deepcopy(element)
            other.text = f"{element.text}7"
            parent.insert(place + 1, other)
        case Damage.CUT_OFF:
            return None
    return bytes(Tree.tostring(root, encoding="utf-8"))
