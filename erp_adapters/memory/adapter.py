"""For trial runs and tests: drafts, a search, and clerks, as in a real ERP."""

import threading
from collections import defaultdict
from datetime import timedelta
from typing import Self

from erp_adapters.adapter import Capabilities, ErpOrder, ErpOrderState, Idempotency, Posting
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from orders.order import Line, PurchaseOrder, order_identity
from orders.values import Value


class MemoryOptions(Value):
    """No settings."""


class MemoryErp:
    """`OrderPosting` into a dictionary. Any number of threads may use it."""

    Options = MemoryOptions

    def __init__(self, name: str = "memory") -> None:
        self.name = name
        self._lock = threading.Lock()
        self._orders: dict[str, ErpOrder] = {}
        self._by_posting: defaultdict[str, list[str]] = defaultdict(list)
        self._by_identity: defaultdict[str, list[str]] = defaultdict(list)

    @classmethod
    def from_options(cls, name: str, options: MemoryOptions) -> Self:
        """An empty ERP."""
        return cls(name)

    @property
    def capabilities(self) -> Capabilities:
        """Like an ERP without a native key; nothing settles late."""
        return Capabilities(
            Idempotency.SEARCHABLE_REFERENCE, drafts=True, deadline=timedelta(seconds=1), settle=timedelta(0)
        )

    def find_orders(self, posting: Posting) -> tuple[ErpOrder, ...]:
        """Clerks' orders too."""
        with self._lock:
            references = (*self._by_posting.get(posting.id, ()), *self._by_identity.get(_identity(posting.order), ()))
            held = [self._orders[reference] for reference in dict.fromkeys(references)]
        return tuple(order for order in held if order.state is not ErpOrderState.CANCELLED)

    def create(self, posting: Posting) -> str:
        """As a draft. A second call makes a second order, as most ERPs do."""
        return self._enter(posting.order, posting.id, ErpOrderState.DRAFT)

    def read(self, reference: str) -> ErpOrder:
        """Raises NeedsAttention where there is no such order."""
        with self._lock:
            return self._held(reference)

    def release(self, reference: str) -> None:
        """Raises NeedsAttention where there is no such order, or where it was cancelled."""
        with self._lock:
            match self._held(reference).state:
                case ErpOrderState.DRAFT:
                    self._become(reference, ErpOrderState.RELEASED)
                case ErpOrderState.RELEASED:
                    pass
                case ErpOrderState.CANCELLED:
                    raise NeedsAttention((_finding(reference, "was cancelled in the ERP. Refuse it, or post anew."),))

    def type_in(self, order: PurchaseOrder) -> str:
        """Enter the order as a clerk does: released, without a posting id."""
        return self._enter(order, "", ErpOrderState.RELEASED)

    def cancel(self, reference: str) -> None:
        """Cancel the order as a clerk does."""
        with self._lock:
            self._held(reference)
            self._become(reference, ErpOrderState.CANCELLED)

    def change(self, reference: str, lines: tuple[Line, ...]) -> None:
        """Give the order other lines as a clerk does."""
        with self._lock:
            self._orders[reference] = self._held(reference).model_copy(update={"lines": lines})

    def orders(self) -> tuple[ErpOrder, ...]:
        """All of them, in the sequence in which they came."""
        with self._lock:
            return tuple(self._orders.values())

    def _enter(self, order: PurchaseOrder, posting_id: str, state: ErpOrderState) -> str:
        with self._lock:
            reference = f"SO-{len(self._orders) + 1:06}"
            self._orders[reference] = as_held(order, reference, posting_id, state)
            self._by_identity[_identity(order)].append(reference)
            if posting_id:
                self._by_posting[posting_id].append(reference)
        return reference

    def _held(self, reference: str) -> ErpOrder:
        if reference not in self._orders:
            raise NeedsAttention((_finding(reference, "is not in the ERP. Look there for what became of it."),))
        return self._orders[reference]

    def _become(self, reference: str, state: ErpOrderState) -> None:
        self._orders[reference] = self._orders[reference].model_copy(update={"state": state})


def _identity(order: PurchaseOrder) -> str:
    return order_identity(order.customer, order.po_number, order.release)


def as_held(order: PurchaseOrder, reference: str, posting_id: str, state: ErpOrderState) -> ErpOrder:
    """The order as an ERP holds it that changes nothing."""
    return ErpOrder(
        reference=reference,
        state=state,
        posting_id=posting_id,
        customer=order.customer,
        po_number=order.po_number,
        currency=order.currency,
        ship_to=order.ship_to,
        requested_delivery_date=order.requested_delivery_date,
        other_dates=order.other_dates,
        lines=order.lines,
    )


def _finding(reference: str, said: str) -> Finding:
    message = f"Sales order {reference} {said}"
    return Finding(code=FindingCode.ERP_REFUSED, severity=Severity.HOLD, message=message, found=reference)
