"""Other orders that one may be a copy or a change of, compared with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from exceptions_queue.views.differences import Difference, differences
from orders.ids import OrderId
from orders.reading import OrderReading
from orders.stages import Subject
from pipeline.edits import with_edits
from storage.rows import OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork

_MOST_OTHERS = 6


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """An order that this one may be a copy of, beside it."""

    row: OrderRow
    work: WorkRow
    rows: tuple[Difference, ...]

    @property
    def differing(self) -> int:
        """In how many rows the two differ."""
        return sum(row.differs for row in self.rows)


def other_orders(uow: UnitOfWork, row: OrderRow, reading: OrderReading) -> tuple[OtherOrder, ...]:
    """The likeliest first."""
    found = list(_candidates(uow, row))[:_MOST_OTHERS]
    return tuple(_other(uow, order_id, reading) for order_id in found)


def _other(uow: UnitOfWork, order_id: OrderId, reading: OrderReading) -> OtherOrder:
    row = uow.orders.get(order_id)
    there = with_edits(row, uow.decisions.of_order(order_id))[0]
    return OtherOrder(row, uow.work.of(Subject.ORDER, order_id), differences(there, reading))


def _candidates(uow: UnitOfWork, row: OrderRow) -> Iterable[OrderId]:
    """The order it was found to copy, the live one of the same identity, then those with the same PO number."""
    known = [row.duplicate_of] if row.duplicate_of else []
    live = [order.id for order in uow.orders.live(row.identity)] if row.identity else []
    found = uow.search.find(row.po_number, subject=Subject.ORDER, limit=_MOST_OTHERS) if row.po_number else ()
    same_number = [hit.order_id for hit in found if hit.order_id and hit.po_number == row.po_number]
    return (order_id for order_id in dict.fromkeys((*known, *live, *same_number)) if order_id != row.id)
