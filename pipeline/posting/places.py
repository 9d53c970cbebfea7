"""An order whose lines go to several places, as parts of it: one for each place, with its share of each line. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from orders.line_keys import LineKey, share_key
from orders.order import AnyOrder, Delivery, Line, Party, PurchaseOrder
from orders.reading import OrderReading
from storage.rows import PostingRow

NOT_AGAIN: Mapping[str, object] = MappingProxyType({"freight": None, "allowances": ()})
"""What the first part of an order has, the others have not: the freight, the allowances and charges of the order."""


def goes_to_places(order: AnyOrder | None) -> bool:
    """Whether a line of it goes elsewhere than the order says; such an order is never posted as it stands."""
    return isinstance(order, PurchaseOrder) and any(line.deliveries for line in order.lines)


def shares_of(order: AnyOrder | None, keys: Sequence[LineKey]) -> tuple[LineKey, ...]:
    """The keys of all that can be in a part: of lines, and of each share of a line that goes to places.

    `keys` are those of the lines. While the order is not complete, they are all that is known.
    """
    if not isinstance(order, PurchaseOrder) or len(order.lines) != len(keys):
        return tuple(keys)
    return tuple(share for key, line in zip(keys, order.lines, strict=True) for share in _shares(key, line))


@dataclass(frozen=True, slots=True)
class PlacePart:
    """The part of an order that goes to one place: its number, the keys of its lines or shares, and what is sent."""

    part: str
    lines: tuple[LineKey, ...]
    content: PurchaseOrder


def parts_for_places(
    order: PurchaseOrder, reading: OrderReading, keys: Sequence[LineKey], sent: Collection[LineKey], begun: int
) -> Iterator[PlacePart]:
    """What is not sent yet, one part for each place, where so many parts have begun; of each line at most one share.

    `reading` is that of the order as people have changed it, `keys` are those of its lines.
    """
    chosen: dict[tuple[Party, int], dict[LineKey, tuple[Line, int | None]]] = {}
    for key, read, line in zip(keys, reading.lines, order.lines, strict=True):
        named = numbered(line, key) if read.line_no is None else line
        met: Counter[Party] = Counter()
        for share, place, delivery in _places(key, line, order):
            if share not in sent:
                chosen.setdefault((place, met[place]), {})[share] = (named, delivery)
                met[place] += 1
    for number, ((place, _), shares) in enumerate(chosen.items(), start=begun + 1):
        lines = tuple(_share(line, delivery) for line, delivery in shares.values())
        once = {} if number == 1 else NOT_AGAIN
        yield PlacePart(str(number), tuple(shares), order.model_copy(update={"lines": lines, "ship_to": place, **once}))


def numbered(line: Line, key: LineKey) -> Line:
    """A line without a number has one that no other part can use, whatever lines are deleted meanwhile."""
    return line.model_copy(update={"line_no": str(key)})


def went_everywhere(key: LineKey, deliveries: int, sent: Collection[LineKey]) -> bool:
    """Whether all shares of a line that goes to so many places are sent."""
    return deliveries > 0 and all(share_key(key, index) in sent for index in range(deliveries))


def places_of(parts: Iterable[PostingRow]) -> Mapping[LineKey, Party]:
    """Where each share went."""
    return {share: part.content.ship_to for part in parts if part.content for share in part.lines}


def reunited(
    key: LineKey, deliveries: int, sent: Mapping[LineKey, Line], places: Mapping[LineKey, Party]
) -> Line | None:
    """A line that goes to so many places as all of its shares were sent; None while one of them is left."""
    shares = [share_key(key, index) for index in range(deliveries)]
    if not went_everywhere(key, deliveries, sent):
        return None
    went = tuple(
        Delivery(quantity=sent[share].quantity.value, ship_to=places[share], requested_date=sent[share].requested_date)
        for share in shares
    )
    first, total = sent[shares[0]], sum((delivery.quantity for delivery in went), Decimal(0))
    quantity = first.quantity.model_copy(update={"value": total})
    return first.model_copy(update={"quantity": quantity, "deliveries": went})


def _shares(key: LineKey, line: Line) -> tuple[LineKey, ...]:
    return tuple(share_key(key, index) for index in range(len(line.deliveries))) if line.deliveries else (key,)


def _places(key: LineKey, line: Line, order: PurchaseOrder) -> Iterator[tuple[LineKey, Party, int | None]]:
    """Where each share of a line goes, with the index of its delivery; None where the line goes as a whole."""
    if not line.deliveries:
        yield key, order.ship_to, None
    for index, delivery in enumerate(line.deliveries):
        yield share_key(key, index), delivery.ship_to, index


def _share(line: Line, index: int | None) -> Line:
    """A share as a line. Amounts that are taken off the line or added to it go with its first share."""
    if index is None:
        return line
    delivery = line.deliveries[index]
    return line.model_copy(
        update={
            "quantity": line.quantity.model_copy(update={"value": delivery.quantity}),
            "requested_date": delivery.requested_date or line.requested_date,
            "allowances": tuple(one for one in line.allowances if index == 0 or one.amount is None),
            "deliveries": (),
        }
    )
