"""An order whose lines go to several places, as parts of it: one for each place, with its share of each line. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from orders.line_keys import LineKey, share_key
from orders.order import AnyOrder, Delivery, Line, Party, PurchaseOrder
from storage.rows import PostingRow


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


def next_place(
    order: PurchaseOrder, keys: Sequence[LineKey], sent: frozenset[LineKey]
) -> tuple[Party, Mapping[LineKey, Line]] | None:
    """The place of the first share that is in no part, and what goes there: of each line at most one share.

    None where all is in a part.
    """
    place: Party | None = None
    chosen: dict[LineKey, Line] = {}
    for key, line in zip(keys, order.lines, strict=True):
        for share, (ship_to, part) in _parts(key, line, order).items():
            if share in sent or (place is not None and ship_to != place):
                continue
            place = ship_to
            chosen[share] = part
            break
    return (place, chosen) if place is not None else None


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


def _parts(key: LineKey, line: Line, order: PurchaseOrder) -> Mapping[LineKey, tuple[Party, Line]]:
    if not line.deliveries:
        return {key: (order.ship_to, line)}
    return {
        share_key(key, index): (delivery.ship_to, _part(line, delivery, is_first=index == 0))
        for index, delivery in enumerate(line.deliveries)
    }


def _part(line: Line, delivery: Delivery, *, is_first: bool) -> Line:
    """A share as a line. Amounts that are taken off the line or added to it go with its first share."""
    return line.model_copy(
        update={
            "quantity": line.quantity.model_copy(update={"value": delivery.quantity}),
            "requested_date": delivery.requested_date or line.requested_date,
            "allowances": tuple(one for one in line.allowances if is_first or one.amount is None),
            "deliveries": (),
        }
    )
