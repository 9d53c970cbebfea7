"""The finding of an order that has the identity of a live one and asks for something else, or may do so."""

from collections.abc import Mapping

from orders.findings import Finding, FindingCode, Severity
from orders.reference import KnownOrder
from validation.comparison import said


def changed_copy(known: KnownOrder, changed: Mapping[str, tuple[str, str]] | None) -> Finding:
    """`changed` as `validation.comparison.changed_fields` gives it; None where the two could not be compared.

    Validation finds the same beforehand, except when both copies are validated at the same moment.
    """
    posted = f", posted as {known.erp_reference}" if known.erp_reference else ""
    what = "one of the two is incomplete, so they cannot be compared" if changed is None else said(changed)
    return Finding(
        code=FindingCode.CHANGED_COPY,
        severity=Severity.BLOCK,
        message=f"There is a live order with this customer, PO number and release already{posted}: {what}. "
        "Change that order where a change is meant, mark this one as a duplicate, "
        "or correct the PO number if it is another order.",
        path="po_number",
        found=f"{known.id}:{'?' if changed is None else ' '.join(changed)}",
        expected="no live order with the same identity",
    )
