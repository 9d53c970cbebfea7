"""The lines of orders as they were last validated, by customer and item: what was asked and paid for it before."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
)

from orders.ids import OrderId
from orders.order import AnyOrder, PurchaseOrder
from orders.reference import OpenDemand, PricePaid
from orders.stages import Outcome, Stage, Subject
from storage import tables
from storage.posted_value import LET_THROUGH, sent_since, times_of
from storage.types import AnyRow, PlainText

MOST_SHOWN = 3
"""Of one item."""


def _text(name: str) -> "Column[str]":
    return Column(name, PlainText, nullable=False, server_default="")


ordered_items = Table(
    "ordered_items",
    tables.metadata,
    Column("order_id", PlainText, ForeignKey("orders.id"), nullable=False),
    Column("position", Integer, nullable=False),
    _text("customer"),
    _text("item"),
    _text("quantity"),
    _text("unit"),
    _text("wanted"),
    _text("amount"),
    _text("currency"),
    _text("basis"),
    _text("discount_percent"),
    PrimaryKeyConstraint("order_id", "position"),
    comment="numbers as text, exactly as they were ordered: nothing here is summed in SQL",
)
Index("ix_ordered_items_item", ordered_items.c.customer, ordered_items.c.item)
Index("ix_ordered_items_demand", ordered_items.c.item)

_ordered, _order, _work, _posting = ordered_items.c, tables.orders.c, tables.work.c, tables.postings.c
_FORGET = delete(ordered_items).where(_ordered.order_id == bindparam("of"))
_ADD = insert(ordered_items)
_AT = select(tables.journal.c.at).where(tables.journal.c.position == bindparam("until")).scalar_subquery()
_PLANNED = exists().where(_posting.order_id == _order.id, _posting.planned_at <= _AT)


def _paid(*conditions: Any) -> Any:
    """The newest of each item that are in the ERP."""
    place = func.row_number().over(
        partition_by=_ordered.item, order_by=(_order.created_at.desc(), _order.id, _ordered.position)
    )
    posted = (
        select(*_ordered, _order.po_number, _order.created_at, place.label("place"))
        .join(tables.orders, _order.id == _ordered.order_id)
        .join(tables.work, (_work.subject == Subject.ORDER.value) & (_work.subject_id == _order.id))
        .where(
            _ordered.customer == bindparam("of_customer"),
            _ordered.item.in_(bindparam("of_items", expanding=True)),
            _order.id != bindparam("beside"),
            _work.stage.in_((Stage.POSTED.value, Stage.CONFIRMED.value)),
            _work.outcome.not_in((Outcome.SET_ASIDE.value, Outcome.DUPLICATE.value)),
            *conditions,
        )
        .subquery()
    )
    return select(posted).where(posted.c.place <= MOST_SHOWN).order_by(posted.c.item, posted.c.place)


_PAID, _PAID_UNTIL = _paid(), _paid(_PLANNED)


def demand_of(*conditions: Any, since: str = "since") -> Any:
    """Of the items `of_items`."""
    return (
        select(_ordered.item, _ordered.quantity, _ordered.unit, _ordered.wanted)
        .join(tables.orders, _order.id == _ordered.order_id)
        .join(tables.work, (_work.subject == Subject.ORDER.value) & (_work.subject_id == _order.id))
        .where(
            _ordered.item.in_(bindparam("of_items", expanding=True)),
            _ordered.quantity != "",
            *sent_since(*conditions, since=since),
        )
    )


_IN_SEQUENCE = (_ordered.item, _ordered.order_id, _ordered.position)
_DEMAND = demand_of().order_by(*_IN_SEQUENCE)
_DEMAND_UNTIL = demand_of(LET_THROUGH).order_by(*_IN_SEQUENCE)


class OrderedItems:
    """Kept in the unit of work that keeps the validation they come from."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, order_id: OrderId, order: AnyOrder | None) -> None:
        """Keep the lines of this order in place of those it had; a change or an incomplete order has none."""
        self._connection.execute(_FORGET, {"of": order_id})
        if isinstance(order, PurchaseOrder):
            self._connection.execute(_ADD, rows_of(order_id, order))

    def prices_paid(
        self, customer: str, items: Collection[str], *, beside: OrderId, until: int | None = None
    ) -> Mapping[str, Sequence[PricePaid]]:
        """By item the prices of the last orders in the ERP, the newest first; up to a position of the journal if one
        is given.
        """
        values = {"of_customer": customer, "of_items": sorted(items), "beside": beside}
        if until is None:
            rows = self._connection.execute(_PAID, values)
        else:
            rows = self._connection.execute(_PAID_UNTIL, {**values, "until": until})
        paid: dict[str, list[PricePaid]] = {}
        for row in rows:
            paid.setdefault(row.item, []).append(_price_paid(row))
        return paid

    def posted_demand(
        self, items: Collection[str], since: datetime, *, beside: OrderId, until: int | None = None
    ) -> Mapping[str, Sequence[OpenDemand]]:
        """By item what live orders ask of it of which something was posted after `since`. One that is posted in part
        counts whole.
        """
        values = {"of_items": sorted(items), "beside": beside, **times_of(since)}
        if until is None:
            rows = self._connection.execute(_DEMAND, values)
        else:
            rows = self._connection.execute(_DEMAND_UNTIL, {**values, "until": until})
        demand: dict[str, list[OpenDemand]] = {}
        for row in rows:
            demand.setdefault(row.item, []).append(open_demand(row.quantity, row.unit, row.wanted))
        return demand


def _text_of(day: date | None) -> str:
    return day.isoformat() if day else ""


def rows_of(order_id: OrderId, order: PurchaseOrder) -> list[dict[str, Any]]:
    """The lines of an order as rows of the table."""
    return [
        {
            "order_id": order_id,
            "position": position,
            "customer": order.customer,
            "item": line.item,
            "quantity": str(line.quantity.value),
            "unit": line.quantity.unit,
            "wanted": _text_of(line.requested_date or order.requested_delivery_date),
            "amount": str(line.unit_price.amount),
            "currency": line.unit_price.currency,
            "basis": str(line.price_basis),
            "discount_percent": str(line.discount_percent),
        }
        for position, line in enumerate(order.lines)
    ]


def open_demand(quantity: str, unit: str, wanted: str) -> OpenDemand:
    """From the texts of a row."""
    day = date.fromisoformat(wanted) if wanted else None
    return OpenDemand(quantity=Decimal(quantity), unit=unit, wanted=day)


def _price_paid(row: AnyRow) -> PricePaid:
    return PricePaid(
        po_number=row.po_number,
        day=row.created_at.date(),
        amount=Decimal(row.amount),
        currency=row.currency,
        basis=Decimal(row.basis),
        unit=row.unit,
        discount_percent=Decimal(row.discount_percent),
    )
