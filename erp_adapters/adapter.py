"""What an ERP must be able to do so that an order is posted exactly once. Capabilities are declared, not guessed."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from orders.ids import PostingId
from orders.order import Line, OtherDate, Party, PurchaseOrder
from orders.values import Value


class Idempotency(StrEnum):
    """How a posting is found again after an unknown outcome."""

    NATIVE_KEY = "native_key"
    """The ERP refuses or merges a second order with the same key."""
    SEARCHABLE_REFERENCE = "searchable_reference"
    """The posting id and the PO number can be searched for."""
    NONE = "none"
    """Nothing can be searched: an unknown outcome goes to a person and is never retried."""


class ErpOrderState(StrEnum):
    """How far the order is in the ERP."""

    DRAFT = "draft"
    RELEASED = "released"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`drafts`: an order can be created without effect and released later. `deadline`: no call takes longer.

    `settle`: how long after the deadline a late write may still appear in a search.
    """

    idempotency: Idempotency
    drafts: bool
    deadline: timedelta
    settle: timedelta


@dataclass(frozen=True, slots=True)
class Posting:
    """One part of an order on its way into the ERP. The id never changes and travels with the order."""

    id: PostingId
    order: PurchaseOrder
    part: str = ""


class ErpOrder(Value):
    """An order as the ERP holds it. `posting_id` is empty when it is not ours (a clerk typed it in)."""

    reference: str
    state: ErpOrderState
    posting_id: str
    customer: str
    po_number: str
    currency: str
    ship_to: Party
    requested_delivery_date: date | None
    lines: tuple[Line, ...]
    other_dates: tuple[OtherDate, ...] | None = None
    """None where the ERP does not give them back; then those of the lines are not looked at either."""


class OrderPosting(Protocol):
    """Writing orders.

    `find_orders` returns all orders, cancelled ones left out, with the posting's id or with its customer and PO number.
    `create` makes one order, as a draft where the ERP can, and returns its ERP reference. `release` of a released order
    does nothing. Every call may raise `Retryable` (nothing was written), `UnknownOutcome` (something may have been
    written), or `NeedsAttention` (the ERP refused; nothing was written).
    """

    name: str

    @property
    def capabilities(self) -> Capabilities: ...

    def find_orders(self, posting: Posting) -> tuple[ErpOrder, ...]: ...

    def create(self, posting: Posting) -> str: ...

    def read(self, reference: str) -> ErpOrder: ...

    def release(self, reference: str) -> None: ...
