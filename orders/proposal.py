"""What one person proposes and another must confirm: what somebody does alone can be a slip, or an attack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orders.lessons import Lesson

AT_A_TERMINAL = " (terminal)"
"""Follows the name of a person who gave a command instead of using the page."""
SETTINGS_FILE = "settings file"
"""Who proposes what the settings ask for: whoever wrote them gave no name."""


class ProposalKind(StrEnum):
    """What can be proposed."""

    KNOWLEDGE = "knowledge"
    """A lesson that counts for every customer."""
    AUTO = "auto"
    """Clean orders of a customer post by themselves; `customer` is empty for all that have no policy of their own."""


class Answer(StrEnum):
    """What becomes of a proposal. One that was answered can only lapse."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    """What asked for it asks no more; when it does again, it is proposed anew."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, by whom and when. The reason is in the person's words, and may be empty."""

    answer: Answer
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, by whom, and every answer to it, oldest first. `lesson` is there for knowledge."""

    id: str
    kind: ProposalKind
    customer: str
    lesson: Lesson | None
    author: str
    at: datetime
    decision_id: str = ""
    """Of the decision on an order in which it was proposed, if it was."""
    answers: tuple[Answered, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it waits for another person."""
        return not self.answers

    @property
    def standing(self) -> Answered | None:
        """The last answer."""
        return self.answers[-1] if self.answers else None

    def is_by(self, person: str) -> bool:
        """Whether this person proposed it, and so cannot answer it."""
        return same_person(self.author, person)


def same_person(one: str, other: str) -> bool:
    """Whether both names are one person's, be it at the page or at a terminal."""
    return _name(one) == _name(other)


def others_than(person: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that are another person's."""
    return tuple(name for name in names if not same_person(name, person))


def _name(actor: str) -> str:
    return actor.removesuffix(AT_A_TERMINAL).strip().casefold()
