"""Finding orders and documents by any part of a PO number, customer, item number, file name or sender.

Words are kept case-folded in `search_entries`. SQLite finds them by an FTS5 index of trigrams (kept equal by triggers),
PostgreSQL by `pg_trgm` where the extension may be made. Terms of one or two characters have no trigram: they are looked
for by LIKE, as all terms are on a PostgreSQL without the extension.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Text,
    and_,
    bindparam,
    column,
    func,
    insert,
    literal,
    or_,
    select,
    table,
    update,
)

from orders.stages import FIRST_STAGE, Outcome, Stage, Subject
from storage import tables
from storage.rows import FoundRow
from storage.types import AnyRow, UtcDateTime

_TRIGRAM = 3
_LONGEST_TERM = 100
_MOST_TERMS = 8
_MOST_LETTERS = 20_000

_entry = tables.search_entries.c
_work = tables.work.c
_order = tables.orders.c
_document = tables.documents.c
_arrival = tables.arrivals.c

_ADD = insert(tables.search_entries)
# Unchanged words are not written again: the trigrams of an entry cost more than the rest of its unit of work.
_ENRICH = (
    update(tables.search_entries)
    .where(
        _entry.subject == bindparam("of"),
        _entry.subject_id == bindparam("of_id"),
        _entry.more_words != bindparam("new"),
    )
    .values(more_words=bindparam("new"))
)
_FURTHER = (
    update(tables.search_entries)
    .where(_entry.subject == bindparam("of"), _entry.subject_id == bindparam("of_id"))
    .values(more_words=_entry.more_words + literal("\n") + bindparam("new"))
)


class SearchIndex:
    """The words by which subjects are found, written in the unit of work that writes the subjects."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, subject: Subject, subject_id: str, words: Iterable[str]) -> None:
        """Index a new subject by what was read of it."""
        values = {"subject": subject.value, "subject_id": subject_id, "words": _folded_words(words)}
        self._connection.execute(_ADD, values)

    def enrich(self, subject: Subject, subject_id: str, words: Iterable[str]) -> None:
        """Index it by what was found out since as well; that of an earlier time is replaced."""
        values = {"of": subject.value, "of_id": subject_id, "new": _folded_words(words)}
        self._connection.execute(_ENRICH, values)

    def found_as(self, subject: Subject, subject_id: str, name: str) -> None:
        """Index it by a further name, until it is enriched anew."""
        folded = _folded_words([name])
        if folded:
            self._connection.execute(_FURTHER, {"of": subject.value, "of_id": subject_id, "new": folded})

    def find(
        self,
        text: str,
        *,
        subject: Subject | None = None,
        outcome: Outcome | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[FoundRow, ...]:
        """What holds every word of `text` somewhere, newest first; an empty text finds all."""
        query = (
            _FOUND.where(*matching(text, self._connection.dialect.name))
            .order_by(_entry.position.desc())
            .limit(limit)
            .offset(offset)
        )
        if subject is not None:
            query = query.where(_entry.subject == subject.value)
        if outcome is not None:
            query = query.where(_outcome == outcome.value)
        return tuple(_found_row(row) for row in self._connection.execute(query))


def matching(
    text: str, dialect: str, *, position: ColumnElement[int] = tables.search_entries.c.position
) -> list[ColumnElement[bool]]:
    """Conditions on `search_entries`, one for each word of `text`.

    `position` is how the entry's key is written: as an expression (`key + 0`) it does not invite SQLite's planner to
    begin with all the entries that match, where the query has something rarer to begin with.
    """
    terms = _folded(text).split()[:_MOST_TERMS]
    terms = [term[:_LONGEST_TERM] for term in terms]
    if dialect != "sqlite":
        return [_contains(term) for term in terms]
    long = [term for term in terms if len(term) >= _TRIGRAM]
    conditions = [_contains(term) for term in terms if len(term) < _TRIGRAM]
    if long:
        conditions.append(position.in_(_by_trigrams(long)))
    return conditions


_full_text = table("search_index", column("rowid"))
_FULL_TEXT = Column("search_index", Text)


def _by_trigrams(terms: list[str]) -> Any:
    # In quotes a term is a plain string of FTS5's query language; a quote inside is doubled.
    quoted = " AND ".join('"' + term.replace('"', '""') + '"' for term in terms)
    return select(_full_text.c.rowid).where(_FULL_TEXT.op("MATCH")(quoted)).select_from(_full_text)


def _contains(term: str) -> ColumnElement[bool]:
    return or_(_entry.words.contains(term, autoescape=True), _entry.more_words.contains(term, autoescape=True))


def _folded(text: str) -> str:
    """Compatibility forms and case made one; control characters and lone surrogates are blanks."""
    plain = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in text)
    return unicodedata.normalize("NFKC", plain).casefold()


def _folded_words(words: Iterable[str]) -> str:
    # Each once, in the order given; a line break keeps a term from matching across two of them.
    return "\n".join(dict.fromkeys(filter(None, (_folded(word).strip() for word in words))))[:_MOST_LETTERS]


# A part that is not read has no work row where nothing more is to be done about it.
_outcome = func.coalesce(_work.outcome, literal(Outcome.SET_ASIDE.value))
_FOUND = (
    select(
        _entry.subject,
        _entry.subject_id,
        _work.id,
        _work.stage,
        _outcome,
        func.coalesce(_work.reason, _document.set_aside),
        _document.arrival_id,
        _document.id,
        _order.id,
        # The body of a mail has no name; its subject says what it is.
        func.coalesce(func.nullif(_document.name, ""), _document.subject),
        _document.sender,
        func.coalesce(_order.po_number, ""),
        func.coalesce(_order.customer, ""),
        func.coalesce(_order.customer_name, ""),
        _order.value,
        func.coalesce(_order.currency, ""),
        func.coalesce(_order.erp_reference, ""),
        _arrival.received_at,
        func.coalesce(_work.updated_at, _arrival.received_at, type_=UtcDateTime()),
    )
    .select_from(tables.search_entries)
    .outerjoin(tables.orders, and_(_entry.subject == Subject.ORDER.value, _order.id == _entry.subject_id))
    .join(tables.documents, _document.id == func.coalesce(_order.document_id, _entry.subject_id))
    .join(tables.arrivals, _arrival.id == _document.arrival_id)
    .outerjoin(tables.work, and_(_work.subject == _entry.subject, _work.subject_id == _entry.subject_id))
    # Arrivals are there for the queue, which shows those without an order.
    .where(_entry.subject != Subject.ARRIVAL.value)
)


def _found_row(row: AnyRow) -> FoundRow:
    subject, subject_id, work_id, stage, outcome, *rest = row
    stage = stage or FIRST_STAGE[Subject(subject)]
    return FoundRow(Subject(subject), subject_id, work_id, Stage(stage), Outcome(outcome), *rest)
