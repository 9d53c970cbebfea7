"""Fetching messages so that one that the server cannot deliver never stops those behind it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from ingest.imap.options import ImapOptions
from ingest.imap.session import ImapSession, MessageSize, ServerRefused
from ingest.sniff import MAIL
from ingest.source import Received
from ingest.unpacking.headers import envelope_of
from orders.document import SourceKey
from orders.errors import Retryable
from orders.findings import Finding, FindingCode, Severity

T = TypeVar("T")

FAULTY: Final = "!"
"""Ends the key of a message that could not be fetched, so that its content has one of its own once it can."""

_SIZES_AT_ONCE: Final = 200
# A message that took the connection down so often is the cause, and is left aside.
_MOST_LOSSES: Final = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message, or the fault for which it is not here. `refused`: worth another try at a later poll."""

    uid: int
    received_at: datetime
    content: bytes = b""
    head: bytes = b""
    fault: Finding | None = None
    refused: bool = False


@dataclass(slots=True)
class Fetcher:
    """Remembers, from poll to poll, during which message the connection was lost."""

    options: ImapOptions
    clock: Callable[[], datetime]
    _losses: Counter[int] = field(default_factory=Counter)
    _one_by_one: bool = False

    def fetch(self, session: ImapSession, uids: Sequence[int]) -> Iterator[Fetched]:
        """In the order of `uids`; one that is gone meanwhile is left out. Raises Retryable for a lost connection."""
        for start in range(0, len(uids), _SIZES_AT_ONCE):
            yield from self._sized(session, uids[start : start + _SIZES_AT_ONCE])
        self._one_by_one = False

    def _sized(self, session: ImapSession, uids: Sequence[int]) -> Iterator[Fetched]:
        if self._one_by_one and len(uids) > 1:
            for uid in uids:
                yield from self._sized(session, [uid])
            return

        def ask(some: Sequence[int]) -> dict[int, MessageSize]:
            return {size.uid: size for size in session.sizes(some)}

        suspects = [uid for uid in uids if self._losses[uid] >= _MOST_LOSSES]
        asked = [uid for uid in uids if uid not in suspects]
        sizes, refused = _tolerant(self._watched(ask), asked)
        refused |= _withheld(session, [uid for uid in asked if uid not in sizes and uid not in refused])
        for batch in self._batches(uids, sizes):
            if batch[0] in sizes:
                yield from self._bodies(session, [sizes[uid] for uid in batch])
            elif batch[0] in refused:
                yield _refused(batch[0], self.clock(), refused[batch[0]])
            elif batch[0] in suspects:
                yield _refused(batch[0], self.clock(), "the connection breaks at it")

    def _batches(self, uids: Sequence[int], sizes: dict[int, MessageSize]) -> Iterator[list[int]]:
        """Neighbours that are small enough to come together; all others alone."""
        batch: list[int] = []
        total = 0
        for uid in uids:
            size = sizes[uid].size if uid in sizes else None
            alone = self._one_by_one or size is None or size > min(self.options.batch_bytes, self.options.max_bytes)
            full = len(batch) >= self.options.batch_messages or total > self.options.batch_bytes - (size or 0)
            if batch and (alone or full):
                yield batch
                batch, total = [], 0
            if alone:
                yield [uid]
                continue
            batch.append(uid)
            total += size or 0
        if batch:
            yield batch

    def _bodies(self, session: ImapSession, sizes: list[MessageSize]) -> Iterator[Fetched]:
        if len(sizes) == 1 and sizes[0].size > self.options.max_bytes:
            yield self._too_large(session, sizes[0])
            return
        bodies, refused = _tolerant(self._watched(session.bodies), [size.uid for size in sizes])
        refused |= _withheld(
            session, [size.uid for size in sizes if size.uid not in bodies and size.uid not in refused]
        )
        for size in sizes:
            if size.uid in refused:
                yield _refused(size.uid, size.received_at, refused[size.uid])
            elif size.uid in bodies:
                self._losses.pop(size.uid, None)
                yield _whole(size, bodies[size.uid])

    def _watched(self, ask: Callable[[Sequence[int]], dict[int, T]]) -> Callable[[Sequence[int]], dict[int, T]]:
        """Some servers hang up after a message that they cannot read; which one shows when it is asked for alone."""

        def watched(uids: Sequence[int]) -> dict[int, T]:
            try:
                return ask(uids)
            except Retryable:
                self._one_by_one = True
                if len(uids) == 1:
                    self._losses[uids[0]] += 1
                raise

        return watched

    def _too_large(self, session: ImapSession, size: MessageSize) -> Fetched:
        heads, _ = _tolerant(session.heads, [size.uid])
        message = f"This mail has {size.size} bytes; the limit of this source (max_bytes) is {self.options.max_bytes}."
        return Fetched(size.uid, size.received_at, head=heads.get(size.uid, b""), fault=_fault(message))


def _withheld(session: ImapSession, unanswered: Sequence[int]) -> dict[int, str]:
    """Of the messages that an answer leaves out, those that are not gone: some servers say OK and send nothing."""
    if not unanswered:
        return {}
    there = session.uids("UID", ",".join(map(str, unanswered)))
    return {uid: "its answer leaves it out" for uid in unanswered if uid in there}


def _tolerant(ask: Callable[[Sequence[int]], dict[int, T]], uids: Sequence[int]) -> tuple[dict[int, T], dict[int, str]]:
    """The answers, and why the server refused the others: a refused batch is asked for one by one."""
    if not uids:
        return {}, {}
    try:
        return ask(uids), {}
    except ServerRefused as error:
        if len(uids) == 1:
            return {}, {uids[0]: str(error)}
    answers: dict[int, T] = {}
    refused: dict[int, str] = {}
    for uid in uids:
        answer, refusal = _tolerant(ask, [uid])
        answers |= answer
        refused |= refusal
    return answers, refused


def _whole(size: MessageSize, content: bytes) -> Fetched:
    if content:
        return Fetched(size.uid, size.received_at, content)
    if size.size:
        return _refused(size.uid, size.received_at, f"it has {size.size} bytes there, and none came")
    finding = Finding(code=FindingCode.EMPTY_FILE, severity=Severity.HOLD, message="This mail is empty on the server.")
    return Fetched(size.uid, size.received_at, fault=finding)


def _refused(uid: int, received_at: datetime, reason: str) -> Fetched:
    message = (
        f"The mail server does not deliver this mail ({reason}). It is tried again at later polls. "
        "Open it in a mail program; if that works, export it and upload it here."
    )
    return Fetched(uid, received_at, fault=_fault(message), refused=True)


def _fault(message: str) -> Finding:
    return Finding(code=FindingCode.UNREADABLE, severity=Severity.HOLD, message=message)


def received(key: SourceKey, fetched: Fetched, cursor: str) -> Received:
    """The arrival. A fault has a key of its own, so that the mail is no known one when it can be read at last."""
    envelope = envelope_of(fetched.content or fetched.head)
    return Received(
        source_key=SourceKey(key.source, f"{key.key}{FAULTY}") if fetched.fault else key,
        name=envelope.subject or key.key,
        media_type=MAIL,
        sender=envelope.sender,
        received_at=fetched.received_at,
        content=fetched.content,
        cursor=cursor,
        fault=fetched.fault,
    )
