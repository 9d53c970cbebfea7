"""What another policy or snapshot would have made of an order, against what its own made of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from orders.findings import Finding, FindingCode
from orders.ids import OrderId
from orders.order import AnyOrder, PurchaseOrder
from orders.resolution import Resolution
from validation.changes.comparison import changed_fields
from validation.validate import Validation, holding

CONFIRMING = frozenset({FindingCode.REVIEW_MODE, FindingCode.DRAWN_FOR_REVIEW})
"""Findings that say that a person looks an order through in which nothing is doubtful."""


class Effect(StrEnum):
    """What the proposal would have changed."""

    NONE = "none"
    CLEAN = "clean"
    """It needs no person any more."""
    TO_CONFIRM = "to_confirm"
    """Nothing in it is doubtful any more; a person still looks it through."""
    HELD = "held"
    """It waits for a person, or for more than before."""
    POSTED_DIFFERENTLY = "posted_differently"
    """It is in the ERP, and would have been posted with other values."""
    UNTRIED = "untried"
    """What people changed in it cannot be made again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an order comes out of one validation."""

    order: AnyOrder | None
    customer: Resolution | None
    holding: tuple[Finding, ...]

    @property
    def codes(self) -> frozenset[FindingCode]:
        return frozenset(finding.code for finding in self.holding)

    @property
    def doubts(self) -> frozenset[FindingCode]:
        """Codes that say that something is wrong."""
        return self.codes - CONFIRMING


@dataclass(frozen=True, slots=True)
class Tried:
    """One order with what the proposal would have made of it. `codes` are those that came or, if it is clean, went.

    `value` is in `currency`, of the order as it is; `difference` what another posting would have been worth more.
    """

    order_id: OrderId
    po_number: str
    customer: str
    customer_name: str
    is_posted: bool
    is_on_current: bool
    """Whether the rows of its own snapshot are gone, and the current data took their place."""
    effect: Effect
    codes: frozenset[FindingCode] = frozenset()
    value: Decimal | None = None
    currency: str = ""
    difference: Decimal | None = None
    changed: tuple[tuple[str, str, str], ...] = ()
    """Path, as it would have been, and as it was posted."""


def standing(validation: Validation, findings: Sequence[Finding], accepted: frozenset[str]) -> Standing:
    """`findings` are all that there are; `accepted` those that a person waved through."""
    return Standing(validation.order, validation.resolutions.get("customer"), holding(findings, accepted))


def effect(before: Standing, after: Standing, posted: AnyOrder | None) -> Effect:
    """`posted` is the order as it stands in the ERP, None where it is not there."""
    if after.doubts - before.doubts or (after.codes and not before.codes):
        return Effect.HELD
    if not after.doubts and posted is not None and _came_otherwise(before, after) and _differs(after.order, posted):
        return Effect.POSTED_DIFFERENTLY
    if before.codes and not after.codes:
        return Effect.CLEAN
    if before.doubts and not after.doubts:
        return Effect.TO_CONFIRM
    return Effect.NONE


def changed(after: Standing, posted: AnyOrder | None) -> tuple[tuple[str, str, str], ...]:
    """In which fields it would have been posted otherwise."""
    fields = changed_fields(after.order, posted) or {}
    return tuple((path, new, was) for path, (new, was) in fields.items())


def difference(after: Standing, posted: AnyOrder | None) -> Decimal | None:
    """By how much it would have been worth more; None where two currencies cannot be compared."""
    if not isinstance(after.order, PurchaseOrder) or not isinstance(posted, PurchaseOrder):
        return None
    return after.order.value - posted.value if after.order.currency == posted.currency else None


def _came_otherwise(before: Standing, after: Standing) -> bool:
    """Whether it is the proposal that makes the difference, and not that a person had mended the order."""
    return bool(before.doubts) or before.order != after.order


def _differs(order: AnyOrder | None, posted: AnyOrder) -> bool:
    return bool(changed_fields(order, posted))
