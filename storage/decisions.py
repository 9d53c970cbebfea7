"""What people decided, kept for ever."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, insert, select

from orders.decision import Decision
from orders.ids import OrderId
from storage import tables

_decision = tables.decisions.c
_ADD = insert(tables.decisions)
_ORDERS_OF = select(_decision.id, _decision.order_id).where(_decision.id.in_(bindparam("of", expanding=True)))
_OF_ORDER = select(_decision.body).where(_decision.order_id == bindparam("of")).order_by(_decision.position)


class DecisionRepository:
    """Decisions are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, decision: Decision) -> None:
        """Raises Conflict when this decision was recorded before."""
        values = {"id": decision.id, "order_id": decision.order_id, "body": decision.model_dump_json()}
        self._connection.execute(_ADD, values)

    def of_order(self, order_id: OrderId) -> tuple[Decision, ...]:
        """In the order they were taken."""
        bodies = self._connection.execute(_OF_ORDER, {"of": order_id}).scalars()
        return tuple(map(Decision.model_validate_json, bodies))

    def orders_of(self, decision_ids: Iterable[str]) -> Mapping[str, OrderId]:
        """On which order each of these decisions was taken."""
        rows = self._connection.execute(_ORDERS_OF, {"of": tuple(decision_ids)})
        return {row.id: OrderId(row.order_id) for row in rows}
