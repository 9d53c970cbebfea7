"""What a customer's orders are worth that went into the ERP lately."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, select

from orders.ids import OrderId
from orders.stages import Outcome, PostingState, Stage, Subject
from storage import tables

LONGEST_WAIT = timedelta(days=90)
"""An order that came so long before the day asked about is not looked for among those posted after it."""

_order, _work, _posting = tables.orders.c, tables.work.c, tables.postings.c
_NOT_THERE = (PostingState.PLANNED.value, PostingState.REFUSED.value, PostingState.ABANDONED.value)
_AT = select(tables.journal.c.at).where(tables.journal.c.position == bindparam("until")).scalar_subquery()


def sent_since(*conditions: Any, since: str = "since") -> tuple[Any, ...]:
    """That an order beside `beside` lives and something of it was posted after the time that `since` names in
    `times_of`. `conditions` are on the posting.
    """
    sent = exists().where(
        _posting.order_id == _order.id,
        _posting.state.not_in(_NOT_THERE),
        func.coalesce(_posting.posted_at, _posting.updated_at) > bindparam(since),
        *conditions,
    )
    return (
        _order.created_at > bindparam(f"{since}_earliest"),
        _order.id != bindparam("beside"),
        _work.stage.in_((Stage.VALIDATED.value, Stage.POSTED.value, Stage.CONFIRMED.value)),
        _work.outcome.not_in((Outcome.SET_ASIDE.value, Outcome.DUPLICATE.value)),
        sent,
    )


def times_of(since: datetime, name: str = "since") -> dict[str, datetime]:
    """The values for `sent_since`."""
    return {name: since, f"{name}_earliest": since - LONGEST_WAIT}


LET_THROUGH = _posting.planned_at <= _AT
"""A condition for `sent_since`: before the position `until` of the journal."""


def posted_by(*conditions: Any, since: str = "since") -> Any:
    """The sum for the customer `of_customer`."""
    return (
        select(func.sum(_order.value))
        .join(tables.work, (_work.subject == Subject.ORDER.value) & (_work.subject_id == _order.id))
        .where(
            _order.customer == bindparam("of_customer"),
            _order.currency == bindparam("in_currency"),
            *sent_since(*conditions, since=since),
        )
    )


_POSTED, _POSTED_UNTIL = posted_by(), posted_by(LET_THROUGH)


def posted_value(
    connection: Connection,
    customer: str,
    currency: str,
    since: datetime,
    *,
    beside: OrderId,
    until: int | None = None,
) -> Decimal:
    """The sum of the live orders of which something was posted after `since`; up to a position of the journal if one
    is given. An order that is posted in part counts whole.
    """
    values = {"of_customer": customer, "in_currency": currency, **times_of(since)}
    if until is None:
        total = connection.execute(_POSTED, {**values, "beside": beside}).scalar_one()
    else:
        total = connection.execute(_POSTED_UNTIL, {**values, "beside": beside, "until": until}).scalar_one()
    return total or Decimal(0)
