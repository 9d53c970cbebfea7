"""What an order means that names stores for its lines, and a delivery address of its own beside them."""

from orders.evidence import Evidence
from orders.findings import Finding, FindingCode, Severity
from orders.partner import PartnerProfile
from orders.partner_values import GoodsForStores
from orders.places import goes_to_places, names_stores_beside_ship_to, place_name
from orders.reading import LineReading, OrderReading, Read
from parsers.profile.given import setting, whole

_NAME = "goods_for_stores"


def with_stores_meant(reading: OrderReading, profile: PartnerProfile) -> OrderReading:
    """The reading with all goods going to the order's own address, where the profile says that it is a centre.

    The shares of the stores become texts of the lines. Deliveries with days of their own are left as they are, and a
    person is asked.
    """
    if profile.goods_for_stores is not GoodsForStores.CENTRE or not names_stores_beside_ship_to(reading):
        return reading
    if any(delivery.requested_date for line in reading.lines for delivery in line.deliveries):
        return reading
    lines = tuple(_to_the_centre(line, profile) if goes_to_places(line) else line for line in reading.lines)
    return reading.model_copy(update={"lines": lines, "findings": (*reading.findings, _told(reading, profile))})


def _to_the_centre(line: LineReading, profile: PartnerProfile) -> LineReading:
    shares = ", ".join(
        f"{place_name(delivery.ship_to)}: {delivery.quantity.value:f}"
        for delivery in line.deliveries
        if delivery.ship_to and delivery.quantity
    )
    note = Read(value=f"For the stores {shares}", evidence=(*_places(line), setting(profile, _NAME)))
    return line.model_copy(update={"deliveries": (), "notes": (*line.notes, note)})


def _places(line: LineReading) -> tuple[Evidence, ...]:
    """Each segment once: one has up to ten stores."""
    places = (place for delivery in line.deliveries if delivery.quantity for place in delivery.quantity.evidence)
    return tuple(dict.fromkeys(map(whole, places)))


def _told(reading: OrderReading, profile: PartnerProfile) -> Finding:
    address = place_name(reading.ship_to) if reading.ship_to else ""
    return Finding(
        code=FindingCode.SPLIT_DELIVERY,
        severity=Severity.NOTE,
        message=f"The lines name stores. By the profile {profile.name} all goods go to {address}, which passes them "
        "on; each line says in a text how many are for which store.",
        path="ship_to",
        found=address,
    )
