"""Changes on the page of an order: those that were asked for, and one of them beside the order that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from orders.ids import OrderId
from orders.order import OrderCancellation, PurchaseOrder
from orders.stages import Outcome
from pipeline.changes.difference import ChangeDifference
from pipeline.changes.three_way import ChangedBy, Difference
from storage.requested_changes import RequestedChange
from storage.unit_of_work import UnitOfWork

_LABELS = {
    "state": "Order",
    "currency": "Currency",
    "ship_to": "Ship to",
    "earliest_delivery_date": "Earliest delivery",
    "latest_delivery_date": "Latest delivery",
    "other_dates": "Further dates",
    "payment_terms": "Terms of payment",
}
_SIGNS = {
    ChangedBy.CUSTOMER: ("holds", "the customer asks for it"),
    ChangedBy.CLERK: ("holds", "changed in the ERP, not asked for"),
    ChangedBy.BOTH: ("blocks", "the ERP has a third value"),
    ChangedBy.DONE: ("passed", "the ERP has it already"),
    ChangedBy.NOBODY: ("passed", "the same everywhere"),
}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One row of the three columns; `now` is None where the ERP was not asked or does not tell."""

    label: str
    posted: str
    asked: str
    now: str | None
    glyph: str
    words: str


@dataclass(frozen=True, slots=True)
class ChangeOfOrder:
    """A change of the order whose page this is."""

    id: OrderId
    word: str
    received_at: datetime
    standing: str


@dataclass(frozen=True, slots=True)
class OrderChanges:
    """`asks`: this is itself a change of a known order, and open. `is_laid_beside`: both are complete."""

    asks: bool
    is_laid_beside: bool
    of_it: tuple[ChangeOfOrder, ...]


def changes_of(uow: UnitOfWork, order_id: OrderId) -> OrderChanges:
    """What stands between this order and others."""
    own = uow.requested_changes.get(order_id)
    known = own.concerns if own is not None and own.is_open else None
    is_laid_beside = own is not None and own.order is not None and known is not None and _is_complete(uow, known)
    of_it = tuple(map(_change, uow.requested_changes.concerning(order_id)))
    return OrderChanges(known is not None, is_laid_beside, of_it)


def _is_complete(uow: UnitOfWork, order_id: OrderId) -> bool:
    return uow.orders.get(order_id).order is not None


def difference_rows(found: ChangeDifference) -> tuple[DifferenceRow, ...]:
    """What is not the same everywhere."""
    return tuple(_rows(row for row in found.rows if row.by is not ChangedBy.NOBODY))


def _rows(rows: Iterator[Difference]) -> Iterator[DifferenceRow]:
    for row in rows:
        glyph, words = _SIGNS[row.by]
        yield DifferenceRow(_label(row.path), row.posted, row.asked, row.now, glyph, words)


def _label(path: str) -> str:
    line, _, name = path.rpartition(".") if path.startswith("line ") else ("", "", path)
    if line:
        return f"{line.capitalize()}, {name.replace('_', ' ')}"
    return _LABELS.get(path, path.capitalize())


def _change(request: RequestedChange) -> ChangeOfOrder:
    return ChangeOfOrder(request.id, _word(request), request.created_at, _standing(request))


def _word(request: RequestedChange) -> str:
    if isinstance(request.order, OrderCancellation):
        return "Cancellation"
    return "Changed copy" if isinstance(request.order, PurchaseOrder) else "Change"


def _standing(request: RequestedChange) -> str:
    if request.is_open:
        return "waits for a person"
    return "carried out" if request.settled_at or request.outcome is Outcome.DONE else "refused or set aside"
