"""Several deliveries of one line: SDQ names stores and their quantities, SCH quantities and their days, N1 a place.

Validation says what becomes of them. One delivery of the whole quantity is just the line with its date.
"""

from collections.abc import Iterator

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import DeliveryReading, PartyReading
from orders.units import same_unit
from parsers.segments.groups import Group
from parsers.segments.reads import Day, Message, Number, decimal
from parsers.x12.dates import day
from parsers.x12.parties import SHIP_TO, in_role, party

_SCHEMES = {"92": "BUYER", "91": "SELLER", "UL": "GLN", "9": "DUNS4", "1": "DUNS", "15": "SAN"}
_LAST_PAIR = 21
# 374 in SCH: dates on which it is to be there.
_DELIVERED = frozenset({"002", "067", "069", "106", ""})


def deliveries(message: Message, line: Group, ordered: Number | None, path: str) -> tuple[DeliveryReading, ...]:
    """The deliveries of a line, none when it has just the order's place."""
    found = (*_stores(message, line, path), *_schedule(message, line, path), *_places(message, line, ordered, path))
    return () if the_whole_line(line, ordered) is not None else found


def the_whole_line(line: Group, ordered: Number | None) -> Segment | None:
    """The one SCH that schedules all of the line at once, so that its date is the line's."""
    schedules = [loop.trigger for loop in line.under("SCH") if loop.trigger]
    if len(schedules) != 1 or line.all("SDQ") or line.under("N1") or ordered is None:
        return None
    (schedule,) = schedules
    scheduled = decimal(schedule.component(1).strip())
    return schedule if scheduled == ordered.value and schedule.component(5).strip() in _DELIVERED else None


def scheduled_day(message: Message, line: Group, ordered: Number | None, path: str) -> Day | None:
    """The date of the one SCH that is the whole line."""
    schedule = the_whole_line(line, ordered)
    return day(message, schedule, 6, path) if schedule else None


def _stores(message: Message, line: Group, path: str) -> Iterator[DeliveryReading]:
    """SDQ: a unit, who numbered the stores, then up to ten pairs of store and quantity."""
    for segment in line.all("SDQ"):
        _tell_other_unit(message, line, segment, path)
        scheme = segment.component(2).strip().upper()
        for element in range(3, min(len(segment.elements), _LAST_PAIR) + 1, 2):
            store = message.text(segment, element)
            quantity = message.number(segment, element + 1, 1, f"{path}.deliveries")
            if store is None or quantity is None:
                continue
            yield DeliveryReading(
                quantity=quantity, ship_to=PartyReading(id=store, id_scheme=_SCHEMES.get(scheme, scheme))
            )


def _tell_other_unit(message: Message, line: Group, segment: Segment, path: str) -> None:
    unit, ordered = segment.component(1).strip(), line.trigger.component(3).strip() if line.trigger else ""
    if unit and ordered and not same_unit(unit, ordered):
        sentence = f"The stores' quantities are in {unit}, that of the line in {ordered}. Compare them."
        message.hold(FindingCode.SPLIT_DELIVERY, sentence, f"{path}.deliveries", segment, found=unit, expected=ordered)


def _schedule(message: Message, line: Group, path: str) -> Iterator[DeliveryReading]:
    for loop in line.under("SCH"):
        yield from _scheduled(message, loop.trigger, None, path)


def _scheduled(
    message: Message, schedule: Segment | None, place: PartyReading | None, path: str
) -> Iterator[DeliveryReading]:
    if schedule is not None:
        yield DeliveryReading(
            quantity=message.number(schedule, 1, 1, f"{path}.deliveries"),
            requested_date=day(message, schedule, 6, f"{path}.deliveries"),
            ship_to=place,
        )


def _places(message: Message, line: Group, ordered: Number | None, path: str) -> Iterator[DeliveryReading]:
    loops = in_role(line, *SHIP_TO)
    for loop in loops:
        place = party(message, [loop], f"{path}.deliveries")
        shipped = _shipped(message, loop, path) or (ordered if len(loops) == 1 else None)
        scheduled = [found for inner in loop.under("SCH") for found in _scheduled(message, inner.trigger, place, path)]
        yield from scheduled or [DeliveryReading(quantity=shipped, ship_to=place)]


def _shipped(message: Message, loop: Group, path: str) -> Number | None:
    """QTY of the place, where the sender has one."""
    for segment in loop.all("QTY"):
        return message.number(segment, 2, 1, f"{path}.deliveries")
    return None
