"""An order's reading to resolutions, findings and the typed order; and to its place among the live orders.

The same order through two channels is one order. Which of two copies is live is settled by a unique row, taken in the
fenced commit, so that two workers that validate both at once cannot both win.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from orders.document import Document
from orders.findings import Finding, FindingCode, Severity
from orders.ids import OrderId, SnapshotId
from orders.order import PurchaseOrder, order_identity
from orders.reading import OrderKind, OrderReading, Read
from orders.reference import KnownOrder
from orders.resolution import Resolution
from orders.stages import Outcome, Stage
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion, codes, retrying
from pipeline.decisions.replay import replayed
from pipeline.findings import merged
from pipeline.parts.siblings import Siblings, siblings
from pipeline.posting.findings import change_request, incomplete, test_order
from pipeline.posting.record import WHOLE
from storage.errors import Conflict
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork
from validation.comparison import changed_fields
from validation.copies import changed_copy, doubtful_copy
from validation.validate import Validation, holding, validate

_PAUSE = timedelta(seconds=5)
_ABOUT_A_RIVAL = frozenset({FindingCode.DUPLICATE_ORDER, FindingCode.CHANGED_COPY})


def validate_order(flow: Flow, claim: Claim) -> Conclusion:
    """Validate an order as read and as changed by people so far."""
    with flow.store.read() as uow:
        row = uow.orders.get(OrderId(claim.row.subject_id))
        reading, chosen = replayed(row, uow.decisions.of_order(row.id))
        reference = uow.reference()
        historic = uow.arrivals.get(row.arrival_id).historic
        validation = validate(
            reading,
            chosen=chosen,
            rules=flow.rules,
            reference=reference,
            knowledge=uow.knowledge,
            history=LiveOrders(uow, row.id),
            policies=flow.policies.under_review() if historic else flow.policies,
            today=flow.clock().date(),
        )
        documents = uow.documents.of_arrival(row.arrival_id)
        others = siblings(uow, row.arrival_id, row)
    if others.unfinished:
        return _waiting(flow, claim, others)
    path = next(document.path for document in documents if document.id == row.document_id)
    beside = others.beside(row, path, reading)
    told = (*unread_parts(documents), *beside.findings, *_guarded(row, reading, validation))
    findings = merged(validation.findings, told)
    identity = _identity(reading, validation.resolutions)
    original = others.orders[beside.copy_of] if beside.copy_of else None
    examined = _Examined(row, reading, validation, findings, identity, reference.snapshot, original)
    return lambda uow: _conclude(uow, examined)


def _waiting(flow: Flow, claim: Claim, others: Siblings) -> Conclusion:
    """Until every part of the arrival was read: another one may say something about this order."""
    soon = flow.clock() + _PAUSE
    at = max(filter(None, (soon, *others.unfinished)))
    reason = "Waits until the other parts that came with it are read."
    return retrying(claim.row, at, reason, attempts=claim.row.attempts, event="order.waiting")


@dataclass(frozen=True, slots=True)
class LiveOrders:
    """The live orders beside the one that asks, as `OrderHistory`."""

    uow: UnitOfWork
    asking: OrderId

    def live_orders(self, identity: str) -> tuple[KnownOrder, ...]:
        return tuple(known for known in self.uow.orders.live(identity) if known.id != self.asking)


@dataclass(frozen=True, slots=True)
class _Examined:
    row: OrderRow
    reading: OrderReading
    validation: Validation
    findings: tuple[Finding, ...]
    identity: str
    snapshot: SnapshotId
    original: OrderId | None
    """The order in another part of the same arrival of which this is an equal copy."""


def unread_parts(siblings: Sequence[Document]) -> tuple[Finding, ...]:
    """A note of the parts that came with the order and were not read."""
    unread = [part for part in siblings if part.set_aside]
    if not unread:
        return ()
    names = "; ".join(f"{part.name or part.path} ({part.set_aside})" for part in unread)
    message = f"{len(unread)} other parts came with it and were not read: {names}."
    return (Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.NOTE, message=message, found=str(len(unread))),)


def _conclude(uow: UnitOfWork, examined: _Examined) -> Concluded:
    row, order = examined.row, examined.validation.order
    if examined.original is not None:
        uow.orders.release_identity(row.id)
        return _as_duplicate(uow, examined, examined.original)
    known = _take_identity(uow, row.id, examined.identity)
    if known is None:
        # Without a rival, what a rule said about an earlier one is out of date.
        findings = tuple(finding for finding in examined.findings if finding.code not in _ABOUT_A_RIVAL)
        return _as_live(uow, examined, findings)
    changed = changed_fields(order, known.order)
    if changed == {} and _says_more(row, uow.orders.get(known.id)):
        others = (finding for finding in examined.findings if finding.code not in _ABOUT_A_RIVAL)
        return _as_live(uow, examined, (*others, doubtful_copy(known)))
    if changed == {}:
        return _as_duplicate(uow, examined, known.id)
    if any(finding.code is FindingCode.CHANGED_COPY for finding in examined.findings):
        return _as_live(uow, examined, examined.findings)
    return _as_live(uow, examined, (*examined.findings, changed_copy(known, changed)))


def _as_duplicate(uow: UnitOfWork, examined: _Examined, original: OrderId) -> Concluded:
    _store(uow, examined, examined.findings)
    uow.orders.mark_duplicate(examined.row.id, original)
    reason = f"the same order as {original}"
    return Concluded(Stage.VALIDATED, Outcome.DUPLICATE, "order.duplicate", {"of": original}, reason)


def _says_more(copy: OrderRow, known: OrderRow) -> bool:
    """Whether the parser holds something of the copy that it did not of the other, and nobody has accepted it."""
    there = {finding.fingerprint for finding in known.reading.findings} | copy.accepted
    return any(finding.holds and finding.fingerprint not in there for finding in copy.reading.findings)


def _as_live(uow: UnitOfWork, examined: _Examined, findings: tuple[Finding, ...]) -> Concluded:
    row = examined.row
    _store(uow, examined, findings)
    if row.duplicate_of is not None:
        uow.orders.mark_duplicate(row.id, None)
    held = holding(findings, row.accepted)
    if held:
        reason = "; ".join(finding.message for finding in held)
        return Concluded(Stage.VALIDATED, Outcome.HELD, "order.held", {"codes": codes(held)}, reason)
    uow.postings.plan(row.id, WHOLE)
    return Concluded(Stage.VALIDATED, Outcome.RUNNING, "order.validated", {"snapshot": examined.snapshot})


def _take_identity(uow: UnitOfWork, order_id: OrderId, identity: str) -> KnownOrder | None:
    """The live order that has this identity already; None when it is this one now."""
    if not identity:
        uow.orders.release_identity(order_id)
        return None
    if uow.orders.take_identity(identity, order_id) is None:
        return None
    for known in uow.orders.live(identity):
        return known
    # It was refused at this very moment; carried out anew, this order takes its place.
    raise Conflict


def _store(uow: UnitOfWork, examined: _Examined, findings: Sequence[Finding]) -> None:
    validation = examined.validation
    order, customer = validation.order, validation.resolutions.get("customer")
    currency = validation.resolutions.get("currency")
    uow.orders.store_validation(
        examined.row.id,
        validation.resolutions,
        findings,
        order,
        examined.identity,
        order.value if isinstance(order, PurchaseOrder) else None,
        currency.value if currency else _value(examined.reading.currency),
        customer.value if customer else "",
        customer.label if customer else "",
        examined.snapshot,
    )


def _identity(reading: OrderReading, resolutions: Mapping[str, Resolution]) -> str:
    """Empty while the customer or the PO number is unknown, and for what is not a new order.

    A test message has none either, or it would stand in the way of the real one.
    """
    customer, po_number = resolutions.get("customer"), _value(reading.po_number)
    if reading.kind is not OrderKind.ORDER or reading.test or customer is None or not po_number.strip():
        return ""
    return order_identity(customer.value, po_number, _value(reading.release))


def _guarded(row: OrderRow, reading: OrderReading, validation: Validation) -> tuple[Finding, ...]:
    """What keeps an order from being posted whatever the rules in use say, unless one of them said so.

    No adapter amends orders yet, so a change is a person's task however clean its reading is.
    """
    said = {finding.code for finding in validation.findings}
    if row.reading.test and FindingCode.TEST_INTERCHANGE not in said:
        return (test_order(),)
    if reading.kind is not OrderKind.ORDER:
        return (change_request(reading.kind.value),)
    if validation.order is None and not holding(validation.findings, frozenset()):
        return (incomplete(),)
    return ()


def _value(read: Read[str] | None) -> str:
    return read.value if read else ""
