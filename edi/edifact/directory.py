"""The UN/EDIFACT directories as data: which segments a message has, and what stands in a segment.

The tables below `directories/` hold the messages that this house writes, and every segment of these, as the directories
D.93A, D.96A and D.01B (service.unece.org/trade/untdid) and the service directories of the syntax versions 3 and 4
(ISO 9735) have them. A message's file has a line a segment or group with its least and most repeats, a group's members
indented below it and its trigger first; a segment's line has its data elements with their formats, `!` marking those
that are mandatory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ELEMENT = re.compile(r"(?P<code>\w+)(?P<mandatory>!?) (?P<kind>an|a|n)(?P<open>\.\.)?(?P<length>\d+)\Z")
_COMPOSITE = re.compile(r"(?P<code>\w+)(?P<mandatory>!?)\((?P<components>.*)\)\Z")
_STRUCTURE = re.compile(r"(?P<indent> *)(?P<name>\w+) (?P<least>\d+)\.\.(?P<most>\d+)\Z")
_DIRECTORY = re.compile(r"D\.?(?P<year>\d\d)(?P<release>[A-Z])\Z")
_CENTURY_TURN = 90


@dataclass(frozen=True, slots=True)
class ComponentRule:
    """The format of a data element: `kind` is `a`, `n` or `an`."""

    code: str
    mandatory: bool
    kind: str
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class ElementRule:
    """A data element of a segment; a simple one is its own only component."""

    code: str
    mandatory: bool
    components: tuple[ComponentRule, ...]

    @property
    def composite(self) -> bool:
        """Whether it is one of several components; their codes then differ from its own."""
        return self.components[0].code != self.code


@dataclass(frozen=True, slots=True)
class SegmentPlace:
    """Where a segment may stand, and how often."""

    tag: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """Where a segment group may stand; its first member is its trigger, which begins each repeat."""

    name: str
    least: int
    most: int
    members: tuple["SegmentPlace | GroupPlace", ...]

    @property
    def trigger(self) -> str:
        first = self.members[0]
        return first.tag if isinstance(first, SegmentPlace) else first.trigger


Place = SegmentPlace | GroupPlace


@dataclass(frozen=True, slots=True)
class Directory:
    """What holds for one message type of one directory: its structure, and the rules of segments by their tag."""

    name: str
    structure: tuple[Place, ...]
    segments: dict[str, tuple[ElementRule, ...]]


def directory_of(message_type: str, release: str, syntax_version: str) -> Directory | None:
    """The tables for a message type; None where there are none. `release` is such as `D.96A`.

    Directories grow by additions: for one without tables of its own those of the next older one hold, and below the
    oldest the oldest. The service segments follow the syntax version.
    """
    service = _segments("service4" if syntax_version == "4" else "service3")
    if message_type == "CONTRL":
        return Directory("CONTRL", _structure("CONTRL"), service)
    if not (name := _nearest(message_type, release)):
        return None
    return Directory(f"D.{name}", _structure(f"{message_type}.{name}"), {**_segments(name), **service})


def service_segments(syntax_version: str) -> dict[str, tuple[ElementRule, ...]]:
    """The rules of UNB, UNG, UNH, UNS, UNT, UNE and UNZ, and of what CONTRL is made of."""
    return _segments("service4" if syntax_version == "4" else "service3")


def written_as(message_type: str, release: str) -> str:
    """The directory that a message of this type is written by: as asked, but none older than the type itself."""
    kept = _kept(message_type)
    if not kept or _age(release) >= _age(f"D.{kept[0]}"):
        return release
    return f"D.{kept[0]}"


def _nearest(message_type: str, release: str) -> str:
    kept = _kept(message_type)
    not_newer = [name for name in kept if _age(f"D.{name}") <= _age(release)]
    return not_newer[-1] if not_newer else next(iter(kept), "")


@cache
def _kept(message_type: str) -> tuple[str, ...]:
    """The directories with tables for a message type, oldest first."""
    names = (file.name.split(".") for file in files("edi.edifact").joinpath("directories").iterdir())
    found = [parts[1] for parts in names if len(parts) == 3 and parts[0] == message_type]
    return tuple(sorted(found, key=lambda name: _age(f"D.{name}")))


def _age(release: str) -> tuple[int, str]:
    """Sorts directories by their date; what is no directory's name counts as the newest."""
    found = _DIRECTORY.match(release)
    if found is None:
        return 9999, ""
    year = int(found["year"])
    return (1900 if year >= _CENTURY_TURN else 2000) + year, found["release"]


@cache
def _segments(name: str) -> dict[str, tuple[ElementRule, ...]]:
    rules: dict[str, tuple[ElementRule, ...]] = {}
    for line in _lines(f"segments.{name}"):
        tag, *elements = line.split(" | ")
        rules[tag] = tuple(map(_element, elements))
    return rules


def _element(text: str) -> ElementRule:
    if composite := _COMPOSITE.match(text):
        parts = tuple(map(_component, composite["components"].split(", ")))
        return ElementRule(composite["code"], bool(composite["mandatory"]), parts)
    simple = _component(text)
    return ElementRule(simple.code, simple.mandatory, (simple,))


def _component(text: str) -> ComponentRule:
    found = _ELEMENT.match(text)
    if found is None:
        raise ValueError(f"{text!r} is no data element.")
    longest = int(found["length"])
    return ComponentRule(
        found["code"], bool(found["mandatory"]), found["kind"], 1 if found["open"] else longest, longest
    )


@cache
def _structure(name: str) -> tuple[Place, ...]:
    lines = [found for found in map(_STRUCTURE.match, _lines(name)) if found]
    places, rest = _members(lines, 0, 0)
    if rest != len(lines):
        raise ValueError(f"The structure of {name} is indented wrongly.")
    return places


def _members(lines: list[re.Match[str]], at: int, indent: int) -> tuple[tuple[Place, ...], int]:
    """The places from one line on that are indented as much, and the line behind the last."""
    places: list[Place] = []
    while at < len(lines) and len(lines[at]["indent"]) == indent:
        line = lines[at]
        name, least, most = line["name"], int(line["least"]), int(line["most"])
        members, behind = _members(lines, at + 1, indent + 2)
        places.append(GroupPlace(name, least, most, members) if members else SegmentPlace(name, least, most))
        at = behind
    return tuple(places), at


def _lines(name: str) -> Iterator[str]:
    text = files("edi.edifact").joinpath("directories", f"{name}.txt").read_text("ascii")
    return (line for line in text.splitlines() if line)
