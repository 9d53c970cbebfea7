"""An interchange as it was received, in the values of answers: who sent what to whom, and what was wrong with it."""

from dataclasses import dataclass

from replies.envelope import Dialect, Identity
from replies.syntax_answer import GroupHeader, Standard, SyntaxDefect


@dataclass(frozen=True, slots=True)
class ReceivedGroup:
    """A group as it came; `announced` is the count of its trailer, -1 where that gave none."""

    header: GroupHeader
    number: int
    announced: int
    defects: tuple[SyntaxDefect, ...]


@dataclass(frozen=True, slots=True)
class ReceivedPart:
    """One message or transaction set. `first` and `last` are the numbers of its segments in the file, as in evidence.

    `group` is the index of its group, -1 outside of any.
    """

    type: str
    reference: str
    version: str
    release: str
    agency: str
    association: str
    group: int
    first: int
    last: int
    defects: tuple[SyntaxDefect, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """One interchange. `dialect` is how it was written, which answers follow where nothing else is agreed."""

    standard: Standard
    sender: Identity
    recipient: Identity
    reference: str
    prepared: str
    test: bool
    groups: tuple[ReceivedGroup, ...]
    parts: tuple[ReceivedPart, ...]
    defects: tuple[SyntaxDefect, ...]
    dialect: Dialect
    asked: bool = False
    """Whether the sender asks for an acknowledgement of the envelope (ISA14)."""
