"""A source that is a list, with the faults of a real one by plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.source import Received, SourceMemory
from orders.document import SourceKey
from orders.errors import Retryable


@dataclass(slots=True)
class ListedSource:
    """Yields what it holds until it is settled. `breaks_after`: the connection is lost after so many."""

    name: str
    received: Sequence[Received]
    first_cursor: str | None = None
    breaks_after: int | None = None
    settles: bool = True
    settled: list[SourceKey] = field(default_factory=list)
    cursors: list[str] = field(default_factory=list)

    def baseline(self) -> str | None:
        return self.first_cursor

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        self.cursors.append(memory.cursor)
        for number, received in enumerate(self.received):
            if number == self.breaks_after:
                raise Retryable("the connection was lost")
            if received.source_key not in self.settled:
                yield received

    def settle(self, key: SourceKey) -> None:
        if not self.settles:
            raise Retryable("the mailbox is read-only just now")
        self.settled.append(key)
