"""Segments and messages as a writer is given them: values without any syntax, and without counts and references."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

Part = str | int | Decimal
"""A data element or component. Numbers get the decimal mark of the interchange; text is written as it is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment to be written. Made by `draft`, which leaves out what is empty at the end."""

    tag: str
    elements: tuple[tuple[Part, ...], ...]


def draft(tag: str, *elements: Part | Sequence[Part]) -> Draft:
    """A segment of simple elements and of composites, which are sequences: `draft("DTM", ("137", "20261123", "102"))`.

    Empty text is an element or component that is not sent.
    """
    composites = [_trimmed([one] if isinstance(one, str | int | Decimal) else one) for one in elements]
    while composites and not composites[-1]:
        composites.pop()
    return Draft(tag, tuple(composites))


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """What stands between UNH and UNT, and what UNH says of it (S009); the rest of both follows from it."""

    type: str
    version: str
    release: str
    segments: tuple[Draft, ...]
    agency: str = "UN"
    association: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """Who sends or receives, as UNB S002 and S003 name them."""

    id: str
    qualifier: str = ""
    routing: str = ""


@dataclass(frozen=True, slots=True)
class InterchangeDraft:
    """What UNB says, and the messages. `prepared` is written as it is, without its zone."""

    sender: Station
    recipient: Station
    prepared: datetime
    reference: str
    messages: tuple[MessageDraft, ...]
    test: bool = False


def _trimmed(parts: Sequence[Part]) -> tuple[Part, ...]:
    kept = list(parts)
    while kept and kept[-1] == "":
        kept.pop()
    return tuple(kept)
