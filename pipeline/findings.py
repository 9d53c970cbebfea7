"""Where the findings of a subject are kept: an order carries its own, documents and arrivals share a table."""

from collections.abc import Sequence

from orders.findings import Finding
from orders.ids import OrderId
from orders.stages import Subject
from storage.unit_of_work import UnitOfWork


def add_findings(uow: UnitOfWork, subject: Subject, subject_id: str, findings: Sequence[Finding]) -> None:
    """Put findings beside those that are there; the same one (by its fingerprint) is kept once."""
    if not findings:
        return
    if subject is Subject.ORDER:
        # Not by way of the order: one that cannot be read any more must be held like every other.
        order_id = OrderId(subject_id)
        uow.orders.replace_findings(order_id, merged(uow.orders.findings(order_id), findings))
    else:
        uow.findings.store(subject, subject_id, merged(uow.findings.of(subject, subject_id), findings))


def merged(there: Sequence[Finding], new: Sequence[Finding]) -> tuple[Finding, ...]:
    """Both, in order; of findings with one fingerprint the newer."""
    by_fingerprint = {finding.fingerprint: finding for finding in (*there, *new)}
    return tuple(by_fingerprint.values())
