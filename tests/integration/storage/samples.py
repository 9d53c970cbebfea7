"""Rows to store, complete but for what a test is about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from orders.document import Arrival, Document, SourceKey, digest_of
from orders.evidence import Segment
from orders.findings import Finding, FindingCode, Severity
from orders.ids import ArrivalId, Digest, DocumentId, OrderId, SnapshotId, WorkId, new_id
from orders.order import Line, Money, Party, PurchaseOrder, Quantity
from orders.reading import LineReading, OrderKind, OrderReading, Read
from orders.resolution import Fact, Resolution
from orders.stages import Outcome, Stage, Subject
from storage.rows import ValidatedWith
from storage.unit_of_work import UnitOfWork
from storage.validated import Validated

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
VALIDATED_WITH = ValidatedWith(Digest("d" * 64), 12, "1.0", date(2026, 3, 2))
SNAPSHOT = SnapshotId("snapshot-1")


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def read(value: str) -> Read[str]:
    """A value that stood in the fourth segment."""
    return Read[str](value=value, evidence=(Segment(position=4, tag="LIN", element=3),))


def arrival(key: str = "a.edi#1", *, source: str = "drop", media_type: str = "application/edifact") -> Arrival:
    """An arrival whose content is its own key."""
    content = key.encode()
    return Arrival(
        id=ArrivalId(new_id()),
        source_key=SourceKey(source, key),
        digest=digest_of(content),
        size=len(content),
        name="orders.edi",
        media_type=media_type,
        sender="4012345000009",
        received_at=NOON,
    )


def document(of: Arrival, path: str = "1", *, name: str = "orders.edi", sender: str = "") -> Document:
    """One part of the arrival."""
    return Document(
        id=DocumentId(new_id()),
        arrival_id=of.id,
        path=path,
        name=name,
        media_type=of.media_type,
        digest=of.digest,
        size=of.size,
        sender=sender or of.sender,
        subject="Our order",
    )


def reading(po_number: str = "PO-4711", *, item: str = "B-100", supplier_item: str = "SUP-7") -> OrderReading:
    """An order of one line."""
    return OrderReading(
        kind=OrderKind.ORDER,
        po_number=read(po_number),
        currency=read("EUR"),
        lines=(LineReading(buyer_item=read(item), supplier_item=read(supplier_item)),),
    )


def purchase_order(po_number: str = "PO-4711", *, quantity: str = "3", price: str = "12.50") -> PurchaseOrder:
    """A complete order of one line."""
    line = Line(
        line_no="1",
        item="SKU-1",
        quantity=Quantity(value=Decimal(quantity), unit="C62"),
        unit_price=Money(amount=Decimal(price), currency="EUR"),
    )
    return PurchaseOrder(
        customer="C-100",
        po_number=po_number,
        currency="EUR",
        buyer=Party(name="Muster GmbH"),
        ship_to=Party(name="Muster GmbH"),
        lines=(line,),
    )


RESOLUTIONS = {
    "customer": Resolution(fact=Fact.CUSTOMER, path="customer", value="C-100", label="Muster GmbH"),
    "lines[0].item": Resolution(fact=Fact.ITEM, path="lines[0].item", value="SKU-1"),
}


def finding(
    code: FindingCode = FindingCode.ITEM_UNKNOWN, severity: Severity = Severity.HOLD, *, found: str = "B-100"
) -> Finding:
    """A finding on the first line's item."""
    return Finding(code=code, severity=severity, message="No such item", path="lines[0].item", found=found)


@dataclass(frozen=True, slots=True)
class Stored:
    """An order with all it hangs on."""

    arrival: Arrival
    document: Document
    order_id: OrderId
    work_id: WorkId


def store_order(
    uow: UnitOfWork,
    key: str = "a.edi#1",
    *,
    read_order: OrderReading | None = None,
    name: str = "orders.edi",
    sender: str = "",
    outcome: Outcome = Outcome.RUNNING,
    now: datetime = NOON,
) -> Stored:
    """An arrival, its document, the order in it, and their work: only that on the order is left to do."""
    came = arrival(key)
    part = document(came, name=name, sender=sender)
    assert uow.arrivals.add(came)
    uow.documents.add(part)
    order_id = OrderId(new_id())
    uow.orders.add(order_id, part.id, 1, 0, read_order or reading())
    uow.work.add(Subject.ARRIVAL, came.id, now, stage=Stage.UNPACKED, outcome=Outcome.DONE)
    uow.work.add(Subject.DOCUMENT, part.id, now, stage=Stage.PARSED, outcome=Outcome.DONE)
    return Stored(came, part, order_id, uow.work.add(Subject.ORDER, order_id, now, outcome=outcome))


def validate(
    uow: UnitOfWork,
    order_id: OrderId,
    *findings: Finding,
    order: PurchaseOrder | None = None,
    identity: str = "c-100|po-4711|",
) -> None:
    """Store the outcome of a validation."""
    value = None if order is None else order.value
    validated = Validated(
        resolutions=RESOLUTIONS,
        findings=findings,
        order=order,
        identity=identity,
        value=value,
        currency="EUR",
        customer="C-100" if order is None else order.customer,
        customer_name="Muster GmbH",
        snapshot=SNAPSHOT,
        validated_with=VALIDATED_WITH,
    )
    uow.orders.store_validation(order_id, validated)
