"""The last look before an order is sent: a change may have come since it was validated."""

from orders.errors import NeedsAttention
from orders.ids import OrderId
from orders.order import PurchaseOrder
from orders.policy import Policies
from pipeline.changes.findings import change_waiting
from storage.unit_of_work import UnitOfWork
from validation.validate import holding


def refuse_unattended_change(
    uow: UnitOfWork, order: PurchaseOrder, order_id: OrderId, policies: Policies, accepted: frozenset[str]
) -> None:
    """In the transaction that commits the attempt: what is read after it is a change of an order in the ERP.

    Raises NeedsAttention.
    """
    requests = uow.requested_changes.waiting(order.customer, order.po_number, order.release, beside=order_id)
    grade = policies.of(order.customer).grade
    if held := holding(tuple(grade(change_waiting(request)) for request in requests), accepted):
        raise NeedsAttention(held)
