"""What the poller remembers of a source, kept in memory: it commits each arrival, then settles it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.source import Received, Source
from orders.document import SourceKey, digest_of


@dataclass(slots=True)
class RememberedSource:
    """`arrivals` holds each key once; `copies` those dropped because their bytes were known."""

    cursor: str = ""
    arrivals: dict[SourceKey, Received] = field(default_factory=dict)
    copies: list[SourceKey] = field(default_factory=list)

    def knows(self, key: SourceKey) -> bool:
        return key in self.arrivals

    def start(self, source: Source) -> None:
        self.cursor = source.baseline() or ""

    def commit(self, received: Received) -> bool:
        self.cursor = received.cursor or self.cursor
        digests = {digest_of(known.content) for known in self.arrivals.values() if known.content}
        if received.source_key in self.arrivals or digest_of(received.content) in digests:
            self.copies.append(received.source_key)
            return False
        self.arrivals[received.source_key] = received
        return True

    def poll(self, source: Source) -> Iterator[Received]:
        """Poll as the pipeline does, yielding what is new."""
        for received in source.poll(self):
            new = self.commit(received)
            source.settle(received.source_key)
            if new:
                yield received
