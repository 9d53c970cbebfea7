"""What customers want changed: which order each change, cancellation and changed copy is about, and what came of it.

A request is open as long as its work is; that is looked up and not kept twice. Numbers are kept as they identify.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, or_, select, update

from orders.findings import Finding, FindingCode
from orders.ids import OrderId, WorkId
from orders.order import AnyOrder, PurchaseOrder, identifying
from orders.stages import Outcome, Stage, Subject
from storage import tables
from storage.serialisation import order_text, read_findings, read_order
from storage.types import AnyRow
from storage.upsert import insert_if_new

_request = tables.requested_changes.c
_order = tables.orders.c
_work = tables.work.c
_reason = tables.reasons.c

_UPDATE = (
    update(tables.requested_changes)
    .where(_request.order_id == bindparam("of"))
    .values(
        customer=bindparam("new_customer"),
        number=bindparam("new_number"),
        release=bindparam("new_release"),
        concerns=bindparam("new_concerns"),
    )
)
_SETTLE = (
    update(tables.requested_changes)
    .where(_request.order_id == bindparam("of"))
    .values(concerns=bindparam("new_concerns"), agreed=bindparam("new_agreed"), settled_at=bindparam("now"))
)
_FORGET = delete(tables.requested_changes).where(_request.order_id == bindparam("of"))
_ROWS = (
    select(
        _request.order_id,
        _request.customer,
        _request.concerns,
        _request.settled_at,
        _order.body,
        _work.id.label("work_id"),
        _work.stage,
        _work.outcome,
        _order.created_at,
    )
    .select_from(tables.requested_changes)
    .join(tables.orders, _order.id == _request.order_id)
    .join(tables.work, and_(_work.subject == Subject.ORDER.value, _work.subject_id == _request.order_id))
    .order_by(_order.created_at, _request.order_id)
)
_ABOUT = _ROWS.where(
    _request.number == bindparam("number"),
    _request.customer.in_(("", bindparam("customer"))),
    or_(_request.release == bindparam("release"), _request.release == "", bindparam("release") == ""),
    _request.order_id != bindparam("beside"),
)
_OPEN = _work.outcome.in_([outcome.value for outcome in (Outcome.RUNNING, Outcome.RETRYING, Outcome.HELD)])
_WAITING = _ABOUT.where(_OPEN)
_CONCERNING = _ROWS.where(_request.concerns == bindparam("of"))
_AGREED = (
    select(_request.agreed)
    .where(_request.concerns == bindparam("of"), _request.agreed.is_not(None))
    .order_by(_request.settled_at.desc())
    .limit(1)
)
_HELD_FOR_CHANGES = select(_reason.subject_id).where(
    _reason.subject == Subject.ORDER.value, _reason.code == FindingCode.CHANGE_WAITING.value
)
_FINDINGS = select(_order.findings).where(_order.id == bindparam("of"))
_ONE = _ROWS.where(_request.order_id == bindparam("of"))


@dataclass(frozen=True, slots=True)
class RequestedChange:
    """One change, cancellation or changed copy. `concerns` is the order that it was found to be about, if any.

    `customer` is empty while nobody knows whose it is, and else as it identifies. `order` is None while it is
    incomplete; `settled_at` is when a person carried it out.
    """

    id: OrderId
    customer: str
    concerns: OrderId | None
    settled_at: datetime | None
    order: AnyOrder | None
    work_id: WorkId
    stage: Stage
    outcome: Outcome
    created_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be carried out or refused."""
        return self.outcome in (Outcome.RUNNING, Outcome.RETRYING, Outcome.HELD)


class RequestedChanges:
    """One row for each order that asks for another one to be changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(
        self,
        order_id: OrderId,
        po_number: str,
        *,
        customer: str = "",
        release: str = "",
        concerns: OrderId | None = None,
    ) -> None:
        """What the request is about, as far as that is known; in place of what was noted of it before."""
        key = {"customer": identifying(customer), "number": identifying(po_number), "release": identifying(release)}
        new = insert_if_new(tables.requested_changes, self._connection)
        if not self._connection.execute(new, {"order_id": order_id, "concerns": concerns, **key}).rowcount:
            values = {f"new_{name}": value for name, value in key.items()}
            self._connection.execute(_UPDATE, {"of": order_id, "new_concerns": concerns, **values})

    def forget(self, order_id: OrderId) -> None:
        """It asks for no change after all."""
        self._connection.execute(_FORGET, {"of": order_id})

    def settle(self, order_id: OrderId, concerns: OrderId, agreed: PurchaseOrder | None, now: datetime) -> None:
        """It was carried out on that order, which from now on is as agreed; None where its own reading says so."""
        values = {"of": order_id, "new_concerns": concerns, "new_agreed": order_text(agreed), "now": now}
        self._connection.execute(_SETTLE, values)

    def waiting(
        self, customer: str, po_number: str, release: str, *, beside: OrderId | None = None
    ) -> tuple[RequestedChange, ...]:
        """The open ones that are, or may be, about the order with this identity; the first to come first.

        One whose customer is not known yet may be about it, and so may one that names no release, or for an order
        without one.
        """
        return tuple(self._found(_WAITING, _key(customer, po_number, release, beside)))

    def about(
        self, customer: str, po_number: str, release: str, *, beside: OrderId | None = None
    ) -> tuple[RequestedChange, ...]:
        """The same with those that are closed."""
        return tuple(self._found(_ABOUT, _key(customer, po_number, release, beside)))

    def agreed(self, order_id: OrderId) -> PurchaseOrder | None:
        """The order as the last change left it that a person carried out in the ERP; None where none was."""
        order = read_order(self._connection.execute(_AGREED, {"of": order_id}).scalar_one_or_none())
        return order if isinstance(order, PurchaseOrder) else None

    def holding(self, order_id: OrderId) -> tuple[OrderId, ...]:
        """The orders that are held because this one waits."""
        waiting = [row.subject_id for row in self._connection.execute(_HELD_FOR_CHANGES)]
        held = [OrderId(one) for one in waiting]
        return tuple(one for one in held if any(order_id == finding.found for finding in self._findings(one)))

    def _findings(self, order_id: OrderId) -> Iterator[Finding]:
        found = read_findings(self._connection.execute(_FINDINGS, {"of": order_id}).scalar_one())
        return (finding for finding in found if finding.code is FindingCode.CHANGE_WAITING)

    def concerning(self, order_id: OrderId) -> tuple[RequestedChange, ...]:
        """Those that were found to be about this order."""
        return tuple(self._found(_CONCERNING, {"of": order_id}))

    def get(self, order_id: OrderId) -> RequestedChange | None:
        """What was noted of this one; None where it asks for no change."""
        return next(self._found(_ONE, {"of": order_id}), None)

    def _found(self, statement: object, values: dict[str, str]) -> Iterator[RequestedChange]:
        return map(_requested, self._connection.execute(statement, values))  # type: ignore[call-overload] # typed by its rows


def _key(customer: str, po_number: str, release: str, beside: OrderId | None) -> dict[str, str]:
    return {
        "customer": identifying(customer),
        "number": identifying(po_number),
        "release": identifying(release),
        "beside": beside or "",
    }


def _requested(row: AnyRow) -> RequestedChange:
    return RequestedChange(
        id=row.order_id,
        customer=row.customer,
        concerns=row.concerns,
        settled_at=row.settled_at,
        order=read_order(row.body),
        work_id=row.work_id,
        stage=Stage(row.stage),
        outcome=Outcome(row.outcome),
        created_at=row.created_at,
    )
