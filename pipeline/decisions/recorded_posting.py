"""A person says that the ERP has an order: looked up there, where that can be done, before it is believed."""

from erp_adapters.adapter import ErpOrder, ErpOrderState
from orders.decision import Decision
from orders.errors import NeedsAttention, Retryable, UnknownOutcome
from orders.reading import OrderKind, OrderReading
from pipeline.collaborators import Flow
from pipeline.decisions.exits import NotDecidable
from pipeline.edits import with_edits
from storage.rows import OrderRow, PostingRow


def verified(flow: Flow, decision: Decision) -> ErpOrder:
    """The order as the ERP has it.

    Raises NotDecidable where the ERP order named is not the one meant, or the ERP cannot be asked just now.
    """
    reference = decision.erp_reference.strip()
    if not reference:
        raise NotDecidable("Give the number of the sales order in the ERP: it is what the order will be found by.")
    try:
        found = flow.adapter.read(reference)
    except NeedsAttention as refused:
        raise NotDecidable(f"The ERP does not give out {reference}: {refused}") from refused
    except (Retryable, UnknownOutcome) as unreachable:
        raise NotDecidable(f"The ERP cannot be asked about {reference} just now. Try again soon.") from unreachable
    with flow.store.read() as uow:
        order = uow.orders.get(decision.order_id)
        postings = uow.postings.of_order(order.id)
        reading, _ = with_edits(order, uow.decisions.of_order(order.id))
    _must_be_it(found, order)
    _must_stand(found, reading.kind, postings)
    return found


def _must_be_it(found: ErpOrder, order: OrderRow) -> None:
    po_number = _po_number(order)
    if po_number and _key(found.po_number) != _key(po_number):
        raise NotDecidable(f"{found.reference} is for PO {found.po_number}; this order is PO {po_number}.")
    if order.customer and found.customer != order.customer:
        raise NotDecidable(
            f"{found.reference} is an order of customer {found.customer}; this one is of {order.customer}."
        )


def _must_stand(found: ErpOrder, kind: OrderKind, postings: tuple[PostingRow, ...]) -> None:
    """A change or cancellation is recorded as the order that a person carried it out on, most often one of ours."""
    ours = {posting.id for posting in postings}
    if kind is OrderKind.ORDER and found.posting_id and found.posting_id not in ours:
        raise NotDecidable(f"{found.reference} is the posting of another order of ours.")
    if kind is OrderKind.CANCEL and found.state is ErpOrderState.CANCELLED:
        return
    if found.state is not ErpOrderState.RELEASED:
        raise NotDecidable(f"{found.reference} is {found.state.value} in the ERP. Release it there first.")


def _po_number(order: OrderRow) -> str:
    if order.order is not None:
        return order.order.po_number
    reading: OrderReading = order.reading
    return reading.po_number.value if reading.po_number else ""


def _key(po_number: str) -> str:
    return "".join(po_number.split()).casefold()
