"""Several deliveries of one line: LOC, SCC or NAD groups with a quantity, or QTY 11 with the dates that follow it.

QTY 21 of the line stays the quantity ordered; the deliveries must add up to it. Orders hold one place and one date a
line, so a person decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import DeliveryReading, PartyReading
from parsers.edifact.dates import day
from parsers.edifact.groups import Group
from parsers.edifact.parties import party, party_of_place
from parsers.edifact.quantities import SPLIT
from parsers.edifact.reads import Message, Number

_DELIVERY_PLACE = "7"
_DELIVERY_PARTIES = frozenset({"DP", "ST", "UC", "CN", "SN", "BY"})


@dataclass(slots=True)
class _Share:
    """The segments of one delivery."""

    quantity: Segment | None = None
    dates: list[Segment] = field(default_factory=list)
    group: Group | None = None


def deliveries(
    message: Message, line: Group, ordered: Number | None, header: PartyReading | None, path: str
) -> tuple[DeliveryReading, ...]:
    """The deliveries of a line, none when it has just the order's place and date."""
    shares = [*_places(line), *_schedules(line), *_sequence(line)]
    read = tuple(_read(message, share, f"{path}.deliveries[{number}]") for number, share in enumerate(shares))
    if len(read) == 1 and read[0].quantity is None and _is_header(read[0].ship_to, header):
        return ()
    if read:
        _tell(message, line, ordered, read, path)
    return read


def dates_of_line(line: Group) -> list[Segment]:
    """DTM 2 of the line itself: those that follow a split quantity belong to that."""
    split = {id(segment) for share in _sequence(line) for segment in share.dates}
    return [segment for segment in line.qualified("DTM", "2") if id(segment) not in split]


def _places(line: Group) -> Iterator[_Share]:
    for group in (*line.under("LOC"), *line.under("NAD")):
        role = group.trigger.component(1) if group.trigger else ""
        if role == _DELIVERY_PLACE or role in _DELIVERY_PARTIES or group.all("QTY"):
            yield _Share(next(iter(group.all("QTY")), None), group.qualified("DTM", "2"), group)


def _schedules(line: Group) -> Iterator[_Share]:
    for schedule in line.under("SCC"):
        for group in schedule.under("QTY"):
            yield _Share(group.trigger, group.all("DTM"))


def _sequence(line: Group) -> Iterator[_Share]:
    share = None
    for segment in line.segments:
        if segment.tag == "QTY":
            if share:
                yield share
            share = _Share(segment) if segment.component(1) == SPLIT else None
        elif segment.tag == "DTM" and share and segment.component(1) == "2":
            share.dates.append(segment)
    if share:
        yield share


def _read(message: Message, share: _Share, path: str) -> DeliveryReading:
    return DeliveryReading(
        quantity=message.number(share.quantity, 1, 2, f"{path}.quantity") if share.quantity else None,
        requested_date=day(message, share.dates, f"{path}.requested_date") if share.dates else None,
        ship_to=_place(message, share.group, f"{path}.ship_to"),
    )


def _place(message: Message, group: Group | None, path: str) -> PartyReading | None:
    if group is None or group.trigger is None:
        return None
    if group.trigger.tag == "NAD":
        return party(message, [group], path)
    return party_of_place(message, group.trigger)


def _is_header(place: PartyReading | None, header: PartyReading | None) -> bool:
    return bool(place and header and place.id and header.id and place.id.value == header.id.value)


def _tell(
    message: Message, line: Group, ordered: Number | None, read: tuple[DeliveryReading, ...], path: str
) -> None:  # fmt: skip
    shares = [delivery.quantity.value for delivery in read if delivery.quantity]
    total = sum(shares, Decimal(0))
    found, expected = f"deliveries: {len(read)}", ""
    if shares and ordered and total != ordered.value:
        found, expected = f"deliveries of {total:f} in all", f"{ordered.value:f}"
    message.hold(
        FindingCode.SPLIT_DELIVERY,
        "The line is to be delivered in parts or to a place of its own. Split it, or agree on one delivery.",
        f"{path}.deliveries",
        line.trigger,
        found=found,
        expected=expected,
    )
