"""Severities as a supplier may set them: any finding can be raised, few can be lowered, and none that guards a promise.

What may be lowered are commercial judgements, which are the supplier's own. Doubts whether a value was read rightly,
who the customer is, what was ordered, or whether the order was posted before are not: an order that passed in spite of
them would be posted wrongly and silently. A code is not lowerable until it is named here.
"""

from collections.abc import Mapping

from orders.findings import Finding, FindingCode, Severity

LOWERABLE = frozenset(
    {
        FindingCode.CLOSED_DAY,
        FindingCode.CREDIT_LIMIT,
        FindingCode.DELIVERY_TERMS_DIFFER,
        FindingCode.ITEM_REPLACED,
        FindingCode.LEAD_TIME,
        FindingCode.MINIMUM_ORDER_VALUE,
        FindingCode.MINIMUM_QUANTITY,
        FindingCode.NOT_CHECKED,
        FindingCode.PACK_MULTIPLE,
        FindingCode.PAYMENT_TERMS_DIFFER,
        FindingCode.REFERENCE_STALE,
        FindingCode.STOCK_SHORT,
    }
)
"""Those of which a `hold` may become a `note`. What blocks an order always lacks something, and cannot be lowered."""

FIXED = frozenset({FindingCode.REVIEW_MODE, FindingCode.SHADOW_MODE, FindingCode.DRAWN_FOR_REVIEW})
"""Those that follow from the mode, and are what it says."""

SECONDED = frozenset({FindingCode.SHIP_TO_NEW, FindingCode.SHIP_TO_CHANGED})
"""Those that a second person has to accept as well, where the policy says so: goods sent to a stranger are gone."""

_GRAVITY = {Severity.NOTE: 0, Severity.HOLD: 1, Severity.BLOCK: 2}


def refuse_lowered(severities: Mapping[FindingCode, Severity]) -> Mapping[FindingCode, Severity]:
    """Raises ValueError, with the remedy, for a severity that cannot be set."""
    if fixed := sorted(code.value for code in severities if code in FIXED):
        raise ValueError(f"{', '.join(fixed)} cannot be set: set mode instead")
    lowered = sorted(code.value for code, set_to in severities.items() if set_to is Severity.NOTE)
    if kept := [code for code in lowered if code not in LOWERABLE]:
        allowed = ", ".join(sorted(code.value for code in LOWERABLE))
        raise ValueError(f"{', '.join(kept)} cannot be lowered to note; only these can: {allowed}")
    return severities


def graded(finding: Finding, severities: Mapping[FindingCode, Severity]) -> Finding:
    """The finding as raised or lowered. What blocks stays so, since nothing could be posted of it."""
    wanted = severities.get(finding.code)
    if wanted is None or finding.severity is Severity.BLOCK or finding.code in FIXED:
        return finding
    if _GRAVITY[wanted] < _GRAVITY[finding.severity] and finding.code not in LOWERABLE:
        return finding
    return finding.model_copy(update={"severity": wanted})
