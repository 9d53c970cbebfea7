"""Which order is the live one among those with the same customer, PO number and release."""

from sqlalchemy import Connection, bindparam, delete, select

from orders.ids import OrderId
from orders.reference import KnownOrder
from orders.stages import Outcome, Stage, Subject
from storage import tables
from storage.errors import Conflict
from storage.serialisation import read_order
from storage.upsert import insert_if_new

_live = tables.live_identities.c
_order = tables.orders.c
_work = tables.work.c

_HOLDER = select(_live.order_id).where(_live.identity == bindparam("of"))
_RELEASE = delete(tables.live_identities).where(_live.order_id == bindparam("of"))
_RELEASE_OTHERS = _RELEASE.where(_live.identity != bindparam("kept"))
_KNOWN = (
    select(_order.id, _work.stage, _work.outcome, _order.body, _order.erp_reference)
    .select_from(tables.live_identities)
    .join(tables.orders, _order.id == _live.order_id)
    .join(tables.work, (_work.subject == Subject.ORDER.value) & (_work.subject_id == _order.id))
    .where(_live.identity == bindparam("of"), _order.id != bindparam("beside"))
)


class LiveIdentities:
    """One order an identity, and one identity an order: the table is unique in both."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, identity: str, order_id: OrderId) -> OrderId | None:
        """Give up another identity for this one. None when this order now holds it, otherwise the one that does.

        Raises Conflict when the one that held it gives it up at the same moment.
        """
        self._connection.execute(_RELEASE_OTHERS, {"of": order_id, "kept": identity})
        values = {"identity": identity, "order_id": order_id}
        if self._connection.execute(insert_if_new(tables.live_identities, self._connection), values).rowcount == 1:
            return None
        holder = self._connection.execute(_HOLDER, {"of": identity}).scalar_one_or_none()
        if holder is None:
            raise Conflict("another unit of work gave this identity up at the same moment")
        return None if holder == order_id else OrderId(holder)

    def release(self, order_id: OrderId) -> None:
        """Give up the order's identity, if it holds one."""
        self._connection.execute(_RELEASE, {"of": order_id})

    def holders(self, identity: str, beside: OrderId) -> tuple[KnownOrder, ...]:
        """The order other than `beside` that holds it: none or one."""
        return tuple(
            KnownOrder(
                id=row.id,
                stage=Stage(row.stage),
                outcome=Outcome(row.outcome),
                order=read_order(row.body),
                erp_reference=row.erp_reference,
            )
            for row in self._connection.execute(_KNOWN, {"of": identity, "beside": beside})
        )
