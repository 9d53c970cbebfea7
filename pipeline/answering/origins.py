"""From which message of which interchange an order was read."""

from collections.abc import Mapping, Sequence

from orders.evidence import Segment
from orders.reading import OrderReading
from replies.received import Received, ReceivedPart
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork

Origin = tuple[Received, ReceivedPart]
"""An interchange and one of its messages."""


def message_sources(
    interchanges: Sequence[Received], readings: Sequence[OrderReading]
) -> Mapping[int, tuple[int, int]]:
    """For each reading the interchange and the message in it that it was read from, both in their sequence.

    One message may give several readings, and a file may hold several interchanges whose segments count from 1 again.
    """
    parts = [
        (interchange, index, part)
        for interchange, one in enumerate(interchanges)
        for index, part in enumerate(one.parts)
    ]
    sources: dict[int, tuple[int, int]] = {}
    first = 0
    for number, reading in enumerate(readings):
        places = _places(reading)
        for at in range(first, len(parts)):
            interchange, index, part = parts[at]
            if _is_in(part, places):
                sources[number], first = (interchange, index), at
                break
    return sources


def origin_of(uow: UnitOfWork, row: OrderRow, interchanges: Sequence[Received]) -> Origin | None:
    """None for what came without any interchange."""
    if not interchanges:
        return None
    rows = [row] if len(interchanges) == 1 else _read_together(uow, row)
    at = next(index for index, one in enumerate(rows) if one.id == row.id)
    source = message_sources(interchanges, [one.reading for one in rows]).get(at)
    return None if source is None else (interchanges[source[0]], interchanges[source[0]].parts[source[1]])


def _read_together(uow: UnitOfWork, row: OrderRow) -> list[OrderRow]:
    """All orders of the document: only their sequence tells which interchange each is from."""
    return [one for one in uow.orders.of_document(row.document_id) if one.run == row.run]


def _places(reading: OrderReading) -> frozenset[int]:
    heading = (reading.po_number, reading.order_date, reading.change_number, reading.currency)
    lines = (field for line in reading.lines[:1] for field in (line.line_no, line.quantity, line.buyer_item, line.gtin))
    reads = [one for one in (*heading, *lines) if one is not None]
    return frozenset(place.position for one in reads for place in one.evidence if isinstance(place, Segment))


def _is_in(part: ReceivedPart, places: frozenset[int]) -> bool:
    return bool(places) and all(part.first <= place <= part.last for place in places)
