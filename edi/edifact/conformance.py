"""Whether a message is as its directory has it: segments in their places and not too often, elements in their formats.

For what this house writes, which has to be right; what it reads is read whatever it looks like.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from edi.edifact.directory import ComponentRule, Directory, ElementRule, GroupPlace, Place
from edi.edifact.drafts import Draft, Part

_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Breach:
    """Where a message breaks the rules: the segment counts from 1 at UNH, elements and components from 1, 0: none."""

    segment: int
    tag: str
    element: int
    component: int
    sentence: str

    def __str__(self) -> str:
        place = f"Segment {self.segment} ({self.tag})"
        if self.element:
            place += f", element {self.element}" + (f", component {self.component}" if self.component else "")
        return f"{place}: {self.sentence}"


def breaches(directory: Directory, segments: Sequence[Draft]) -> Iterator[Breach]:
    """Everything in which the segments of a message, UNH and UNT among them, are not as the directory has them."""
    yield from _out_of_place(directory.structure, segments)
    for number, segment in enumerate(segments, 1):
        rules = directory.segments.get(segment.tag)
        if rules is None:
            yield Breach(number, segment.tag, 0, 0, f"{directory.name} has no such segment.")
        else:
            yield from segment_breaches(rules, segment, number)


def segment_breaches(rules: Sequence[ElementRule], segment: Draft, number: int) -> Iterator[Breach]:
    """What is wrong inside one segment."""
    if not segment.elements:
        yield Breach(number, segment.tag, 0, 0, "it is empty.")
    if len(segment.elements) > len(rules):
        sentence = f"it has {len(segment.elements)} elements, and at most {len(rules)} are allowed."
        yield Breach(number, segment.tag, len(rules) + 1, 0, sentence)
    for index, rule in enumerate(rules):
        parts = segment.elements[index] if index < len(segment.elements) else ()
        for component, sentence in _element_breaches(rule, parts):
            yield Breach(number, segment.tag, index + 1, component, sentence)


def _element_breaches(rule: ElementRule, parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    if not any(part != "" for part in parts):
        if rule.mandatory:
            yield 0, f"{rule.code} is mandatory."
        return
    if len(parts) > len(rule.components):
        yield len(rule.components) + 1, f"{rule.code} has at most {len(rule.components)} components."
    for index, component in enumerate(rule.components):
        part = parts[index] if index < len(parts) else ""
        sentence = _component_breach(component, part)
        if sentence:
            yield index + 1 if rule.composite else 0, sentence


def _component_breach(rule: ComponentRule, part: Part) -> str:
    text = plain(part)
    if not text:
        return f"{rule.code} is mandatory." if rule.mandatory else ""
    if rule.kind == "n" and not _NUMBER.match(text):
        return f"{rule.code} must be a number, and is {text!r}."
    if rule.kind == "a" and any(character.isdigit() for character in text):
        return f"{rule.code} must not have digits, and is {text!r}."
    length = sum(map(str.isdigit, text)) if rule.kind == "n" else len(text)
    if length > rule.longest:
        return f"{rule.code} has at most {rule.longest} characters, and {text!r} has {length}."
    if length < rule.shortest:
        return f"{rule.code} has {rule.shortest} characters, and {text!r} has {length}."
    return ""


def plain(part: Part) -> str:
    """A part as text, a number without exponent and with a point for its decimal mark."""
    return f"{part:f}" if isinstance(part, Decimal) else str(part)


def _out_of_place(structure: Sequence[Place], segments: Sequence[Draft]) -> Iterator[Breach]:
    found: list[Breach] = []
    behind = _walk(structure, segments, 0, found)
    if behind < len(segments):
        sentence = "it has no place here, or stands too often."
        yield Breach(behind + 1, segments[behind].tag, 0, 0, sentence)
    yield from found


def _walk(places: Sequence[Place], segments: Sequence[Draft], at: int, found: list[Breach]) -> int:
    """Follows the structure from one segment on, as far as it goes; the segment behind the last that it covers."""
    for place in places:
        repeats = 0
        tag = place.trigger if isinstance(place, GroupPlace) else place.tag
        while at < len(segments) and segments[at].tag == tag and repeats < place.most:
            at = _walk(place.members, segments, at, found) if isinstance(place, GroupPlace) else at + 1
            repeats += 1
        if repeats < place.least:
            found.append(Breach(at, tag, 0, 0, f"{tag} is missing behind it."))
    return at
