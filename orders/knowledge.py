"""What people taught. Append-only: a newer revision or a retirement, never an edit."""

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol, runtime_checkable

from orders.values import Instant, Value


class KnowledgeKind(StrEnum):
    """What can be taught."""

    ITEM = "item"
    """A customer's part number (key) means this item of ours (value)."""
    UNIT = "unit"
    """A customer's spelling of a unit (key) means this unit code (value)."""
    SENDER = "sender"
    """A sender on the wire or a party id (key) is this customer (value); `customer` is empty."""
    SHIP_TO = "ship_to"
    """A customer's address or location id (key) is this ship-to of ours (value)."""


FOR_EVERYONE = ""
"""The customer of what was taught for all of them."""
SHARED = frozenset({KnowledgeKind.ITEM, KnowledgeKind.UNIT})
"""Kinds that can be taught for everyone. An address or a sender is somebody's own."""


class Knowledge(Value):
    """One thing taught, for one customer or for everyone, in one revision."""

    id: str
    revision: int
    kind: KnowledgeKind
    customer: str
    key: str
    value: str
    author: str
    taught_at: Instant
    decision_id: str = ""
    retired: bool = False
    """Whether this revision says that it is valid no more; `reason` is why, in the person's words."""
    reason: str = ""


@runtime_checkable
class LearnsAhead(Protocol):
    """Knowledge that can fetch what one order needs at once. The look-ups that follow give the same answers without."""

    def read_ahead(self, kind: KnowledgeKind, customer: str, keys: Collection[str]) -> None: ...
