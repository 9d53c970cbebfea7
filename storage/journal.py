"""The journal: one hash chain per subject, appended to in the unit of work that makes the change it tells of.

An entry's digest is SHA-256 over the canonical JSON (sorted keys, no blanks, ASCII) of all its other columns, among
them the digest of the entry before. Triggers refuse to change or delete entries; `storage/audit.py` finds out who got
round them.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from orders.ids import Digest
from orders.stages import JournalSubject, Subject
from storage import tables
from storage.rows import JournalDetail, JournalRow
from storage.types import AnyRow, moment_text, plain_text

BEGINNING = "0" * 64
"""What the first entry of a chain names as the digest before it."""

_journal = tables.journal.c
_HEAD = (
    select(_journal.seq, _journal.digest)
    .where(_journal.subject == bindparam("of"), _journal.subject_id == bindparam("of_id"))
    .order_by(_journal.seq.desc())
    .limit(1)
)
_ADD = insert(tables.journal)
_COLUMNS = (
    _journal.subject,
    _journal.subject_id,
    _journal.seq,
    _journal.event,
    _journal.actor,
    _journal.detail,
    _journal.at,
    _journal.previous,
    _journal.digest,
)
_OF = (
    select(*_COLUMNS)
    .where(_journal.subject == bindparam("of"), _journal.subject_id == bindparam("of_id"))
    .order_by(_journal.seq)
)
_LAST = select(func.coalesce(func.max(_journal.position), 0))

_SUBJECTS: Mapping[str, Subject | JournalSubject] = {one.value: one for one in (*Subject, *JournalSubject)}


class JournalRepository:
    """Entries are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(
        self,
        subject: Subject | JournalSubject,
        subject_id: str,
        event: str,
        actor: str,
        detail: JournalDetail,
        at: datetime,
    ) -> None:
        """Append to the subject's chain. Raises Conflict when another unit of work appended at the same time."""
        head = self._connection.execute(_HEAD, {"of": subject.value, "of_id": subject_id}).one_or_none()
        seq, previous = (1, BEGINNING) if head is None else (head.seq + 1, head.digest)
        values: dict[str, Any] = {
            "subject": subject.value,
            "subject_id": subject_id,
            "seq": seq,
            "event": event,
            # As it will be read.
            "actor": plain_text(actor),
            "detail": canonical(detail),
            "at": moment_text(at),
            "previous": previous,
        }
        self._connection.execute(_ADD, values | {"at": at, "digest": entry_digest(**values)})

    def last_position(self) -> int:
        """The place of the newest entry of all chains, 0 before there is any."""
        position: int = self._connection.execute(_LAST).scalar_one()
        return position

    def of(self, subject: Subject | JournalSubject, subject_id: str) -> tuple[JournalRow, ...]:
        """The whole chain, oldest first."""
        return tuple(map(_journal_row, self._connection.execute(_OF, {"of": subject.value, "of_id": subject_id})))


def canonical(value: Any) -> str:
    """The one JSON text of a value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def entry_digest(
    *, subject: str, subject_id: str, seq: int, event: str, actor: str, detail: str, at: str, previous: str
) -> Digest:
    """The digest of an entry; `detail` is canonical JSON already, `at` the text of a UTC time to the microsecond."""
    entry = {
        "actor": actor,
        "at": at,
        "detail": detail,
        "event": event,
        "previous": previous,
        "seq": seq,
        "subject": subject,
        "subject_id": subject_id,
    }
    return Digest(sha256(canonical(entry).encode("ascii")).hexdigest())


def _journal_row(row: AnyRow) -> JournalRow:
    subject, subject_id, seq, event, actor, detail, *rest = row
    return JournalRow(_SUBJECTS[subject], subject_id, seq, event, actor, json.loads(detail), *rest)
