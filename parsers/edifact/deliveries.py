"""Several deliveries of one line: LOC, SCC or NAD groups with a quantity, or QTY 11 with the dates that follow it.

QTY 21 of the line stays the quantity ordered; the deliveries must add up to it. Where each goes to a place of its own
the order is made one for each place; an order line has one date, so a person decides on the others. One delivery of the
whole quantity to the order's place is just the line with its date.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from orders.places import goes_to_places
from orders.reading import DeliveryReading, LineReading, PartyReading
from parsers.edifact.dates import day
from parsers.edifact.parties import party, party_of_place
from parsers.edifact.quantities import ORDERED, SPLIT
from parsers.segments.groups import Group
from parsers.segments.reads import Day, Message, Number, decimal

_DELIVERY_PLACE = "7"
_DELIVERY_PARTIES = frozenset({"DP", "ST", "UC", "CN", "SN", "BY"})
# SCC 4017: a plan binds nobody to a delivery.
BINDING_SCHEDULES = frozenset({"", "1", "10"})
_REQUESTED = "2"


@dataclass(slots=True)
class _Share:
    """The segments of one delivery."""

    quantity: Segment | None = None
    dates: list[Segment] = field(default_factory=list)
    group: Group | None = None
    binding: bool = True


def deliveries(
    message: Message, line: Group, ordered: Number | None, header: PartyReading | None, path: str
) -> tuple[DeliveryReading, ...]:
    """The deliveries of a line, none when it has just the order's place."""
    if _the_whole_line(line, ordered, header):
        return ()
    shares = _shares(line)
    read = tuple(_read(message, share, f"{path}.deliveries[{number}]") for number, share in enumerate(shares))
    if read and not _is_shared_out(line, shares, LineReading(quantity=ordered, deliveries=read)):
        _tell(message, line, ordered, read, path)
    return read


def _is_shared_out(line: Group, shares: list[_Share], read: LineReading) -> bool:
    """Whether the order can be made one for each place: validation says then that it is."""
    units = {"", *map(_unit_of, line.qualified("QTY", *ORDERED))}
    plain = all(share.binding and _is_requested(share.dates) for share in shares)
    return (
        plain and all(_unit_of(share.quantity) in units for share in shares if share.quantity) and goes_to_places(read)
    )


def dates_of_line(line: Group, ordered: Number | None) -> list[Segment]:
    """DTM 2 of the line: those that follow a split quantity belong to that, unless it is the whole line."""
    whole = _of_everything(line, ordered)
    split = {id(segment) for share in _sequence(line) for segment in share.dates} if whole is None else set()
    own = [segment for segment in line.qualified("DTM", _REQUESTED) if id(segment) not in split]
    own += [segment for group in _other_places(line) for segment in group.qualified("DTM", _REQUESTED)]
    known = {id(segment) for segment in own}
    return [*own, *(segment for segment in (whole.dates if whole else []) if id(segment) not in known)]


def _the_whole_line(line: Group, ordered: Number | None, header: PartyReading | None) -> _Share | None:
    """The one delivery of a line that differs from the line in nothing but that it may give the date."""
    share = _of_everything(line, ordered)
    elsewhere = share is not None and share.group is not None and not _is_header(share.group, header)
    return None if elsewhere else share


def _of_everything(line: Group, ordered: Number | None) -> _Share | None:
    """The one delivery of all that the line orders, wherever it goes."""
    shares = _shares(line)
    if len(shares) != 1 or not shares[0].binding or not _is_requested(shares[0].dates):
        return None
    (share,) = shares
    if share.quantity is None:
        return share
    everything = ordered is not None and decimal(share.quantity.component(1, 2).strip()) == ordered.value
    return (
        share
        if everything and _unit_of(share.quantity) in ("", *map(_unit_of, line.qualified("QTY", *ORDERED)))
        else None
    )


def _unit_of(quantity: Segment) -> str:
    return quantity.component(1, 3).strip().upper()


def _is_requested(dates: list[Segment]) -> bool:
    return all(segment.component(1) == _REQUESTED for segment in dates)


def _shares(line: Group) -> list[_Share]:
    return [*_places(line), *_schedules(line), *_sequence(line)]


def _places(line: Group) -> Iterator[_Share]:
    for group in (*line.under("LOC"), *line.under("NAD")):
        if _is_delivery(group):
            first, *more = group.all("QTY") or (None,)
            yield _Share(first, group.all("DTM"), group, binding=not more)


def _other_places(line: Group) -> list[Group]:
    """Places such as that of origin: a date behind them that says "requested delivery" is the line's."""
    return [group for group in (*line.under("LOC"), *line.under("NAD")) if not _is_delivery(group)]


def _is_delivery(group: Group) -> bool:
    role = group.trigger.component(1) if group.trigger else ""
    return role == _DELIVERY_PLACE or role in _DELIVERY_PARTIES or bool(group.all("QTY"))


def _schedules(line: Group) -> Iterator[_Share]:
    for schedule in line.under("SCC"):
        kind = schedule.trigger.component(1).strip() if schedule.trigger else ""
        binding = kind in BINDING_SCHEDULES and not schedule.all("DTM")
        for group in schedule.under("QTY"):
            yield _Share(group.trigger, group.all("DTM"), binding=binding)
        if schedule.all("DTM") and not schedule.groups:
            yield _Share(None, schedule.all("DTM"), binding=kind in BINDING_SCHEDULES)


def _sequence(line: Group) -> Iterator[_Share]:
    share = None
    for segment in line.segments:
        if segment.tag == "QTY":
            if share:
                yield share
            share = _Share(segment) if segment.component(1) == SPLIT else None
        elif segment.tag == "DTM" and share and segment.component(1) == _REQUESTED:
            share.dates.append(segment)
    if share:
        yield share


def _read(message: Message, share: _Share, path: str) -> DeliveryReading:
    return DeliveryReading(
        quantity=message.number(share.quantity, 1, 2, f"{path}.quantity") if share.quantity else None,
        requested_date=_date(message, share, f"{path}.requested_date"),
        ship_to=_place(message, share.group, f"{path}.ship_to"),
    )


def _date(message: Message, share: _Share, path: str) -> Day | None:
    requested = [segment for segment in share.dates if segment.component(1) == _REQUESTED]
    # A schedule may date its deliveries in another way; where it does not say "requested", what it says is shown.
    dates = requested if share.group else requested or share.dates
    return day(message, dates, path) if dates else None


def _place(message: Message, group: Group | None, path: str) -> PartyReading | None:
    if group is None or group.trigger is None:
        return None
    if group.trigger.tag == "NAD":
        return party(message, [group], path)
    return party_of_place(message, group.trigger)


def _is_header(place: Group, header: PartyReading | None) -> bool:
    named = place.trigger.component(2).strip() if place.trigger else ""
    return bool(named and header and header.id and named == header.id.value)


def _tell(
    message: Message, line: Group, ordered: Number | None, read: tuple[DeliveryReading, ...], path: str
) -> None:  # fmt: skip
    shares = [delivery.quantity.value for delivery in read if delivery.quantity]
    total = sum(shares, Decimal(0))
    found, expected = f"deliveries: {len(read)}", ""
    if shares and ordered and total != ordered.value:
        found, expected = f"deliveries of {total:f} in all", f"{ordered.value:f}"
    asked = "a delivery with its own" if len(read) == 1 else f"{len(read)} deliveries with their own"
    message.hold(
        FindingCode.SPLIT_DELIVERY,
        f"The line asks for {asked} quantity, date or place. "
        "Split the line in the ERP and record it, or accept it as one delivery.",
        f"{path}.deliveries",
        line.trigger,
        found=found,
        expected=expected,
    )
