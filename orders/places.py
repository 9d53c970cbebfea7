"""Lines that go to several places: which lines do, and how much of a line goes where.

X12 has SDQ and N1 loops in lines, EDIFACT LOC and NAD groups with quantities. A place is resolved once, however many
lines go there.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from orders.lessons import NO_PLACE, ship_to_key
from orders.order import Delivery, Party
from orders.partner_values import GoodsForStores
from orders.reading import DeliveryReading, LineReading, OrderKind, OrderReading, PartyReading
from orders.resolution import Resolution

_MOST_DECIMALS = 12


def goes_to_places(line: LineReading) -> bool:
    """Whether each of its deliveries has a quantity and a place that no other one has, and they add up to the line."""
    if not line.deliveries or line.quantity is None:
        return False
    places = [ship_to_key(delivery.ship_to) for delivery in line.deliveries]
    shares = [delivery.quantity.value for delivery in line.deliveries if delivery.quantity]
    return (
        NO_PLACE not in places
        and len(set(places)) == len(places) == len(shares)
        and all(share > 0 for share in shares)
        and sum(shares, Decimal(0)) == line.quantity.value
    )


def all_go_to_places(reading: OrderReading) -> bool:
    """Whether the order needs no delivery address of its own."""
    return reading.kind is OrderKind.ORDER and bool(reading.lines) and all(map(goes_to_places, reading.lines))


def names_stores_beside_ship_to(reading: OrderReading) -> bool:
    """Whether a line is for several places, and the order has an address as well: often a centre that passes it on."""
    is_spread = any(len(line.deliveries) > 1 and goes_to_places(line) for line in reading.lines)
    is_order = reading.kind is OrderKind.ORDER
    return is_order and is_spread and reading.ship_to is not None and bool(place_name(reading.ship_to))


def goes_past_ship_to(reading: OrderReading) -> bool:
    """Whether the partner means the stores, and nothing of the order is for its own address."""
    meant = reading.profile.goods_for_stores if reading.profile else GoodsForStores.HOLD
    return meant is GoodsForStores.STORES and names_stores_beside_ship_to(reading) and all_go_to_places(reading)


def place_name(place: PartyReading) -> str:
    """The number or else the address of a place, as a person would say it."""
    number, *address = (
        read.value.strip() if read else "" for read in (place.id, place.name, place.street, place.postcode, place.city)
    )
    return number or ", ".join(filter(None, address))


def place_path(place: PartyReading | None) -> str:
    """Where the resolution of a place is kept, be it named on one line or on many."""
    return f"place[{ship_to_key(place)}]"


def places(reading: OrderReading) -> Iterator[tuple[str, PartyReading]]:
    """The place of each delivery to one of several places, each once, with the path of the first that names it."""
    known: set[str] = set()
    for number, line in enumerate(reading.lines if reading.kind is OrderKind.ORDER else ()):
        for index, delivery in enumerate(line.deliveries if goes_to_places(line) else ()):
            if delivery.ship_to is not None and (key := ship_to_key(delivery.ship_to)) not in known:
                known.add(key)
                yield f"lines[{number}].deliveries[{index}].ship_to", delivery.ship_to


def shares(
    line: LineReading, quantity: Decimal, resolutions: Mapping[str, Resolution]
) -> tuple[Delivery, ...] | None:  # fmt: skip
    """What of the quantity, which is in the resolved unit, goes where; None while a place is not known."""
    if not goes_to_places(line) or line.quantity is None:
        return ()
    factor = Fraction(quantity) / Fraction(line.quantity.value)
    found = [_share(delivery, factor, resolutions) for delivery in line.deliveries]
    known = tuple(share for share in found if share is not None)
    return known if len(known) == len(found) else None


def _share(delivery: DeliveryReading, factor: Fraction, resolutions: Mapping[str, Resolution]) -> Delivery | None:
    resolution = resolutions.get(place_path(delivery.ship_to))
    quantity = _converted(delivery.quantity.value, factor) if delivery.quantity else None
    if resolution is None or not resolution.value or quantity is None:
        return None
    return Delivery(
        quantity=quantity,
        ship_to=resolution.party or Party(account=resolution.value),
        requested_date=delivery.requested_date.value if delivery.requested_date else None,
    )


def _converted(quantity: Decimal, factor: Fraction) -> Decimal | None:
    """Exactly, or not at all; most lines are ordered in the unit that they are sold in."""
    if factor == 1:
        return quantity
    number = Fraction(quantity) * factor
    rounded = round(Decimal(number.numerator) / Decimal(number.denominator), _MOST_DECIMALS)
    return Decimal(f"{rounded.normalize():f}") if Fraction(rounded) == number else None
