"""The orders that a person at a terminal means: by PO number, by id, or by the beginning of an id."""

from orders.ids import OrderId
from orders.stages import Subject
from storage.unit_of_work import UnitOfWork


def named_orders(uow: UnitOfWork, text: str) -> tuple[OrderId, ...]:
    """All that are called so; an order and its changes have one PO number."""
    rows = uow.search.find(text, subject=Subject.ORDER) or uow.search.find("", subject=Subject.ORDER, limit=100_000)
    return tuple(OrderId(row.subject_id) for row in rows if row.po_number == text or row.subject_id.startswith(text))
