"""A change beside the order that it is about: as posted, as asked for, as the ERP has it now. Reads only."""

from dataclasses import dataclass

from erp_adapters.adapter import OrderPosting
from orders.changed_order import changed_order
from orders.ids import OrderId
from orders.order import AnyOrder, OrderCancellation, OrderChange, PurchaseOrder
from orders.stages import Outcome, PostingState, Stage, Subject
from pipeline.changes.erp_now import ErpNow, Unreachable, erp_now
from pipeline.changes.three_way import ChangedBy, Difference, three_way
from storage.database import Store
from storage.rows import OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Concerned:
    """The order that a change is about. `order` is how it is agreed so far, None while it is incomplete.

    `references` are the ERP's numbers of its parts; `is_waiting`: nothing of it can be in the ERP.
    """

    row: OrderRow
    work: WorkRow
    order: PurchaseOrder | None
    references: tuple[str, ...]
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class ChangeDifference:
    """`against` says why the change cannot be laid beside the order, `unreachable` why the ERP is left out."""

    concerned: Concerned | None
    rows: tuple[Difference, ...] = ()
    against: tuple[str, ...] = ()
    unreachable: str = ""
    missing: tuple[str, ...] = ()

    @property
    def rest(self) -> tuple[Difference, ...]:
        """What the ERP has otherwise than the customer wants."""
        return tuple(row for row in self.rows if row.is_open)


def change_difference(store: Store, adapter: OrderPosting, change_id: OrderId) -> ChangeDifference:
    """What the change, cancellation or changed copy would make different, with the ERP asked once it must be.

    Raises NotFound.
    """
    with store.read() as uow:
        asked = uow.orders.get(change_id).order
        about = concerned(uow, change_id)
    if about is None:
        return ChangeDifference(about)
    if about.order is None:
        return _beside_incomplete(about, asked)
    wanted = wanted_order(about.order, asked)
    if isinstance(wanted, tuple):
        return ChangeDifference(about, against=wanted)
    now = None if about.is_waiting else erp_now(adapter, about.references)
    return _laid_beside(about, about.order, wanted, now)


def _beside_incomplete(about: Concerned, asked: AnyOrder | None) -> ChangeDifference:
    """What does not need to know what the order says: it goes away, or a copy takes its place."""
    if about.is_waiting and isinstance(asked, OrderCancellation | PurchaseOrder):
        wanted = "cancelled" if isinstance(asked, OrderCancellation) else "as in this document"
        return ChangeDifference(about, (Difference("state", "not complete", wanted, None, ChangedBy.CUSTOMER),))
    return ChangeDifference(about, against=("The order that it is about is not complete. Complete it first.",))


def _laid_beside(
    about: Concerned, posted: PurchaseOrder, wanted: PurchaseOrder | None, now: ErpNow | Unreachable | None
) -> ChangeDifference:
    match now:
        case ErpNow():
            return ChangeDifference(about, three_way(posted, wanted, now.orders), missing=now.missing)
        case Unreachable():
            return ChangeDifference(about, three_way(posted, wanted, None), unreachable=now.reason)
        case None:
            return ChangeDifference(about, three_way(posted, wanted, None))


def concerned(uow: UnitOfWork, change_id: OrderId, *, alone: bool = False) -> Concerned | None:
    """The order that was found when the change was validated; `alone` keeps others from writing its work."""
    request = uow.requested_changes.get(change_id)
    if request is None or request.concerns is None:
        return None
    row = uow.orders.get(request.concerns)
    work = uow.work.of(Subject.ORDER, row.id, alone=alone)
    order = uow.requested_changes.agreed(row.id) or row.order
    postings = uow.postings.of_order(row.id)
    references = tuple(dict.fromkeys(one.erp_reference for one in postings if one.erp_reference))
    untouched = all(posting.state in _UNBEGUN for posting in postings)
    waiting = untouched and work.stage in (Stage.PARSED, Stage.VALIDATED) and work.outcome not in _CLOSED
    return Concerned(row, work, order if isinstance(order, PurchaseOrder) else None, references, waiting)


_CLOSED = (Outcome.SET_ASIDE, Outcome.DUPLICATE, Outcome.DONE)
_UNBEGUN = (PostingState.PLANNED, PostingState.REFUSED, PostingState.ABANDONED)


def wanted_order(order: PurchaseOrder, asked: AnyOrder | None) -> PurchaseOrder | tuple[str, ...] | None:
    """The order as the customer wants it; None where it is cancelled; why not, where that cannot be told."""
    match asked:
        case None:
            return ("The change is not complete. Mend what the other findings name.",)
        case OrderCancellation():
            return None
        case PurchaseOrder():
            return asked
        case OrderChange():
            after = changed_order(order, asked)
            return after if isinstance(after, PurchaseOrder) else tuple(dict.fromkeys(one.reason for one in after))
