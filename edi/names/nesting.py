"""Which segments belong to which, so that a message can be shown with its groups indented; tolerant, as a reader is."""

from dataclasses import dataclass, field
from functools import lru_cache

from edi.names.directory import lines_of

_INDENT = 2


@dataclass(slots=True)
class _Group:
    members: dict[str, "_Group"] = field(default_factory=dict)


class Nesting:
    """Tells of the segments of a message, one after the other, how deep each stands: 0 for those of the message itself.

    A segment belongs to the innermost open group that may hold it; one that none may hold to that of the one before.
    """

    def __init__(self, groups: _Group) -> None:
        self._path = [groups]

    def depth(self, tag: str) -> int:
        """How deep the next segment stands."""
        for depth in range(len(self._path) - 1, -1, -1):
            group = self._path[depth].members.get(tag)
            if group is not None:
                self._path[depth + 1 :] = [group]
                return depth
        return max(0, len(self._path) - 2)


def edifact_nesting() -> Nesting:
    """For one message of UN/EDIFACT."""
    return Nesting(_groups("edifact_groups.txt"))


def x12_nesting() -> Nesting:
    """For one transaction set of X12."""
    return Nesting(_groups("x12_groups.txt"))


@lru_cache(maxsize=2)
def _groups(name: str) -> _Group:
    root = _Group()
    path = [root]
    for line in lines_of(name):
        tags = line.split()
        depth = (len(line) - len(line.lstrip())) // _INDENT
        del path[depth + 1 :]
        for tag in tags:
            path[depth].members[tag] = _Group()
        # Only a line of one tag opens a group; the tags of others are single segments.
        path.append(path[depth].members[tags[-1]])
    return root
