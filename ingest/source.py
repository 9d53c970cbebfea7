"""Where arrivals come from. A source reads; only `settle` changes the outside, after the arrival is safe."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from orders.document import SourceKey
from orders.findings import Finding


@dataclass(frozen=True, slots=True)
class Received:
    """One thing read from a source, not yet safe.

    `cursor` is what to remember once this arrival is committed. `fault` says why the content is not whole (too large,
    the server fails on this one message): the arrival is then recorded and held, and its neighbours go on.
    """

    source_key: SourceKey
    name: str
    media_type: str
    sender: str
    received_at: datetime
    content: bytes
    cursor: str = ""
    fault: Finding | None = None


class SourceMemory(Protocol):
    """What is remembered of a source: the last committed cursor (empty at first), and what is archived."""

    @property
    def cursor(self) -> str: ...

    def knows(self, key: SourceKey) -> bool: ...


class Source(Protocol):
    """A mailbox, a folder, an upload.

    `poll` yields what is new, oldest first, and may yield a known arrival again; it raises `Retryable` when the
    connection fails. `settle` marks or moves the original after the commit, and may be called again for the same key.
    `baseline` gives the cursor of a first connection, which starts at now: None where everything found is new.
    """

    @property
    def name(self) -> str: ...

    def baseline(self) -> str | None: ...

    def poll(self, memory: SourceMemory) -> Iterator[Received]: ...

    def settle(self, key: SourceKey) -> None: ...


class LeftOut(StrEnum):
    """Why something that lay in the range was not yielded."""

    TEMPORARY_NAME = "the name is hidden or that of a temporary file"
    BEING_WRITTEN = "it was still being written"
    GONE = "it went away, or was written to, while it was read"
    FAILING = "it cannot be read now"


class Lookback(Protocol):
    """Whoever looks back: says what need not be fetched again, and is told what is not yielded.

    `expects` is told once how much there is to look at, before the first of it.
    """

    def expects(self, number: int) -> None: ...

    def knows(self, key: SourceKey) -> bool: ...

    def left_out(self, place: str, reason: LeftOut) -> None: ...


@dataclass(frozen=True, slots=True)
class Afresh:
    """A lookback that knows nothing and takes no notes."""

    def expects(self, number: int) -> None:
        pass

    def knows(self, key: SourceKey) -> bool:
        return False

    def left_out(self, place: str, reason: LeftOut) -> None:
        pass


AFRESH = Afresh()


@runtime_checkable
class FilesMails(Protocol):
    """A source that can put a mail of its own into another folder beside it, which is made when it is missing.

    Filing a mail again, after a crash, leaves one of it there. Raises `Retryable` when the source fails, and
    `Misconfigured` for a folder that cannot be had or that the source reads.
    """

    def check_folder(self, folder: str) -> None:
        """Make sure that it is there. For `ordermill doctor`."""
        ...

    def file_mail(self, key: SourceKey, content: bytes, folder: str) -> None:
        """Move the mail with this key, or lay down its bytes where it is not in its place any more."""
        ...


@runtime_checkable
class Backfillable(Protocol):
    """A source that can be read back: what arrived from `since` to `until`, both days included, None for open.

    Known arrivals may be yielded too, and the cursor is not moved. Everything else in the range is yielded or told to
    the lookback. Raises Retryable when the source fails as a whole.
    """

    def history(self, since: date | None, until: date | None, lookback: Lookback = AFRESH) -> Iterator[Received]: ...
