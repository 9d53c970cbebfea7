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
    APPLY_CHANGE = "apply_change"
    """Carry a change, cancellation or changed copy out on the order that it is about and that waits."""
    RECORD_CHANGE = "record_change"
    """A person carried it out in the ERP; the differences to it that are left and accepted are named."""


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
    """Fingerprints of the findings that the person accepts; of the differences, where a change is recorded."""
    reason: str = ""
    duplicate_of: OrderId | None = None
    erp_reference: str = ""
    concerned_version: int = 0
    """Of a change: the version of the order that it is about, as the person saw it; 0 where they did not."""
