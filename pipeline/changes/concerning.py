"""Which order a change or cancellation is about, and what that says of it. Runs in the commit that validates it."""

from collections.abc import Iterator
from dataclasses import dataclass

from orders.changed_order import changed_order
from orders.findings import Finding, FindingCode
from orders.ids import OrderId
from orders.order import AnyOrder, OrderCancellation, OrderChange, PurchaseOrder, identifying, order_identity
from orders.reference import KnownOrder
from pipeline.changes.findings import mismatches, out_of_order, what_it_changes
from pipeline.examination import Examined
from storage.requested_changes import RequestedChange
from storage.unit_of_work import UnitOfWork
from validation.changes.same_request import same_request


@dataclass(frozen=True, slots=True)
class Concerning:
    """`known` is the live order that is meant; None where there is none, or where it may be any of several.

    `same` is an earlier request that asks for the same, and is not refused.
    """

    known: KnownOrder | None
    findings: tuple[Finding, ...]
    same: OrderId | None


def concerning(uow: UnitOfWork, examined: Examined) -> Concerning:
    """What is known of the order that the change is about; it is noted as waiting for it."""
    number, release = _text(examined, "po_number"), _text(examined, "release")
    if not number or not examined.customer:
        _note(uow, examined, number, release, None)
        return Concerning(None, examined.findings, None)
    known = meant(uow, examined.customer, number, release)
    _note(uow, examined, number, release, known)
    others = uow.requested_changes.about(examined.customer, number, release, beside=examined.row.id)
    own = [other for other in others if other.concerns == (known.id if known else None)]
    asked = examined.validation.order
    same = next((one for one in own if _counts(one) and same_request(asked, one.order)), None)
    told = tuple(map(examined.policies.of(examined.customer).grade, _told(asked, known, own)))
    findings = (*_pointed(examined, known), *told)
    return Concerning(known, findings, same.id if same else None)


def meant(uow: UnitOfWork, customer: str, number: str, release: str) -> KnownOrder | None:
    """The live order with this identity; one that differs by a release on one side only, where it is the only one."""
    for known in uow.orders.live(order_identity(customer, number, release)):
        return known
    near = [
        known
        for known in uow.orders.live_of_number(customer, number)
        if not identifying(release) or (known.order and not identifying(known.order.release))
    ]
    return near[0] if len(near) == 1 else None


def _note(uow: UnitOfWork, examined: Examined, number: str, release: str, known: KnownOrder | None) -> None:
    about = known.id if known else None
    uow.requested_changes.note(examined.row.id, number, customer=examined.customer, release=release, concerns=about)


def _text(examined: Examined, name: str) -> str:
    read = getattr(examined.reading, name)
    return read.value.strip() if read else ""


def _counts(other: RequestedChange) -> bool:
    """Whether a copy of it is one: what was refused absorbs nothing."""
    return other.is_open or other.settled_at is not None


def _pointed(examined: Examined, known: KnownOrder | None) -> Iterator[Finding]:
    """What was found so far, with the order that is meant."""
    for finding in examined.findings:
        if known is not None and finding.code is FindingCode.CHANGE_WITHOUT_ORDER:
            continue
        if known is not None and finding.code is FindingCode.CHANGE_REQUEST:
            yield finding.model_copy(update={"message": what_it_changes(examined.reading.kind, known)})
        else:
            yield finding


def _told(asked: AnyOrder | None, known: KnownOrder | None, others: list[RequestedChange]) -> Iterator[Finding]:
    if not isinstance(asked, OrderChange) or known is None:
        return
    if isinstance(known.order, PurchaseOrder):
        after = changed_order(known.order, asked)
        if not isinstance(after, PurchaseOrder):
            yield from mismatches(after, asked, known.order)
    for other in others:
        if _comes_before(other, asked):
            yield out_of_order(asked.change_number, other)


def _comes_before(other: RequestedChange, asked: OrderChange) -> bool:
    """Whether the other one must be decided on first, or should not have been before this one."""
    if not isinstance(other.order, OrderChange):
        return isinstance(other.order, OrderCancellation) and other.is_open
    theirs, ours = other.order.change_number, asked.change_number
    if not theirs.isdecimal() or not ours.isdecimal():
        return other.is_open
    return int(theirs) < int(ours) if other.is_open else other.settled_at is not None and int(theirs) > int(ours)
