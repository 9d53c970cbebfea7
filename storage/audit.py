"""Checking that the journal is whole, and the daily anchors that make a cut tail show.

A chain proves that nothing was changed or taken out before its last entry; that its last entries are still there, only
a record made elsewhere can prove. `anchor` makes it: each day's root is a digest over the root before and the heads of
all chains that grew since. Keep the roots outside of this machine (they are logged) and the whole journal up to that
day is proven.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

import structlog
from sqlalchemy import Connection, bindparam, func, insert, or_, select, text, type_coerce

from orders.ids import Digest
from storage import tables
from storage.database import Store
from storage.journal import BEGINNING, canonical, entry_digest
from storage.types import AnyRow, MomentText

log = structlog.get_logger()

_journal = tables.journal.c
_anchor = tables.anchors.c
_head = tables.anchored_heads.c

_LAST_ANCHOR = select(tables.anchors).order_by(_anchor.number.desc()).limit(1)
_OF_DAY = select(_anchor.root).where(_anchor.day == bindparam("of"))
_LAST_POSITION = select(func.coalesce(func.max(_journal.position), 0))
_GROWN = (
    select(_journal.subject, _journal.subject_id, func.max(_journal.seq).label("seq"))
    .where(_journal.position > bindparam("after"))
    .group_by(_journal.subject, _journal.subject_id)
    .subquery()
)
_HEADS = (
    select(_journal.subject, _journal.subject_id, _journal.seq, _journal.digest)
    .join(
        _GROWN,
        (_GROWN.c.subject == _journal.subject)
        & (_GROWN.c.subject_id == _journal.subject_id)
        & (_GROWN.c.seq == _journal.seq),
    )
    .order_by(_journal.subject, _journal.subject_id)
)
# The time as text: a journal that was tampered with may have anything there.
_ENTRIES = select(
    *(column for column in tables.journal.c if column.name not in {"position", "at"}),
    type_coerce(_journal.at, MomentText).label("at"),
)
_CHAINS = _ENTRIES.order_by(_journal.subject, _journal.subject_id, _journal.seq)
_ANCHORS = select(tables.anchors).order_by(_anchor.number)
_ANCHORED = (
    select(_head.day, _head.subject, _head.subject_id, _head.seq, _head.digest)
    .join(tables.anchors, _anchor.day == _head.day)
    .order_by(_anchor.number, _head.subject, _head.subject_id)
)
_LOST = (
    select(_head.day, _head.subject, _head.subject_id, _head.seq, _journal.digest)
    .outerjoin(
        tables.journal,
        (_journal.subject == _head.subject) & (_journal.subject_id == _head.subject_id) & (_journal.seq == _head.seq),
    )
    .where(or_(_journal.digest.is_(None), _journal.digest != _head.digest))
    .order_by(_head.subject, _head.subject_id, _head.seq)
)
_ROWS_AT_A_TIME = {"yield_per": 1000}


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where the journal is not as it was written. `subject` is empty and `seq` 0 for a fault of an anchor."""

    subject: str
    subject_id: str
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was checked, and every breach that was found."""

    entries: int
    chains: int
    anchors: int
    breaches: tuple[Breach, ...]
    last_root: str
    """The root of the newest anchor, to compare with the copy kept elsewhere; empty before the first anchor."""

    @property
    def is_whole(self) -> bool:
        return not self.breaches


def anchor(store: Store, day: date) -> str:
    """Record the root of this day and return it; a day that has one keeps it. Call it once a day, and keep the root."""
    with store.begin() as uow:
        known = uow.connection.execute(_OF_DAY, {"of": day.isoformat()}).scalar_one_or_none()
        return known or _anchored(uow.connection, day, store.clock())


def verify(store: Store, *, known_roots: Mapping[date, str] = MappingProxyType({})) -> AuditReport:
    """Check every chain and every anchor; `known_roots` are those that were kept elsewhere.

    It reads the whole journal, row by row, in one transaction that hinders nobody.
    """
    with store.read() as uow:
        rows = uow.connection.execute(_CHAINS, execution_options=_ROWS_AT_A_TIME)
        entries, chains, breaches = _checked(rows)
        anchors = uow.connection.execute(_ANCHORS).all()
        breaches += _anchor_breaches(anchors, _anchored_lines(uow.connection), known_roots)
        breaches += map(_lost, uow.connection.execute(_LOST))
    return AuditReport(entries, chains, len(anchors), tuple(breaches), anchors[-1].root if anchors else "")


def chain_breaches(entries: Iterable[AnyRow]) -> Iterator[Breach]:
    """What is wrong with the entries of one chain, which come by their `seq`."""
    expected, previous = 1, BEGINNING
    for entry in entries:
        if entry.seq != expected:
            yield _breach(entry, f"entries {expected} to {entry.seq - 1} before it are missing")
        elif entry.previous != previous:
            yield _breach(entry, "does not follow the entry before it: that one was changed, or put in its place")
        if entry.digest != _recomputed(entry):
            yield _breach(entry, "was changed: its content does not give its digest")
        expected, previous = entry.seq + 1, entry.digest


def root_of(previous: str, lines: Iterable[str]) -> str:
    """A day's root: SHA-256 over the root before and, sorted, a line for each chain that grew."""
    return sha256("\n".join((previous, *sorted(lines))).encode()).hexdigest()


def _anchored(connection: Connection, day: date, at: datetime) -> str:
    if connection.dialect.name == "postgresql":
        # Entries get their position before they are committed: none may be under way with a lower one.
        connection.execute(text("LOCK TABLE journal IN SHARE MODE"))
    last = connection.execute(_LAST_ANCHOR).one_or_none()
    after, previous, number = (0, BEGINNING, 1) if last is None else (last.last_position, last.root, last.number + 1)
    heads = connection.execute(_HEADS, {"after": after}).all()
    root = root_of(previous, map(_line, heads))
    position = connection.execute(_LAST_POSITION).scalar_one()
    values = {"number": number, "last_position": position, "previous": previous, "root": root, "at": at}
    connection.execute(insert(tables.anchors), values | {"day": day.isoformat()})
    if heads:
        connection.execute(insert(tables.anchored_heads), [head._asdict() | {"day": day.isoformat()} for head in heads])
    log.info("journal.anchored", day=day.isoformat(), root=root, chains=len(heads))
    return root


def _line(head: AnyRow) -> str:
    return canonical([head.subject, head.subject_id, head.seq, head.digest])


def _checked(rows: Iterable[AnyRow]) -> tuple[int, int, list[Breach]]:
    entries = chains = 0
    breaches: list[Breach] = []
    for _, group in groupby(rows, attrgetter("subject", "subject_id")):
        chain = list(group)
        entries, chains = entries + len(chain), chains + 1
        breaches += chain_breaches(chain)
    return entries, chains, breaches


def _anchored_lines(connection: Connection) -> Mapping[str, list[str]]:
    rows = connection.execute(_ANCHORED, execution_options=_ROWS_AT_A_TIME)
    return {day: list(map(_line, group)) for day, group in groupby(rows, attrgetter("day"))}


def _anchor_breaches(
    anchors: Iterable[AnyRow], lines: Mapping[str, list[str]], known_roots: Mapping[date, str]
) -> Iterator[Breach]:
    number, previous = 1, BEGINNING
    missing = {day.isoformat() for day in known_roots}
    for row in anchors:
        missing.discard(row.day)
        if (row.number, row.previous) != (number, previous):
            yield Breach("", "", 0, f"the anchor of {row.day} does not follow the one before it: one is missing")
        if row.root != root_of(row.previous, lines.get(row.day, ())):
            yield Breach("", "", 0, f"the anchor of {row.day} was changed: its heads do not give its root")
        if known_roots.get(date.fromisoformat(row.day), row.root) != row.root:
            yield Breach("", "", 0, f"the anchor of {row.day} is not the one whose root was kept elsewhere")
        number, previous = row.number + 1, row.root
    for day in sorted(missing):
        yield Breach("", "", 0, f"there is no anchor of {day}, though its root was kept elsewhere")


def _lost(row: AnyRow) -> Breach:
    what = "is not the entry that was anchored" if row.digest else "is gone, its chain cut off: it was anchored"
    return Breach(row.subject, row.subject_id, row.seq, f"{what} on {row.day}")


def _breach(entry: AnyRow, what: str) -> Breach:
    return Breach(entry.subject, entry.subject_id, entry.seq, what)


def _recomputed(entry: AnyRow) -> Digest:
    return entry_digest(
        subject=entry.subject,
        subject_id=entry.subject_id,
        seq=entry.seq,
        event=entry.event,
        actor=entry.actor,
        detail=entry.detail,
        at=entry.at,
        previous=entry.previous,
    )
