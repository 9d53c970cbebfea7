"""The heading and summary of a message: numbers, dates, parties, currency, totals, texts."""

from typing import Any

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import OrderKind, PartyReading
from parsers.edifact.allowances import header_allowances
from parsers.edifact.currency import currency
from parsers.edifact.dates import day
from parsers.edifact.delivery_terms import delivery_terms
from parsers.edifact.order_numbers import order_numbers
from parsers.edifact.parties import contact, party, party_of_place
from parsers.edifact.payment_terms import payment_terms
from parsers.edifact.texts import free_texts
from parsers.edifact.totals import totals
from parsers.segments.groups import Group
from parsers.segments.reads import Day, Message

# DTM 2005 that bind the delivery in a way the order has no field for; they are not turned into a delivery date.
OTHER_DATES = {
    "10": "a shipment date",
    "11": "a despatch date",
    "17": "an estimated delivery date",
    "36": "an expiry date",
    "61": "a date after which delivery is refused",
    "67": "a scheduled delivery date",
    "69": "a promised delivery date",
    "76": "a scheduled delivery date",
    "200": "a collection date",
    "234": "an earliest collection date",
    "235": "a latest collection date",
    "361": "a best-before date",
    "364": "a remaining shelf life",
}


def heading(message: Message, root: Group, kind: OrderKind, type_: str) -> dict[str, Any]:
    """Every field of the reading that is not a line, as keyword arguments."""
    buyer = _role(root, "BY") or _role(root, "OB")
    ship_to = _ship_to(message, root)
    return {
        **order_numbers(message, root, kind, type_),
        **_dates(message, root),
        "currency": currency(message, root),
        "buyer": party(message, buyer, "buyer"),
        "buyer_contact": contact(message, buyer),
        "supplier": party(message, _role(root, "SU") or _role(root, "SE"), "supplier"),
        "ship_to": ship_to,
        "bill_to": party(message, _role(root, "IV") or _role(root, "BT"), "bill_to"),
        "payment_terms": payment_terms(message, root),
        "delivery_terms": delivery_terms(message, root),
        "notes": free_texts(message, _texts(root), ""),
        **totals(message, root),
        **header_allowances(message, root),
    }


def _texts(root: Group) -> list[Segment]:
    """FTX of the heading, in whatever group it stands."""
    lines = {id(segment) for line in root.under("LIN") for segment in line.everything()}
    return [segment for segment in root.everything() if segment.tag == "FTX" and id(segment) not in lines]


def _role(root: Group, *roles: str) -> list[Group]:
    groups = [group for group in root.under("NAD") if group.trigger]
    return [group for role in roles for group in groups if group.trigger and group.trigger.component(1) == role]


def _dates(message: Message, root: Group) -> dict[str, Day | None]:
    dates = {
        "order_date": day(message, root.qualified("DTM", "137") or root.qualified("DTM", "4"), "order_date"),
        "requested_delivery_date": day(message, root.qualified("DTM", "2"), "requested_delivery_date"),
        "earliest_delivery_date": day(message, root.qualified("DTM", "64"), "earliest_delivery_date"),
        "latest_delivery_date": day(message, root.qualified("DTM", "63"), "latest_delivery_date"),
    }
    if not root.qualified("DTM", "137", "4"):
        _tell_misplaced_date(message, root)
    lines = root.under("LIN")
    wanted = any(dates[name] for name in dates if name != "order_date") or (
        bool(lines) and all(line.qualified("DTM", "2") for line in lines)
    )
    for segment in root.qualified("DTM", *OTHER_DATES):
        tell = message.note if wanted else message.hold
        meaning = OTHER_DATES[segment.component(1)]
        tell(
            FindingCode.AMBIGUOUS_VALUE,
            f"The order gives {meaning}, not a delivery date. Type the date that keeps it.",
            "requested_delivery_date",
            segment,
        )
    return dates


def _tell_misplaced_date(message: Message, root: Group) -> None:
    for segment in root.everything():
        if segment.tag == "DTM" and segment.component(1) == "137":
            sentence = "The only date of a document stands behind a reference or in a line. Type the date of the order."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "order_date", segment)


def _ship_to(message: Message, root: Group) -> PartyReading | None:
    named = _role(root, "DP") or _role(root, "ST") or _role(root, "CN")
    reading = party(message, named, "ship_to")
    place = _delivery_place(message, root)
    if reading is None:
        reading = place
    elif place and _contradicts(reading, place):
        sentence = "The place of delivery (LOC 7) is not the delivery party. Choose where the goods go."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", named[0].trigger)
    # In cross-docking the goods go to one place for another; the order has one place.
    for group in _role(root, "ST", "UC", "CN", "SN"):
        final = party(message, [group], "ship_to")
        if final and (reading is None or not _same_place(reading, final)):
            message.hold(
                FindingCode.AMBIGUOUS_VALUE,
                "Another place is named beside the delivery party, such as a store. Choose where the goods go.",
                "ship_to",
                group.trigger,
            )
    return reading


def _delivery_place(message: Message, root: Group) -> PartyReading | None:
    """LOC 7 of the heading or of the buyer."""
    places = root.all("LOC") + [place for group in _role(root, "BY") for place in group.all("LOC")]
    found = [place for place in places if place.component(1) == "7"]
    return party_of_place(message, found[0]) if found else None


def _contradicts(reading: PartyReading, place: PartyReading) -> bool:
    """Whether both have an id of one scheme, and not the same; a place within the party has one of another scheme."""
    same_scheme = bool(reading.id and place.id) and reading.id_scheme == place.id_scheme
    return same_scheme and not _same_place(reading, place)


def _same_place(one: PartyReading, other: PartyReading) -> bool:
    if one.id and other.id:
        return one.id.value == other.id.value
    return one.street == other.street and one.postcode == other.postcode
