"""Which order is the live one among those with the same customer, PO number and release."""

from sqlalchemy import Connection, bindparam, delete, func, select

from orders.ids import OrderId
from orders.order import order_identity
from orders.reference import KnownOrder
from orders.stages import Outcome, Stage, Subject
from storage import tables
from storage.errors import Conflict
from storage.serialisation import read_order
from storage.types import AnyRow
from storage.upsert import insert_if_new

_live = tables.live_identities.c
_order = tables.orders.c
_work = tables.work.c
_change = tables.requested_changes.c

_HOLDER = select(_live.order_id).where(_live.identity == bindparam("of"))
_RELEASE = delete(tables.live_identities).where(_live.order_id == bindparam("of"))
_RELEASE_OTHERS = _RELEASE.where(_live.identity != bindparam("kept"))
# As the last change of it left it that a person carried out in the ERP.
_AGREED = (
    select(_change.agreed)
    .where(_change.concerns == _order.id, _change.agreed.is_not(None))
    .order_by(_change.settled_at.desc())
    .limit(1)
    .correlate(tables.orders)
    .scalar_subquery()
)
_LIVE = (
    select(
        _order.id, _work.stage, _work.outcome, func.coalesce(_AGREED, _order.body).label("body"), _order.erp_reference
    )
    .select_from(tables.live_identities)
    .join(tables.orders, _order.id == _live.order_id)
    .join(tables.work, (_work.subject == Subject.ORDER.value) & (_work.subject_id == _order.id))
)
KNOWN = _LIVE.where(_live.identity == bindparam("of_identity"), _order.id != bindparam("beside"))
"""`known_order` makes a value of a row."""


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
        return tuple(map(known_order, self._connection.execute(KNOWN, {"of_identity": identity, "beside": beside})))

    def of_number(self, customer: str, po_number: str) -> tuple[KnownOrder, ...]:
        """Every release that is live."""
        statement = _LIVE.where(_live.identity.startswith(order_identity(customer, po_number, ""), autoescape=True))
        return tuple(map(known_order, self._connection.execute(statement)))


def known_order(row: AnyRow) -> KnownOrder:
    return KnownOrder(
        id=row.id,
        stage=Stage(row.stage),
        outcome=Outcome(row.outcome),
        order=read_order(row.body),
        erp_reference=row.erp_reference,
    )
