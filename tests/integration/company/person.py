"""What a person does with what waits in the queue, through the same functions as the pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from exceptions_queue import deciding, unread
from exceptions_queue.access import SignedIn
from exceptions_queue.deciding import Seen, Typed
from orders.decision import LearnScope
from orders.findings import Finding, Severity
from orders.ids import OrderId
from orders.order import PurchaseOrder
from orders.stages import Subject
from storage.rows import OrderRow, QueueRow
from tests.integration.company.office import ANNA, Office


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the person has before them: a row of the queue, opened at one of its findings."""

    office: Office
    row: QueueRow
    finding: Finding

    @property
    def seen(self) -> Seen:
        assert self.row.subject is Subject.ORDER, "an arrival or document has decisions of its own"
        work = self.office.work(self.row.subject, self.row.subject_id)
        return Seen(OrderId(self.row.subject_id), work.version)

    @property
    def order(self) -> OrderRow:
        with self.office.store.read() as uow:
            return uow.orders.get(OrderId(self.row.subject_id))


Act = Callable[[Waiting], None]


def accepts(*people: SignedIn) -> Act:
    """Approves the order with all that is held against it; each of the people does."""

    def act(waiting: Waiting) -> None:
        for person in people or (ANNA,):
            listed = [one.fingerprint for one in waiting.order.findings if one.severity is Severity.HOLD]
            deciding.approve(waiting.office.services, person, waiting.seen, listed)

    return act


def takes(label: str) -> Act:
    """Takes the remedy of this label, by one key; what it teaches is learned for the customer."""

    def act(waiting: Waiting) -> None:
        (finding,) = (one for one in waiting.order.findings if one.fingerprint == waiting.finding.fingerprint)
        (number,) = (number for number, fix in enumerate(finding.fixes) if fix.label == label)
        learned = LearnScope.THIS_CUSTOMER
        deciding.take_fix(waiting.office.services, ANNA, waiting.seen, finding.fingerprint, number, learned)

    return act


def types(values: Mapping[str, str]) -> Act:
    """Types these values into their fields."""

    def act(waiting: Waiting) -> None:
        typed = [Typed(path, text) for path, text in values.items()]
        deciding.correct(waiting.office.services, ANNA, waiting.seen, typed, LearnScope.THIS_CUSTOMER)

    return act


def refuses(reason: str) -> Act:
    """Refuses the order."""
    return lambda waiting: deciding.refuse(waiting.office.services, ANNA, waiting.seen, reason)


def marks_as_copy() -> Act:
    """Marks the order as a duplicate of the other one."""

    def act(waiting: Waiting) -> None:
        with waiting.office.store.read() as uow:
            found = uow.search.find("PO-1", subject=Subject.ORDER)
            (other,) = (one.subject_id for one in found if one.subject_id != waiting.order.id)
        deciding.mark_duplicate(waiting.office.services, ANNA, waiting.seen, OrderId(other))

    return act


def retries(after: Callable[[Office], None]) -> Act:
    """Has the cause outside mended, and tries again."""

    def act(waiting: Waiting) -> None:
        after(waiting.office)
        subject, subject_id = waiting.row.subject, waiting.row.subject_id
        if subject is Subject.ORDER:
            deciding.retry(waiting.office.services, ANNA, waiting.seen)
        else:
            version = waiting.office.work(subject, subject_id).version
            unread.read_again(waiting.office.services, ANNA, subject, subject_id, version=version)

    return act


def enters_and_records() -> Act:
    """Types the order into the ERP by hand, and says under which number it is there."""

    def act(waiting: Waiting) -> None:
        order = waiting.order.order
        assert isinstance(order, PurchaseOrder)
        _record(waiting, waiting.office.erp.type_in(order))

    return act


def records(reference: str, after: Callable[[Office], None] = lambda _office: None) -> Act:
    """Says that this sales order of the ERP is it, perhaps after having changed it there."""

    def act(waiting: Waiting) -> None:
        after(waiting.office)
        _record(waiting, reference)

    return act


def changes_in_the_erp(after: Callable[[Office], None] = lambda _office: None) -> Act:
    """Carries the change out in the ERP and records it, accepting what the ERP then has otherwise."""

    def act(waiting: Waiting) -> None:
        after(waiting.office)
        rest = [one.fingerprint for one in waiting.office.services.difference(waiting.order.id).rest]
        deciding.record_change(waiting.office.services, ANNA, waiting.seen, 0, rest)

    return act


def sets_aside(reason: str) -> Act:
    """Sets aside an arrival or document in which nothing is to be had."""

    def act(waiting: Waiting) -> None:
        subject, subject_id = waiting.row.subject, waiting.row.subject_id
        version = waiting.office.work(subject, subject_id).version
        unread.set_aside(waiting.office.services, ANNA, subject, subject_id, version=version, reason=reason)

    return act


def nothing(_waiting: Waiting) -> None:
    """It is a note."""


def _record(waiting: Waiting, reference: str) -> None:
    deciding.record_posted(waiting.office.services, ANNA, waiting.seen, reference)
