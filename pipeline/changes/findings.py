"""What a person is told of changes: on the order that one waits for, and on the change itself."""

from collections.abc import Iterator

from orders.changed_order import Mismatch
from orders.findings import Change, Finding, FindingCode, Fix, Severity
from orders.order import OrderCancellation, OrderChange, PurchaseOrder
from orders.reading import LineAction, OrderKind
from orders.reference import KnownOrder
from orders.stages import Outcome, Stage
from storage.requested_changes import RequestedChange


def change_waiting(request: RequestedChange) -> Finding:
    """On an order: somebody asked for it to be changed, and nobody has decided on that."""
    what = "cancellation" if isinstance(request.order, OrderCancellation) else "change"
    sure = "of this order" if request.customer else "with this PO number, which may be about this order,"
    message = (
        f"A {what} {sure} waits for a person. Decide on that one first, or accept this to post the order as it stands "
        "and to change it in the ERP afterwards."
    )
    return Finding(
        code=FindingCode.CHANGE_WAITING,
        severity=Severity.HOLD,
        path="po_number",
        message=message,
        found=request.id,
        expected="no change that waits",
    )


def what_it_changes(kind: OrderKind, known: KnownOrder) -> str:
    """Of which order a change or cancellation is, and what to do."""
    if known.erp_reference:
        return (
            f"This is a {kind.noun} of a live order, in the ERP as {known.erp_reference}. Carry it out there, then "
            "record it here: it is compared with what the ERP then has. Or refuse it."
        )
    return (
        f"This is a {kind.noun} of a live order that is not in the ERP yet. Carry it out on that order, which is then "
        "checked again, or refuse it."
    )


def mismatches(found: tuple[Mismatch, ...], change: OrderChange, order: PurchaseOrder) -> Iterator[Finding]:
    """On a change: what of it cannot be carried out, each with the remedies that there are."""
    for one in found:
        path = "currency" if one.index is None else f"lines[{one.index}].line_no"
        line = None if one.index is None else change.lines[one.index]
        yield Finding(
            code=FindingCode.CHANGE_MISMATCH,
            severity=Severity.HOLD,
            path=path,
            message=one.reason,
            found=change.currency if line is None else f"{line.line.line_no}: {line.line.item}",
            expected=order.currency if line is None else "a line of the order",
            fixes=() if one.index is None else tuple(_fixes(one.index, change, order))[:3],
        )


def _fixes(index: int, change: OrderChange, order: PurchaseOrder) -> Iterator[Fix]:
    asked = change.lines[index]
    for line in order.lines:
        if line.item == asked.line.item and line.line_no != asked.line.line_no:
            number = Change(path=f"lines[{index}].line_no", value=line.line_no)
            yield Fix(label=f"It is line {line.line_no} of the order", changes=(number,))
    there = {line.item for line in order.lines}
    if asked.action is LineAction.CHANGE and asked.line.item not in there:
        action = Change(path=f"lines[{index}].action", value=LineAction.ADD.value)
        yield Fix(label="It is to be added", changes=(action,))


def out_of_order(number: str, other: RequestedChange) -> Finding:
    """On a change: another one of the same order comes before it, or came after it and is carried out already."""
    other_number = other.order.change_number if isinstance(other.order, OrderChange) else ""
    named = f"change {other_number}" if other_number else "another change"
    if other.is_open:
        message = f"Before this change, {named} of the same order waits. Decide on that one first."
    else:
        message = (
            f"This is change {number}, and {named} of the same order is carried out already. Look at what is "
            "different, and refuse this one if the later one says all."
        )
    return Finding(
        code=FindingCode.CHANGE_OUT_OF_ORDER,
        severity=Severity.HOLD,
        path="change_number",
        message=message,
        found=other.id,
        expected="changes in their sequence",
    )


def is_unposted(known: KnownOrder) -> bool:
    """Whether nothing of it is in the ERP, as far as its stage tells."""
    return known.stage in (Stage.PARSED, Stage.VALIDATED) and known.outcome is not Outcome.DONE
