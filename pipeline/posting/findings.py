"""What a person is told when an order cannot simply be posted; each says what to do."""

from collections.abc import Sequence

from erp_adapters.adapter import ErpOrder, Posting
from orders.findings import Change, Finding, FindingCode, Fix, Severity
from orders.ids import PostingId
from orders.reading import OrderKind


def foreign_order(posting: Posting, hits: Sequence[ErpOrder]) -> Finding:
    """The ERP has this PO already, and not (only) from us: posting it would make it twice."""
    references = ", ".join(hit.reference for hit in hits)
    fixes = [Fix(label=f"Record {hit.reference} as this order's posting") for hit in hits]
    return Finding(
        code=FindingCode.ERP_FOREIGN_ORDER,
        severity=Severity.BLOCK,
        message=f"The ERP already has PO {posting.order.po_number} of customer {posting.order.customer}: {references}. "
        "Record the one that is right as this order's posting, cancel what is wrong in the ERP and retry, "
        "or mark this order as a duplicate.",
        path="po_number",
        found=references,
        expected=f"no order, or one with our posting id {posting.id}",
        fixes=(*fixes, Fix(label="Cancel it in the ERP, then retry")),
    )


def unknown_outcome(posting_id: PostingId, reason: str) -> Finding:
    """Nobody but a person can find out whether the ERP has the order."""
    return Finding(
        code=FindingCode.ERP_UNKNOWN_OUTCOME,
        severity=Severity.BLOCK,
        message=f"It is not known whether the ERP has this order: {reason} Look there for it. "
        "If it is there, record its number as the posting; if it is not, retry.",
        found=reason,
        expected=f"an answer about posting {posting_id}",
    )


def draft_gone(reference: str, reason: str) -> Finding:
    """The order that was created is not in the ERP any more."""
    return Finding(
        code=FindingCode.ERP_PARTIAL,
        severity=Severity.BLOCK,
        message=f"The ERP's order {reference}, made for this order, cannot be used: {reason} "
        "Retry to look for it and post it anew if there is none, or refuse the order.",
        found=reference,
        expected="a draft that can be released",
    )


def test_order() -> Finding:
    """A test order is never posted, whoever wants it. It stands in the place of the note that a reading gives alone."""
    return Finding(
        code=FindingCode.TEST_INTERCHANGE,
        severity=Severity.BLOCK,
        message="The sender marked this as a test. It is never posted; set it aside, or ask for the real message.",
    )


def change_request(kind: str) -> Finding:
    """A change or cancellation is carried out by a person in the ERP; it never makes a second order."""
    return Finding(
        code=FindingCode.CHANGE_REQUEST,
        severity=Severity.BLOCK,
        path="kind",
        message=f"This is a {OrderKind(kind).noun}, not a new order. Carry it out in the ERP and record the order "
        "there, or refuse it.",
        found=kind,
        expected="order",
        fixes=(Fix(label="It is a new order after all", changes=(Change(path="kind", value=OrderKind.ORDER.value),)),),
    )


def incomplete() -> Finding:
    """What is not complete cannot be posted."""
    return Finding(
        code=FindingCode.MISSING_FIELD,
        severity=Severity.BLOCK,
        message="The order is not complete. Fill in what the other findings name.",
    )
