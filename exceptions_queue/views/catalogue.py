"""Every order and document, posted ones too, as rows to search."""

from dataclasses import dataclass
from datetime import datetime

from exceptions_queue.views.formatting import money
from exceptions_queue.views.paging import Paging, open_paging
from exceptions_queue.views.words import standing, tone
from orders.stages import Outcome, Subject
from storage.rows import FoundRow
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the list, as text."""

    href: str
    who: str
    title: str
    kind: str
    standing: str
    tone: str
    reason: str
    erp_reference: str
    value: str
    source: str
    received_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One page of what was found."""

    rows: tuple[Found, ...]
    paging: Paging
    q: str
    outcome: str


def catalogue(uow: UnitOfWork, path: str, subject: Subject | None, *, q: str, outcome: str, number: int) -> Catalogue:
    """Page `number` (from 1), newest first; without a subject both orders and documents."""
    found = uow.search.find(
        q,
        subject=subject,
        outcome=Outcome(outcome) if outcome else None,
        limit=PAGE_SIZE + 1,
        offset=(number - 1) * PAGE_SIZE,
    )
    rows = tuple(_found(row) for row in found[:PAGE_SIZE])
    more = len(found) > PAGE_SIZE
    return Catalogue(
        rows, open_paging(path, {"q": q, "outcome": outcome}, number, PAGE_SIZE, len(rows), more=more), q, outcome
    )


def _found(row: FoundRow) -> Found:
    return Found(
        href=f"/{row.subject}s/{row.subject_id}",
        who=row.customer_name or row.sender,
        title=row.po_number or row.name or row.subject_id[:8],
        kind="" if row.po_number else row.subject.value,
        standing=standing(row),
        tone=tone(row.outcome),
        reason=row.reason,
        erp_reference=row.erp_reference,
        value=money(row.value, row.currency),
        source=row.name if row.po_number else row.sender,
        received_at=row.received_at,
        updated_at=row.updated_at,
    )
