"""From a row of the table of orders to what it means, and the parts of it that are derived."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from orders.findings import Finding, Severity
from orders.ids import OrderId, SnapshotId
from orders.reading import OrderReading, Read
from storage.rows import OrderRow
from storage.serialisation import (
    read_changes,
    read_findings,
    read_order,
    read_resolutions,
    read_texts,
    read_validated_with,
)
from storage.types import MAX_DIGITS, AnyRow

_LISTED = Decimal("0.0001")
_TOO_LARGE = Decimal(10) ** 14


def text_of(read: Read[str] | None) -> str:
    """The value as the document shows it, empty where it shows none."""
    return "" if read is None else read.value


def words_read(reading: OrderReading) -> Iterator[str]:
    """By what an order is found before anything is known about it but what was read."""
    yield text_of(reading.po_number)
    yield reading.sender
    for line in reading.lines:
        yield from map(text_of, (line.buyer_item, line.supplier_item, line.gtin))


def not_accepted(findings: Iterable[Finding], accepted: frozenset[str]) -> Iterator[Finding]:
    """Those that still hold the order; nobody can wave a BLOCK through."""
    return (
        finding for finding in findings if finding.severity is Severity.BLOCK or finding.fingerprint not in accepted
    )


def listed(value: Decimal | None) -> Decimal | None:
    """The value to four places, for lists; None where it is too large for one."""
    if value is None or abs(value) >= _TOO_LARGE:
        return None
    with localcontext(prec=MAX_DIGITS + 10):
        rounded = value.quantize(_LISTED, ROUND_HALF_EVEN)
    return None if abs(rounded) >= _TOO_LARGE else rounded


def order_row(row: AnyRow) -> OrderRow:
    """A row of all columns of the table."""
    return OrderRow(
        id=row.id,
        document_id=row.document_id,
        arrival_id=row.arrival_id,
        run=row.run,
        index=row.position,
        reading=OrderReading.model_validate_json(row.reading),
        changes=read_changes(row.changes),
        accepted=read_texts(row.accepted),
        resolutions=read_resolutions(row.resolutions),
        findings=read_findings(row.findings),
        order=read_order(row.body),
        identity=row.identity,
        po_number=row.po_number,
        customer=row.customer,
        customer_name=row.customer_name,
        value=row.value,
        currency=row.currency,
        snapshot=SnapshotId(row.snapshot),
        validated_with=read_validated_with(row.validated_with),
        erp_reference=row.erp_reference,
        duplicate_of=None if row.duplicate_of is None else OrderId(row.duplicate_of),
        created_at=row.created_at,
    )
