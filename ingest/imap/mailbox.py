"""A folder of an IMAP mailbox, polled. The mailbox is read-mostly: nothing there decides what was done.

Key: `folder/UIDVALIDITY/UID`. Messages are fetched without marking them as seen, and committed before anything is
flagged or moved. IDLE is not used: a poll finds everything, and a wake-up would only make it sooner.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, Self
from weakref import finalize

import structlog

from ingest.days import within
from ingest.imap.cursor import Cursor
from ingest.imap.fetch import FAULTY, Fetched, Fetcher, received
from ingest.imap.file_mail import checked, file_away, make
from ingest.imap.options import ImapOptions, Settle
from ingest.imap.session import FolderState, ImapSession, ServerRefused, connect
from ingest.imap.settle import settled
from ingest.source import AFRESH, LeftOut, Lookback, Received, SourceMemory
from orders.document import SourceKey
from orders.errors import Misconfigured, Retryable

log = structlog.get_logger(__name__)

# Mails that were committed but not settled when the process ended are looked for among the newest.
_LEFTOVERS: Final = 1000


@dataclass(slots=True, weakref_slot=True, eq=False)
class ImapSource:
    """One poll at a time; `settle` uses the connection of the last poll, else one of its own."""

    name: str
    options: ImapOptions
    clock: Callable[[], datetime]
    fetcher: Fetcher
    _live: tuple[ImapSession, FolderState] | None = None
    _abandoned: "finalize[..., ImapSource] | None" = None
    _looked_for_leftovers: bool = field(default=False)

    Options = ImapOptions

    @classmethod
    def from_options(cls, name: str, options: ImapOptions) -> Self:
        return cls.with_clock(name, options, lambda: datetime.now(UTC))

    @classmethod
    def with_clock(cls, name: str, options: ImapOptions, clock: Callable[[], datetime]) -> Self:
        return cls(name, options, clock, Fetcher(options, clock))

    def baseline(self) -> str | None:
        """Everything that is there now counts as read; `history` fetches it when asked."""
        with closing(connect(self.options)) as session:
            state = self._select(session)
            newest = state.uid_next - 1 if state.uid_next else max(session.uids("ALL"), default=0)
        return self._cursor_at(state, newest).model_dump_json()

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        """Raises Retryable when the connection is lost, after all that was fetched has been yielded."""
        if not memory.cursor:
            raise Misconfigured(f"Source {self.name} was polled before its baseline was stored.")
        cursor = Cursor.parse(memory.cursor, self.name)
        session, state = self._opened()
        done = False
        try:
            if state.uid_validity == cursor.uidvalidity:
                self._settle_leftovers(session, cursor, memory)
                yield from self._new(session, state, cursor, memory)
            else:
                yield from self._renumbered(session, state, cursor, memory)
            done = True
        finally:
            # What came last is settled after it: the connection waits for that, until the next poll.
            if not done or self.options.settle is Settle.NOTHING:
                self.close()

    def history(self, since: date | None, until: date | None, lookback: Lookback = AFRESH) -> Iterator[Received]:
        """By the time of arrival. The search is wider, since servers compare dates in a time zone of theirs."""
        first = since - timedelta(days=1) if since else date(1970, 1, 1)
        before = until + timedelta(days=2) if until else None
        with closing(connect(self.options)) as session:
            state = self._select(session)
            found = session.since(first, before)
            lookback.expects(len(found))
            missing = set(self._unknown(found, state, lookback))
            for fetched in self.fetcher.fetch(session, sorted(missing)):
                missing.discard(fetched.uid)
                if within(fetched.received_at, since, until):
                    yield self._received(fetched, state, "")
            for uid in sorted(missing):
                lookback.left_out(self._key(uid, state).key, LeftOut.GONE)

    def settle(self, key: SourceKey) -> None:
        if self.options.settle is Settle.NOTHING or key.key.endswith(FAULTY):
            return
        validity, uid = (int(part) for part in key.key.rsplit("/", 2)[1:])
        if self._live is not None and self._live[1].uid_validity == validity:
            try:
                self._settle(self._live[0], uid)
            except Retryable:
                # The connection may have grown old since the poll.
                self.close()
            else:
                return
        with closing(connect(self.options)) as session:
            if self._select(session).uid_validity == validity:
                self._settle(session, uid)

    def check_folder(self, folder: str) -> None:
        checked(self.options, folder)
        with closing(connect(self.options)) as session:
            make(session, folder)

    def file_mail(self, key: SourceKey, content: bytes, folder: str) -> None:
        """By a connection of its own: whoever polls has another one."""
        checked(self.options, folder)
        validity, uid = (int(part) for part in key.key.rstrip(FAULTY).rsplit("/", 2)[1:])
        with closing(connect(self.options)) as session:
            make(session, folder)
            state = session.select(self.options.folder, readonly=False)
            try:
                file_away(session, uid if state.uid_validity == validity else None, content, folder)
            except ServerRefused as error:
                raise Retryable(f"Source {self.name}: message {uid} cannot be moved to {folder} ({error}).") from error

    def close(self) -> None:
        """Log out, where a poll has left a connection open."""
        live, self._live = self._live, None
        if live is not None:
            live[0].close()
        if self._abandoned is not None:
            self._abandoned.detach()
            self._abandoned = None

    def _opened(self) -> tuple[ImapSession, FolderState]:
        """A connection to poll with, in place of any earlier one."""
        self.close()
        session = connect(self.options)
        try:
            self._live = session, self._select(session)
        except (Retryable, Misconfigured):
            session.close()
            raise
        # A source that is dropped without `close` leaves no open socket behind.
        self._abandoned = finalize(self, session.drop)
        return self._live

    def _new(
        self, session: ImapSession, state: FolderState, cursor: Cursor, memory: SourceMemory
    ) -> Iterator[Received]:
        # A range that ends in * always holds the last message, however low its number.
        found = [uid for uid in session.uids("UID", f"{cursor.last_uid + 1}:*") if uid > cursor.last_uid]
        for fetched in self.fetcher.fetch(session, self._unknown(found, state, memory)):
            day = fetched.received_at.date()
            cursor = (cursor.after_fault if fetched.refused else cursor.after)(fetched.uid, day)
            yield self._received(fetched, state, cursor.model_dump_json())
        for fetched in self.fetcher.fetch(session, cursor.pending):
            if not fetched.refused:
                cursor = cursor.after(fetched.uid, fetched.received_at.date())
                yield self._received(fetched, state, cursor.model_dump_json())

    def _renumbered(
        self, session: ImapSession, state: FolderState, cursor: Cursor, memory: SourceMemory
    ) -> Iterator[Received]:
        """Everything since the last known day again; what is known by its digest is dropped where it is stored.

        The old cursor stays until the last message, so that a lost connection repeats the whole.
        """
        log.warning("mailbox.renumbered", source=self.name, was=cursor.uidvalidity, now=state.uid_validity)
        found = session.since(cursor.rescan_from())
        anew = cursor.numbered_anew(state.uid_validity)
        before = cursor.model_dump_json()
        held: Received | None = None
        for fetched in self.fetcher.fetch(session, self._unknown(found, state, memory)):
            if held is not None:
                yield held
            day = fetched.received_at.date()
            anew = (anew.after_fault if fetched.refused else anew.after)(fetched.uid, day)
            held = self._received(fetched, state, before)
        if held is not None:
            newest = max(anew.last_uid, state.uid_next - 1)
            yield replace(held, cursor=anew.model_copy(update={"last_uid": newest}).model_dump_json())

    def _unknown(self, uids: list[int], state: FolderState, memory: SourceMemory | Lookback) -> list[int]:
        return [uid for uid in uids if not memory.knows(self._key(uid, state))]

    def _settle_leftovers(self, session: ImapSession, cursor: Cursor, memory: SourceMemory) -> None:
        """What was committed by a process that ended before it could settle."""
        if self._looked_for_leftovers or self.options.settle is Settle.NOTHING or not cursor.last_uid:
            return
        done = ("UNKEYWORD", self.options.flag) if not self.options.flag.startswith("\\") else ("UNSEEN",)
        criteria = done if self.options.settle is Settle.FLAG else ()
        state = FolderState(cursor.uidvalidity, 0)
        for uid in session.uids("UID", f"1:{cursor.last_uid}", *criteria)[-_LEFTOVERS:]:
            if memory.knows(self._key(uid, state)):
                self._settle(session, uid)
        self._looked_for_leftovers = True

    def _settle(self, session: ImapSession, uid: int) -> None:
        try:
            settled(session, uid, self.options)
        except ServerRefused as error:
            reason = f"Source {self.name}: message {uid} was read but cannot be settled ({error}). Is there the folder?"
            raise Retryable(reason) from error

    def _select(self, session: ImapSession) -> FolderState:
        return session.select(self.options.folder, readonly=self.options.settle is Settle.NOTHING)

    def _cursor_at(self, state: FolderState, last_uid: int) -> Cursor:
        return Cursor(uidvalidity=state.uid_validity, last_uid=last_uid, since=self.clock().date())

    def _key(self, uid: int, state: FolderState) -> SourceKey:
        return SourceKey(self.name, f"{self.options.folder}/{state.uid_validity}/{uid}")

    def _received(self, fetched: Fetched, state: FolderState, cursor: str) -> Received:
        return received(self._key(fetched.uid, state), fetched, cursor)
