"""The exception queue: everything that waits for a person, oldest first, with its reasons."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, exists, func, literal_column, or_, select

from orders.findings import FindingCode
from orders.stages import Outcome, Stage, Subject
from storage import tables
from storage.rows import QueueRow
from storage.search import matching
from storage.types import AnyRow, AnySelect

_work = tables.work.c
_order = tables.orders.c
_document = tables.documents.c
_reply = tables.replies.c
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
    .outerjoin(tables.replies, and_(_work.subject == Subject.REPLY.value, _reply.id == _work.subject_id))
    .outerjoin(
        tables.orders,
        and_(
            or_(_work.subject == Subject.ORDER.value, _work.subject == Subject.REPLY.value),
            _order.id == func.coalesce(_reply.order_id, _work.subject_id),
        ),
    )
    .outerjoin(
        tables.documents,
        and_(
            _work.subject != Subject.ARRIVAL.value,
            _document.id == func.coalesce(_order.document_id, _reply.document_id, _work.subject_id),
        ),
    )
    .join(tables.arrivals, _arrival.id == func.coalesce(_document.arrival_id, _work.subject_id))
    .where(_HELD)
    .order_by(_work.entered_at, _work.id)
)
_IS_REPLY = _work.subject == literal_column(f"'{Subject.REPLY.value}'")


def _of_answered(value: ColumnElement[str]) -> ColumnElement[str]:
    return select(value).where(_reply.id == _work.subject_id).correlate(tables.work).scalar_subquery()


# An answer has no words of its own: it is found by those of the order, or else of the document, that it answers.
_answered = case((_reply.order_id.is_(None), Subject.DOCUMENT.value), else_=Subject.ORDER.value)
_with_words = and_(
    _entry.subject == case((_IS_REPLY, _of_answered(_answered)), else_=_work.subject),
    _entry.subject_id
    == case((_IS_REPLY, _of_answered(func.coalesce(_reply.order_id, _reply.document_id))), else_=_work.subject_id),
)
_with_reason = and_(_reason.subject == _work.subject, _reason.subject_id == _work.subject_id)
_WITH_REASONS = select(_work.id).select_from(tables.work).join(tables.reasons, _with_reason).where(_HELD)
_COUNT_NONE = select(func.count()).select_from(tables.work).where(_HELD, ~exists().where(_with_reason))
_PLACE = select(_work.entered_at, _work.id).where(_HELD, _work.subject_id == bindparam("of"))
_COUNT = select(func.count()).select_from(tables.work).where(_HELD)


@dataclass(frozen=True, slots=True)
class Reasons:
    """A choice of what waits: for any of these codes, and, if so said, what waits without a reason."""

    codes: Collection[FindingCode]
    or_none: bool = False


class QueueRepository:
    """What is held, for lists; the order page reads the rest from the other repositories."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(
        self, *, search: str = "", reasons: Reasons | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[QueueRow, ...]:
        """Those that wait longest first; `search` as in `SearchIndex.find`."""
        rows = self._connection.execute(self._chosen(_ROWS, search, reasons).limit(limit).offset(offset)).all()
        return self._with_reasons(rows)

    def count(self, *, search: str = "", reasons: Reasons | None = None) -> int:
        """How many rows `held` has in all."""
        number: int = self._connection.execute(self._chosen(_COUNT, search, reasons)).scalar_one()
        return number

    def counts(self, groups: Mapping[str, Reasons], *, search: str = "") -> Mapping[str, int]:
        """How many wait for each group's reasons, by one look at all; a code may stand in one group only."""
        group = case(
            {code.value: name for name, reasons in groups.items() for code in reasons.codes}, value=_reason.code
        )
        waiting = self._chosen(_WITH_REASONS.add_columns(group.label("group")), search, None).distinct().subquery()
        found = self._connection.execute(select(waiting.c.group, func.count()).group_by(waiting.c.group))
        counts = dict.fromkeys(groups, 0) | {name: number for name, number in found if name in groups}
        for name in (name for name, reasons in groups.items() if reasons.or_none):
            counts[name] += self._connection.execute(self._chosen(_COUNT_NONE, search, None)).scalar_one()
        return counts

    def beside(self, subject_id: str) -> tuple[QueueRow | None, QueueRow | None]:
        """What stands before and after a subject in the queue.

        After one that has left the queue comes the one that waits longest.
        """
        here = self._connection.execute(_PLACE, {"of": subject_id}).one_or_none()
        if here is None:
            return None, self._first(_ROWS)
        at, own = here
        before = or_(_work.entered_at < at, and_(_work.entered_at == at, _work.id < own))
        after = or_(_work.entered_at > at, and_(_work.entered_at == at, _work.id > own))
        backwards = _ROWS.order_by(None).order_by(_work.entered_at.desc(), _work.id.desc())
        return self._first(backwards.where(before)), self._first(_ROWS.where(after))

    def _first(self, query: AnySelect) -> QueueRow | None:
        return next(iter(self._with_reasons(self._connection.execute(query.limit(1)).all())), None)

    def _with_reasons(self, rows: Sequence[AnyRow]) -> tuple[QueueRow, ...]:
        reasons = self._reasons_of(rows)
        return tuple(_queue_row(row, reasons[row.subject, row.subject_id]) for row in rows)

    def _chosen(self, query: AnySelect, search: str, reasons: Reasons | None) -> AnySelect:
        if search.strip():
            query = query.join(tables.search_entries, _with_words)
            # What is held is rare; words may be in every order.
            query = query.where(*matching(search, self._connection.dialect.name, position=_entry.position + 0))
        return query if reasons is None else query.where(_waits_for(reasons))

    def _reasons_of(self, rows: Iterable[AnyRow]) -> Mapping[tuple[str, str], list[FindingCode]]:
        query = select(tables.reasons).where(_reason.subject_id.in_([row.subject_id for row in rows]))
        reasons: defaultdict[tuple[str, str], list[FindingCode]] = defaultdict(list)
        for subject, subject_id, code in self._connection.execute(query.order_by(_reason.code)):
            reasons[subject, subject_id].append(FindingCode(code))
        return reasons


def _waits_for(reasons: Reasons) -> ColumnElement[bool]:
    codes = [code.value for code in reasons.codes]
    named = exists().where(_with_reason, _reason.code.in_(codes))
    return or_(named, ~exists().where(_with_reason)) if reasons.or_none else named


def _queue_row(row: AnyRow, reasons: Iterable[FindingCode]) -> QueueRow:
    work_id, version, subject, subject_id, stage, *rest = row
    values: list[Any] = [work_id, version, Subject(subject), subject_id, Stage(stage), *rest, tuple(reasons)]
    return QueueRow(*values)
