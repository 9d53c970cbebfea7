"""What one check of `ordermill doctor` gives."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from orders.errors import OrdermillError


class State(StrEnum):
    """How a check came out."""

    GOOD = "good"
    WEAK = "weak"
    """Works, but somebody should know."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and what was found; where it is not good, the message ends with the remedy."""

    name: str
    state: State
    message: str


def tried(name: str, attempt: Callable[[], str]) -> Check:
    """Good with what the attempt says, broken with what it raises."""
    try:
        return Check(name, State.GOOD, attempt())
    except OrdermillError as error:
        return Check(name, State.BROKEN, str(error))
