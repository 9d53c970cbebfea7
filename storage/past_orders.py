"""Orders that were validated and are not out of the way, for whoever tries on them what another policy would do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from orders.ids import OrderId
from orders.stages import Outcome, Stage, Subject
from storage import tables
from storage.order_rows import order_row
from storage.rows import OrderRow

_order = tables.orders.c
_work = tables.work.c
_STANDING = and_(_work.subject == Subject.ORDER.value, _work.subject_id == _order.id)
_ASIDE = (Outcome.SET_ASIDE.value, Outcome.DUPLICATE.value)


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An order with how far it has come."""

    row: OrderRow
    stage: Stage
    outcome: Outcome

    @property
    def is_posted(self) -> bool:
        """Whether it is in the ERP."""
        return self.stage in (Stage.POSTED, Stage.CONFIRMED)


class PastOrders:
    """Left out are those that nobody validated yet, copies, and what was set aside."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, *, since: datetime | None = None, held: bool = False) -> int:
        """How many there are that were read since then; `held`: only those that wait for a person."""
        query = _chosen(select(func.count()), since, held=held)
        number: int = self._connection.execute(query).scalar_one()
        return number

    def page(
        self, after: OrderId, limit: int, *, since: datetime | None = None, held: bool = False
    ) -> Iterator[PastOrder]:
        """The next ones by their id, which is unordered in time: whoever goes on needs no more than the last id.

        Each is taken apart when it is asked for: hundreds of orders at once keep the collector of garbage busier than
        anything else.
        """
        columns = (*tables.orders.c, _work.stage.label("its_stage"), _work.outcome.label("its_outcome"))
        query = _chosen(select(*columns), since, held=held).where(_order.id > after).order_by(_order.id).limit(limit)
        rows = self._connection.execute(query).all()
        return (PastOrder(order_row(row), Stage(row.its_stage), Outcome(row.its_outcome)) for row in rows)


def _chosen(query: Select[Any], since: datetime | None, *, held: bool) -> Select[Any]:
    query = query.select_from(tables.orders.join(tables.work, _STANDING)).where(_work.stage != Stage.PARSED.value)
    if since is not None:
        query = query.where(_order.created_at >= since)
    if held:
        return query.where(_work.outcome == Outcome.HELD.value)
    return query.where(_work.outcome.not_in(_ASIDE))
