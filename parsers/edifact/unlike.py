"""A line that lacks what all its sisters have: a sender writes its lines alike, so a segment of it may be lost."""

from collections.abc import Sequence

from orders.findings import FindingCode
from orders.reading import LineReading
from parsers.segments.reads import Message

# Of two lines the one that lacks something is no exception yet.
_FEWEST = 3
# No numbers of items: ordinary orders have goods of which a party knows none, and any other number names them.
_ALL_HAVE = ("unit_price", "uom", "requested_date")
_NAMES = {"uom": "unit"}


def tell_unlike(message: Message, lines: Sequence[LineReading]) -> None:
    """Holds where just one line has no price, unit or date, and all the others have one."""
    if len(lines) < _FEWEST:
        return
    for field in _ALL_HAVE:
        without = [number for number, line in enumerate(lines) if getattr(line, field) is None]
        if len(without) == 1 and lines[without[0]].quantity is not None:
            name = _NAMES.get(field, field.replace("_", " "))
            sentence = f"The line has no {name}, and every other line has one. Compare it with the message."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"lines[{without[0]}].{field}")
