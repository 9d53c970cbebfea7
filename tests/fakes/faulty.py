"""Faults around any ERP adapter."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Protocol, TypeVar

from erp_adapters.adapter import Capabilities, ErpOrder, OrderPosting, Posting
from orders.errors import NeedsAttention, Retryable, UnknownOutcome
from orders.findings import Finding, FindingCode, Severity
from orders.order import Line, Money, PurchaseOrder, Quantity
from tests.fakes.faults import Fault, Operation, Plan

T = TypeVar("T")

Clock = Callable[[], datetime]


def now_utc() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


class Backdoor(Protocol):
    """What happens in an ERP without our asking."""

    def count(self, operation: Operation, key: str) -> int:
        """How many calls of this kind came before this one."""
        ...

    def create_at(self, posting: Posting, instant: datetime) -> None:
        """Have the order appear then."""
        ...

    def created_since(self, instant: datetime) -> frozenset[str]:
        """References of the orders created after the instant."""
        ...

    def type_in(self, order: PurchaseOrder) -> object:
        """Enter the order as a clerk does."""
        ...


class InProcess:
    """The backdoor of an adapter that has none: late orders are created at the first call after their time."""

    def __init__(self, erp: OrderPosting, type_in: Callable[[PurchaseOrder], object] | None, clock: Clock) -> None:
        self._erp = erp
        self._type_in = type_in
        self._clock = clock
        self._counts: Counter[tuple[Operation, str]] = Counter()
        self._late: list[tuple[datetime, Posting]] = []
        self._created: dict[str, datetime] = {}

    def count(self, operation: Operation, key: str) -> int:
        """Also lets in the late orders whose time has come."""
        now = self._clock()
        due = [late for late in self._late if late[0] <= now]
        self._late = [late for late in self._late if late[0] > now]
        for instant, posting in due:
            self.note(self._erp.create(posting), instant)
        self._counts[operation, key] += 1
        return self._counts[operation, key] - 1

    def note(self, reference: str, instant: datetime) -> None:
        """Remember when it was created."""
        self._created[reference] = instant

    def create_at(self, posting: Posting, instant: datetime) -> None:
        """Kept in memory: it dies with the process, as a request in flight may."""
        self._late.append((instant, posting))

    def created_since(self, instant: datetime) -> frozenset[str]:
        """Of the orders created through this process."""
        return frozenset(reference for reference, at in self._created.items() if at > instant)

    def type_in(self, order: PurchaseOrder) -> object:
        """Fails where the adapter has no place for a clerk's order."""
        if self._type_in is None:
            raise AssertionError("this ERP has no clerks: give type_in, or leave the clerk's faults out of the plan")
        return self._type_in(order)


class Faulty:
    """An adapter whose calls go wrong by plan. What it raises is what an adapter must raise for the same fault.

    `capabilities` replace those of the adapter, so that late commits and stale reads have a settle time to happen in.
    """

    def __init__(
        self,
        erp: OrderPosting,
        plan: Plan,
        *,
        type_in: Callable[[PurchaseOrder], object] | None = None,
        backdoor: Backdoor | None = None,
        clock: Clock = now_utc,
        sleep: Callable[[float], None] = time.sleep,
        slow: timedelta = timedelta(milliseconds=20),
        capabilities: Capabilities | None = None,
    ) -> None:
        self.name = erp.name
        self._capabilities = capabilities or erp.capabilities
        self._erp = erp
        self._plan = plan
        self._backdoor = backdoor or InProcess(erp, type_in, clock)
        self._clock = clock
        self._sleep = sleep
        self._slow = slow

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    def find_orders(self, posting: Posting) -> tuple[ErpOrder, ...]:
        fault = self._fault(Operation.FIND, posting.id)
        if fault is Fault.CLERK_BEFORE:
            self._backdoor.type_in(posting.order)
        found = self._reading(fault, lambda: self._erp.find_orders(posting))
        if fault is not Fault.STALE_READ:
            return found
        fresh = self._backdoor.created_since(self._clock() - self._part_of_settle())
        return tuple(order for order in found if order.reference not in fresh)

    def create(self, posting: Posting) -> str:
        match fault := self._fault(Operation.CREATE, posting.id):
            case Fault.REFUSAL:
                raise NeedsAttention((refused_line(posting.order),))
            case Fault.LATE_COMMIT:
                self._backdoor.create_at(posting, self._clock() + self._part_of_settle())
                raise UnknownOutcome("The ERP did not answer in time.")
            case Fault.CLERK_DURING:
                self._backdoor.type_in(posting.order)
            case _:
                pass
        return self._writing(fault, lambda: self._create(deformed(posting, fault)))

    def read(self, reference: str) -> ErpOrder:
        return self._reading(self._fault(Operation.READ, reference), lambda: self._erp.read(reference))

    def release(self, reference: str) -> None:
        self._writing(self._fault(Operation.RELEASE, reference), lambda: self._erp.release(reference))

    def _create(self, posting: Posting) -> str:
        reference = self._erp.create(posting)
        if isinstance(self._backdoor, InProcess):
            self._backdoor.note(reference, self._clock())
        return reference

    def _fault(self, operation: Operation, key: str) -> Fault:
        fault = self._plan.fault(operation, key, self._backdoor.count(operation, key))
        if fault is Fault.SLOW:
            self._sleep(self._slow.total_seconds())
        return fault

    def _part_of_settle(self) -> timedelta:
        # An order that comes late and is then missed by stale searches must still show within the settle time.
        return self._capabilities.settle * 0.45

    def _reading(self, fault: Fault, call: Callable[[], T]) -> T:
        if fault in (Fault.ERROR_BEFORE, Fault.TIMEOUT_BEFORE, Fault.CONNECTION_REFUSED):
            raise Retryable(_SAID.get(fault))
        return call()

    def _writing(self, fault: Fault, call: Callable[[], T]) -> T:
        if fault is Fault.CONNECTION_REFUSED:
            raise Retryable(_SAID[fault])
        if fault in (Fault.ERROR_BEFORE, Fault.TIMEOUT_BEFORE):
            raise UnknownOutcome(_SAID[fault])
        result = call()
        if fault in (Fault.ERROR_AFTER, Fault.TIMEOUT_AFTER, Fault.DUPLICATE_KEY):
            raise UnknownOutcome(_SAID[fault])
        return result


_SAID = {
    Fault.CONNECTION_REFUSED: "The ERP refused the connection.",
    Fault.ERROR_BEFORE: "The ERP answered 503.",
    Fault.ERROR_AFTER: "The ERP answered 500.",
    Fault.TIMEOUT_BEFORE: "The ERP did not answer in time.",
    Fault.TIMEOUT_AFTER: "The ERP did not answer in time.",
    Fault.DUPLICATE_KEY: "The ERP says that it has an order with this key.",
}


def refused_line(order: PurchaseOrder) -> Finding:
    """A business error that names a line, as ERPs give it."""
    index = len(order.lines) - 1
    line = order.lines[index]
    return Finding(
        code=FindingCode.ERP_REFUSED,
        severity=Severity.HOLD,
        message=f"The ERP refused line {line.line_no}: item {line.item} is not released for sale. Release it there.",
        path=f"lines[{index}]",
        found=line.item,
    )


def deformed(posting: Posting, fault: Fault) -> Posting:
    """The posting as an ERP keeps it that loses or bends a line. Of a single line the quantity is bent."""
    *others, last = posting.order.lines
    if fault is Fault.MISSING_LINE and others:
        return _with_lines(posting, tuple(others))
    if fault in (Fault.MISSING_LINE, Fault.WRONG_QUANTITY):
        bent = Quantity(value=last.quantity.value * 10, unit=last.quantity.unit)
        return _with_lines(posting, (*others, last.model_copy(update={"quantity": bent})))
    if fault is Fault.WRONG_PRICE:
        price = Money(amount=last.unit_price.amount + Decimal("0.01"), currency=last.unit_price.currency)
        return _with_lines(posting, (*others, last.model_copy(update={"unit_price": price})))
    return posting


def _with_lines(posting: Posting, lines: tuple[Line, ...]) -> Posting:
    return replace(posting, order=posting.order.model_copy(update={"lines": lines}))
