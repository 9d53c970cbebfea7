"""From which message of which interchange an order was read."""

from collections.abc import Sequence

from orders.evidence import Segment
from orders.reading import OrderReading
from replies.received import Received, ReceivedPart

Origin = tuple[Received, ReceivedPart]
"""An interchange and one of its messages."""


def origin_of(reading: OrderReading, interchanges: Sequence[Received]) -> Origin | None:
    """None for what came without any interchange."""
    place = place_of(reading, interchanges)
    return (interchanges[place[0]], interchanges[place[0]].parts[place[1]]) if place else None


def place_of(reading: OrderReading, interchanges: Sequence[Received]) -> tuple[int, int] | None:
    """The interchange and the message in it, each counted from 0. One message may give several readings."""
    places = _places(reading)
    for interchange, one in enumerate(interchanges):
        for index, part in enumerate(one.parts):
            if _is_in(part, places):
                return interchange, index
    return None


def _places(reading: OrderReading) -> frozenset[int]:
    heading = (reading.po_number, reading.order_date, reading.change_number, reading.currency)
    lines = (field for line in reading.lines[:1] for field in (line.line_no, line.quantity, line.buyer_item, line.gtin))
    reads = [one for one in (*heading, *lines) if one is not None]
    return frozenset(place.position for one in reads for place in one.evidence if isinstance(place, Segment))


def _is_in(part: ReceivedPart, places: frozenset[int]) -> bool:
    return bool(places) and all(part.first <= place <= part.last for place in places)
