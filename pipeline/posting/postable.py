"""The last guard before an ERP: what reaches it is a real, new, complete order that nothing holds.

Validation finds all this earlier. It is asked again here because a mistake there must not become an order.
"""

from orders.errors import NeedsAttention
from orders.findings import Finding
from orders.line_findings import line_of
from orders.line_keys import line_of_key
from orders.order import OrderCancellation, OrderChange, PurchaseOrder
from pipeline.posting.findings import change_request, incomplete, test_order
from pipeline.posting.parts import keys_of
from storage.rows import OrderRow, PostingRow
from validation.validate import holding


def postable(row: OrderRow, part: PostingRow | None = None) -> PurchaseOrder:
    """The order to post, or the part of it. Raises NeedsAttention where there is none."""
    if row.reading.test:
        raise NeedsAttention([test_order()])
    if isinstance(row.order, OrderChange | OrderCancellation):
        raise NeedsAttention([change_request(row.order.kind)])
    order = part.content if part else row.order
    if not isinstance(order, PurchaseOrder):
        raise NeedsAttention([incomplete()])
    held = holding(row.findings, row.accepted)
    if concerning := [finding for finding in held if part is None or _concerns(row, part, finding)]:
        raise NeedsAttention(concerning)
    return order


def _concerns(row: OrderRow, part: PostingRow, finding: Finding) -> bool:
    """Whether the finding is about the whole order or about a line of this part."""
    keys, line = keys_of(row), line_of(finding)
    return line is None or line >= len(keys) or keys[line] in map(line_of_key, part.lines)
