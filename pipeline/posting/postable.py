"""The last guard before an ERP: what reaches it is a real, new, complete order that nothing holds.

Validation finds all this earlier. It is asked again here because a mistake there must not become an order.
"""

from orders.errors import NeedsAttention
from orders.order import OrderCancellation, OrderChange, PurchaseOrder
from pipeline.posting.findings import change_request, incomplete, test_order
from storage.rows import OrderRow
from validation.validate import holding


def postable(row: OrderRow) -> PurchaseOrder:
    """The order to post. Raises NeedsAttention where there is none."""
    if row.reading.test:
        raise NeedsAttention([test_order()])
    if isinstance(row.order, OrderChange | OrderCancellation):
        raise NeedsAttention([change_request(row.order.kind)])
    if row.order is None:
        raise NeedsAttention([incomplete()])
    if held := holding(row.findings, row.accepted):
        raise NeedsAttention(held)
    return row.order
