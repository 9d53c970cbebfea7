"""How the arrivals of one source fare: what a backfill counts, by outcome and by reason, with an example of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Subquery, and_, case, distinct, exists, func, literal, or_, select, union_all

from orders.findings import FindingCode
from orders.stages import DUE, Outcome, Subject
from storage import tables
from storage.types import AnyRow, AnySelect

_arrival = tables.arrivals.c
_document = tables.documents.c
_order = tables.orders.c
_work = tables.work.c
_reason = tables.reasons.c
# Key and name are chosen together, as one text; neither holds this sign.
_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Range:
    """The arrivals of a source from one day to another, both included, in UTC; None is open."""

    source: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some are where they are. `code` is that of the finding; where there is none, `words` say it.

    `example` is the key of one arrival at its source, and `name` what it or its document is called.
    """

    subject: Subject
    outcome: Outcome
    code: FindingCode | None
    words: str
    count: int
    example: str
    name: str


@dataclass(frozen=True, slots=True)
class OfCustomer:
    """The orders of one customer that live or wait; `number` is empty where nobody knows whose they are.

    `clean` are posted, or held for nothing but a person's confirmation.
    """

    number: str
    name: str
    orders: int
    clean: int


class StandingRepository:
    """Reads a few rows for each arrival of the range: some tenths of a second for 10,000."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def arrivals(self, within: Range) -> int:
        """How many are known."""
        number: int = self._connection.execute(select(func.count()).where(_of(within))).scalar_one()
        return number

    def unfinished(self, within: Range) -> int:
        """How many arrivals the machine is still at, with any part of them."""
        subjects = _subjects(within)
        still = _work.outcome.in_(sorted(DUE))
        query = select(func.count(distinct(subjects.c.arrival_id))).select_from(_with_work(subjects)).where(still)
        number: int = self._connection.execute(query).scalar_one()
        return number

    def running(self, within: Range, until: datetime) -> int:
        """How many subjects are being worked at or due `until` then; what waits longer is left out."""
        query = select(func.count()).select_from(_with_work(_subjects(within)))
        due = and_(_work.outcome == Outcome.RETRYING.value, _work.due_at <= until)
        query = query.where(or_(_work.outcome == Outcome.RUNNING.value, due))
        number: int = self._connection.execute(query).scalar_one()
        return number

    def counts(self, within: Range) -> Mapping[tuple[Subject, Outcome], int]:
        """How many arrivals, documents and orders stand where; documents that nobody was to read are set aside."""
        subjects = _subjects(within)
        outcome = func.coalesce(_work.outcome, Outcome.SET_ASIDE.value)
        joined = subjects.outerjoin(tables.work, _is_of(subjects))
        query = (
            select(subjects.c.subject, outcome, func.count()).select_from(joined).group_by(subjects.c.subject, outcome)
        )
        return {
            (Subject(subject), Outcome(found)): number for subject, found, number in self._connection.execute(query)
        }

    def held_only_for(self, code: FindingCode, within: Range) -> int:
        """How many orders are held for this reason and no other."""
        subjects = _subjects(within)
        other = exists().where(_reason.subject_id == subjects.c.subject_id, _reason.code != code.value)
        this = exists().where(_reason.subject_id == subjects.c.subject_id, _reason.code == code.value)
        query = select(func.count()).select_from(_with_work(subjects))
        held = and_(subjects.c.subject == Subject.ORDER.value, _work.outcome == Outcome.HELD.value)
        number: int = self._connection.execute(query.where(held, this, ~other)).scalar_one()
        return number

    def customers(self, within: Range) -> tuple[OfCustomer, ...]:
        """How the orders of each customer fare, copies and those set aside left out; the most orders first."""
        other = exists().where(_reason.subject_id == _order.id, _reason.code != FindingCode.REVIEW_MODE.value)
        clean = case(
            (or_(_work.outcome == Outcome.DONE.value, and_(_work.outcome == Outcome.HELD.value, ~other)), 1), else_=0
        )
        of_it = and_(_work.subject == Subject.ORDER.value, _work.subject_id == _order.id)
        joined = tables.orders.join(tables.arrivals, _arrival.id == _order.arrival_id).join(tables.work, of_it)
        query = (
            select(_order.customer, func.max(_order.customer_name), func.count(), func.sum(clean))
            .select_from(joined)
            .where(_of(within), _work.outcome.in_((Outcome.DONE.value, Outcome.HELD.value)))
            .group_by(_order.customer)
        )
        rows = (OfCustomer(*row) for row in self._connection.execute(query))
        return tuple(sorted(rows, key=lambda row: (-row.orders, row.name)))

    def reasons(self, within: Range) -> tuple[Reason, ...]:
        """Why they are held, by code; why documents are set aside, in the words noted then. The most frequent first.

        A subject that is held for several reasons counts for each.
        """
        rows = (*self._connection.execute(_held(within)), *self._connection.execute(_set_aside(within)))
        return tuple(sorted(map(_reason_row, rows), key=lambda reason: (-reason.count, reason.words)))


def _of(within: Range) -> Any:
    conditions = [_arrival.source == within.source]
    if within.since is not None:
        conditions.append(_arrival.received_at >= _start(within.since))
    if within.until is not None:
        conditions.append(_arrival.received_at < _start(within.until + timedelta(days=1)))
    return and_(*conditions)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _subjects(within: Range) -> Subquery:
    """Everything that came of the arrivals, with the arrival's key and a name."""
    arrivals = select(
        literal(Subject.ARRIVAL.value).label("subject"),
        _arrival.id.label("subject_id"),
        _arrival.id.label("arrival_id"),
        _arrival.key.label("key"),
        _arrival.name.label("name"),
    ).where(_of(within))
    documents = (
        select(literal(Subject.DOCUMENT.value), _document.id, _arrival.id, _arrival.key, _named())
        .select_from(tables.documents.join(tables.arrivals))
        .where(_of(within))
    )
    orders = (
        select(literal(Subject.ORDER.value), _order.id, _arrival.id, _arrival.key, _named())
        .select_from(
            tables.orders.join(tables.documents, _document.id == _order.document_id).join(
                tables.arrivals, _arrival.id == _order.arrival_id
            )
        )
        .where(_of(within))
    )
    return union_all(arrivals, documents, orders).subquery()


def _named() -> Any:
    return case((_document.name != "", _document.name), else_=_arrival.name)


def _is_of(subjects: Subquery) -> Any:
    return and_(_work.subject == subjects.c.subject, _work.subject_id == subjects.c.subject_id)


def _with_work(subjects: Subquery) -> Any:
    return subjects.join(tables.work, _is_of(subjects))


def _held(within: Range) -> AnySelect:
    subjects = _subjects(within)
    of_it = and_(_reason.subject == subjects.c.subject, _reason.subject_id == subjects.c.subject_id)
    example = func.min(subjects.c.key + _BETWEEN + subjects.c.name)
    return (
        select(subjects.c.subject, _work.outcome, _reason.code, literal(""), func.count(), example)
        .select_from(_with_work(subjects).join(tables.reasons, of_it))
        .where(_work.outcome == Outcome.HELD.value)
        .group_by(subjects.c.subject, _work.outcome, _reason.code)
    )


def _set_aside(within: Range) -> AnySelect:
    subject, outcome = literal(Subject.DOCUMENT.value), literal(Outcome.SET_ASIDE.value)
    example = func.min(_arrival.key + _BETWEEN + _named())
    return (
        select(subject, outcome, literal(""), _document.set_aside, func.count(), example)
        .select_from(tables.documents.join(tables.arrivals))
        .where(_of(within), _document.set_aside != "")
        .group_by(_document.set_aside)
    )


def _reason_row(row: AnyRow) -> Reason:
    subject, outcome, code, words, count, example = row
    key, _, name = example.partition(_BETWEEN)
    return Reason(Subject(subject), Outcome(outcome), FindingCode(code) if code else None, words, count, key, name)
