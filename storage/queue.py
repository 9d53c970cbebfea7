"""The exception queue: everything that waits for a person, oldest first, with its reasons."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, func, literal_column, select

from orders.findings import FindingCode
from orders.stages import Outcome, Stage, Subject
from storage import tables
from storage.rows import QueueRow
from storage.search import matching
from storage.types import AnyRow, AnySelect

_work = tables.work.c
_order = tables.orders.c
_document = tables.documents.c
_arrival = tables.arrivals.c
_entry = tables.search_entries.c
_reason = tables.reasons.c

# As a literal, since both databases choose a partial index when they plan, before they see the parameters.
_HELD = _work.outcome == literal_column(f"'{Outcome.HELD.value}'")
_ROWS = (
    select(
        _work.id,
        _work.version,
        _work.subject,
        _work.subject_id,
        _work.stage,
        _work.reason,
        _work.entered_at,
        _arrival.received_at,
        _arrival.id,
        _document.id,
        _order.id,
        func.coalesce(_document.name, _arrival.name),
        func.coalesce(_document.sender, _arrival.sender),
        func.coalesce(_order.po_number, ""),
        func.coalesce(_order.customer, ""),
        func.coalesce(_order.customer_name, ""),
        _order.value,
        func.coalesce(_order.currency, ""),
    )
    .select_from(tables.work)
    .outerjoin(tables.orders, and_(_work.subject == Subject.ORDER.value, _order.id == _work.subject_id))
    .outerjoin(
        tables.documents,
        and_(
            _work.subject != Subject.ARRIVAL.value, _document.id == func.coalesce(_order.document_id, _work.subject_id)
        ),
    )
    .join(tables.arrivals, _arrival.id == func.coalesce(_document.arrival_id, _work.subject_id))
    .where(_HELD)
    .order_by(_work.entered_at, _work.id)
)
_with_words = and_(_entry.subject == _work.subject, _entry.subject_id == _work.subject_id)
_with_reason = and_(_reason.subject == _work.subject, _reason.subject_id == _work.subject_id)
_COUNT = select(func.count()).select_from(tables.work).where(_HELD)


class QueueRepository:
    """What is held, for lists; the order page reads the rest from the other repositories."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(
        self, *, search: str = "", reason: FindingCode | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[QueueRow, ...]:
        """Those that wait longest first; `search` as in `SearchIndex.find`, `reason` chooses by a finding's code."""
        rows = self._connection.execute(self._chosen(_ROWS, search, reason).limit(limit).offset(offset)).all()
        reasons = self._reasons_of(rows)
        return tuple(_queue_row(row, reasons[row.subject, row.subject_id]) for row in rows)

    def count(self, *, search: str = "", reason: FindingCode | None = None) -> int:
        """How many rows `held` has in all."""
        number: int = self._connection.execute(self._chosen(_COUNT, search, reason)).scalar_one()
        return number

    def _chosen(self, query: AnySelect, search: str, reason: FindingCode | None) -> AnySelect:
        if search.strip():
            query = query.join(tables.search_entries, _with_words)
            # What is held is rare; words may be in every order.
            query = query.where(*matching(search, self._connection.dialect.name, position=_entry.position + 0))
        if reason is not None:
            query = query.join(tables.reasons, _with_reason).where(_reason.code == reason.value)
        return query

    def _reasons_of(self, rows: Iterable[AnyRow]) -> Mapping[tuple[str, str], list[FindingCode]]:
        query = select(tables.reasons).where(_reason.subject_id.in_([row.subject_id for row in rows]))
        reasons: defaultdict[tuple[str, str], list[FindingCode]] = defaultdict(list)
        for subject, subject_id, code in self._connection.execute(query.order_by(_reason.code)):
            reasons[subject, subject_id].append(FindingCode(code))
        return reasons


def _queue_row(row: AnyRow, reasons: Iterable[FindingCode]) -> QueueRow:
    work_id, version, subject, subject_id, stage, *rest = row
    values: list[Any] = [work_id, version, Subject(subject), subject_id, Stage(stage), *rest, tuple(reasons)]
    return QueueRow(*values)
