"""What the rules ask of the orders before one, in one statement: five texts a row, and what they are about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Connection, Text, cast, literal, select, union_all

from orders.ids import OrderId
from orders.reference import Asked, KnownOrder, OpenDemand
from storage.documents import BROUGHT, EVER, sender_key
from storage.identities import KNOWN, known_order
from storage.ordered_items import demand_of, open_demand
from storage.posted_value import posted_by, times_of
from storage.types import ExactDecimal

_live, _brought = KNOWN.subquery(), BROUGHT.subquery().c
_demand, _posted = demand_of(since="stock_since").subquery().c, posted_by(since="credit_since").subquery()
_NONE = literal("")
# The first names the columns and gives them their types.
_BEFORE = union_all(
    select(literal("live").label("about"), *_live.c),
    select(literal("demand"), _demand.item, _demand.quantity, _demand.unit, _demand.wanted, _NONE),
    select(literal("posted"), cast(_posted.c[0], Text), _NONE, _NONE, _NONE, _NONE).where(_posted.c[0].is_not(None)),
    select(literal("brought"), _brought.id, _NONE, _NONE, _NONE, _NONE),
)
_FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""After it nothing was posted."""


@dataclass(frozen=True, slots=True)
class Before:
    """The answers to `OrderHistory`, all to the same `asked`."""

    live: tuple[KnownOrder, ...]
    demand: dict[str, list[OpenDemand]]
    posted: Decimal
    has_ordered: bool


def orders_before(connection: Connection, asked: Asked, let_through: Collection[str], *, beside: OrderId) -> Before:
    """As of now. `let_through` are the events by which an order is let through."""
    values = {
        "of_identity": asked.identity,
        "of_customer": asked.customer,
        "of_sender": sender_key(asked.sender),
        "events": sorted(let_through),
        "until": EVER,
        "of_items": sorted(asked.items),
        "in_currency": asked.currency,
        "beside": beside,
        **times_of(asked.stock_since or _FAR, "stock_since"),
        **times_of(asked.credit_since or _FAR, "credit_since"),
    }
    rows = connection.execute(_BEFORE, values).all()
    demand: dict[str, list[OpenDemand]] = {}
    for item, quantity, unit, wanted in sorted(row[1:5] for row in rows if row.about == "demand"):
        demand.setdefault(item, []).append(open_demand(quantity, unit, wanted))
    posted = (ExactDecimal().process_result_value(row[1], connection.dialect) for row in rows if row.about == "posted")
    return Before(
        live=tuple(known_order(row) for row in rows if row.about == "live"),
        demand=demand,
        posted=next(posted, None) or Decimal(0),
        has_ordered=any(row.about == "brought" for row in rows),
    )
