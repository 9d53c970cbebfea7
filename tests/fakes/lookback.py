"""A lookback that knows what it is told to know, and writes down what it hears."""

from dataclasses import dataclass, field

from ingest.source import LeftOut
from orders.document import SourceKey


@dataclass(slots=True)
class HeardLookback:
    """Give it to `history`."""

    known: set[SourceKey] = field(default_factory=set)
    expected: list[int] = field(default_factory=list)
    left: dict[str, LeftOut] = field(default_factory=dict)

    def expects(self, number: int) -> None:
        self.expected.append(number)

    def knows(self, key: SourceKey) -> bool:
        return key in self.known

    def left_out(self, place: str, reason: LeftOut) -> None:
        self.left[place] = reason
