"""Holds for a line that lacks what all its sisters have."""

from collections.abc import Sequence

from orders.findings import FindingCode
from orders.reading import LineReading
from parsers.segments.reads import Message
from parsers.segments.unlike import lacks


def tell_unlike(message: Message, lines: Sequence[LineReading]) -> None:
    """A line without a quantity is held for that, and may be a text."""
    for lack in lacks(lines):
        if lines[lack.number].quantity is not None:
            message.hold(FindingCode.AMBIGUOUS_VALUE, lack.sentence, lack.path)
