"""What a person decided: audited, replayable, the source of knowledge."""

from enum import StrEnum

from orders.findings import Change
from orders.ids import OrderId
from orders.values import Instant, Value


class DecisionKind(StrEnum):
    """The exits of the exception queue."""

    CORRECT = "correct"
    """Change values and validate again."""
    APPROVE = "approve"
    """Post as it stands, accepting the findings named."""
    REFUSE = "refuse"
    """Set aside, with a reason."""
    MARK_DUPLICATE = "mark_duplicate"
    """Set aside as a copy of another order."""
    RETRY = "retry"
    """Try the stage again, after the cause outside was mended."""
    RECORD_POSTED = "record_posted"
    """A person looked into the ERP, or typed the order there: take this ERP order as the posting."""


class LearnScope(StrEnum):
    """For whom a correction becomes knowledge."""

    THIS_ORDER = "this_order"
    THIS_CUSTOMER = "this_customer"
    EVERYONE = "everyone"
    """For this customer at once, for all others when another person has confirmed it."""


class Decision(Value):
    """One decision on one order. `version` is the row's version that the person saw; an older one is refused."""

    id: str
    order_id: OrderId
    version: int
    kind: DecisionKind
    actor: str
    at: Instant
    changes: tuple[Change, ...] = ()
    learn: LearnScope = LearnScope.THIS_ORDER
    accepted: tuple[str, ...] = ()
    """Fingerprints of the findings that the person accepts."""
    reason: str = ""
    duplicate_of: OrderId | None = None
    erp_reference: str = ""
