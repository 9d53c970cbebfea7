"""Segments into groups, by a structure that is data and by qualifier, never by place in the file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from edi.segment import Segment


@dataclass(frozen=True, slots=True)
class Structure:
    """What a group may hold: single segments, groups by their trigger, and qualifiers that do not belong to it."""

    members: frozenset[str] = frozenset()
    groups: Mapping[str, "Structure"] = field(default_factory=dict)
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def takes(self, segment: Segment) -> bool:
        return segment.component(1) not in self.refused.get(segment.tag, frozenset())


@dataclass(slots=True)
class Group:
    """A segment group: its trigger (none for the message), its single segments in order, and the groups inside."""

    trigger: Segment | None
    segments: list[Segment] = field(default_factory=list)
    groups: list["Group"] = field(default_factory=list)

    def all(self, tag: str) -> list[Segment]:
        return [segment for segment in self.segments if segment.tag == tag]

    def qualified(self, tag: str, *qualifiers: str) -> list[Segment]:
        """The segments with one of the qualifiers, in the order of the qualifiers."""
        found = self.all(tag)
        return [segment for qualifier in qualifiers for segment in found if segment.component(1) == qualifier]

    def under(self, tag: str) -> list["Group"]:
        return [group for group in self.groups if group.trigger and group.trigger.tag == tag]

    def everything(self) -> Iterator[Segment]:
        """Every segment of the group and of the groups inside."""
        if self.trigger:
            yield self.trigger
        yield from self.segments
        for group in self.groups:
            yield from group.everything()


def tags(names: str) -> frozenset[str]:
    """The tags of a text with blanks between them."""
    return frozenset(names.split())


def grouped(segments: Iterable[Segment], message: Structure) -> tuple[Group, list[Segment]]:
    """The message as a tree of groups, and the segments that have no place in it."""
    root = Group(None)
    path: list[tuple[Group, Structure]] = [(root, message)]
    unplaced = [segment for segment in segments if not _place(segment, path)]
    return root, unplaced


def repeats(root: Group) -> bool:
    """Whether a segment follows another with the same content: it may have been sent twice."""
    segments = sorted(root.everything(), key=lambda segment: segment.position.number)
    return any(one.text == other.text for one, other in pairwise(segments))


def _place(segment: Segment, path: list[tuple[Group, Structure]]) -> bool:
    """Puts the segment into the innermost open group that takes it, and closes the groups inside that one."""
    for depth in range(len(path) - 1, -1, -1):
        group, structure = path[depth]
        if not structure.takes(segment):
            continue
        if segment.tag in structure.groups:
            opened = Group(segment)
            group.groups.append(opened)
            path[depth + 1 :] = [(opened, structure.groups[segment.tag])]
            return True
        if segment.tag in structure.members:
            group.segments.append(segment)
            del path[depth + 1 :]
            return True
    return False
