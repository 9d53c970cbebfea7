"""The heading and summary of a message: numbers, dates, parties, currency, totals, texts."""

from typing import Any

from orders.findings import FindingCode
from orders.reading import OrderKind, PartyReading
from parsers.edifact.allowances import header_allowances
from parsers.edifact.dates import day
from parsers.edifact.groups import Group
from parsers.edifact.parties import contact, party, party_of_place
from parsers.edifact.reads import Day, Message, Number, Text, joined
from parsers.edifact.texts import free_texts

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
_TEXT_WIDTH = 35


def heading(message: Message, root: Group, kind: OrderKind) -> dict[str, Any]:
    """Every field of the reading that is not a line, as keyword arguments."""
    buyer = _role(root, "BY")
    ship_to = _ship_to(message, root)
    return {
        **_numbers(message, root, kind),
        **_dates(message, root),
        "currency": _currency(message, root),
        "buyer": party(message, buyer, "buyer"),
        "buyer_contact": contact(message, buyer),
        "supplier": party(message, _role(root, "SU") or _role(root, "SE"), "supplier"),
        "ship_to": ship_to,
        "bill_to": party(message, _role(root, "IV"), "bill_to"),
        "payment_terms": _payment_terms(message, root),
        "notes": free_texts(message, root.all("FTX"), ""),
        **_totals(message, root),
        **header_allowances(message, root),
    }


def _role(root: Group, *roles: str) -> list[Group]:
    groups = [group for group in root.under("NAD") if group.trigger]
    return [group for role in roles for group in groups if group.trigger and group.trigger.component(1) == role]


def _numbers(message: Message, root: Group, kind: OrderKind) -> dict[str, Text | None]:
    beginning = next(iter(root.all("BGM")), None)
    number = message.text(beginning, 2) if beginning else None
    contract = _reference(message, root, "CT") or _reference(message, root, "BO")
    ordered = _reference(message, root, "ON")
    if kind is OrderKind.ORDER:
        if number and ordered and number.value != ordered.value:
            message.note(
                FindingCode.AMBIGUOUS_VALUE,
                f"A reference names the order {ordered.value}; BGM names it {number.value}, which is used.",
                "po_number",
                beginning,
            )
        return {"po_number": number, "contract": contract}
    # A change names the order that it changes by reference; its own number is another.
    return {"po_number": ordered or number, "change_number": number, "contract": contract}


def _reference(message: Message, root: Group, qualifier: str) -> Text | None:
    for group in root.under("RFF"):
        if group.trigger and group.trigger.component(1) == qualifier:
            return message.text(group.trigger, 1, 2)
    return None


def _dates(message: Message, root: Group) -> dict[str, Day | None]:
    dates = {
        "order_date": day(message, root.qualified("DTM", "137") or root.qualified("DTM", "4"), "order_date"),
        "requested_delivery_date": day(message, root.qualified("DTM", "2"), "requested_delivery_date"),
        "earliest_delivery_date": day(message, root.qualified("DTM", "64"), "earliest_delivery_date"),
        "latest_delivery_date": day(message, root.qualified("DTM", "63"), "latest_delivery_date"),
    }
    wanted = any(dates[name] for name in dates if name != "order_date")
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


def _ship_to(message: Message, root: Group) -> PartyReading | None:
    reading = party(message, _role(root, "DP") or _role(root, "ST"), "ship_to")
    if reading is None:
        reading = _delivery_place(message, root)
    # In cross-docking the goods go to one place for another; the order has one place.
    for group in _role(root, "UC", "CN", "SN"):
        final = party(message, [group], "ship_to")
        if final and (reading is None or not _same_place(reading, final)):
            message.hold(
                FindingCode.AMBIGUOUS_VALUE,
                "A final consignee or store is named that is not the delivery party. Choose where the goods go.",
                "ship_to",
                group.trigger,
            )
    return reading


def _delivery_place(message: Message, root: Group) -> PartyReading | None:
    """LOC 7 of the heading or of the buyer, where no party is named for the delivery."""
    places = root.all("LOC") + [place for group in _role(root, "BY") for place in group.all("LOC")]
    found = [place for place in places if place.component(1) == "7"]
    return party_of_place(message, found[0]) if found else None


def _same_place(one: PartyReading, other: PartyReading) -> bool:
    if one.id and other.id:
        return one.id.value == other.id.value
    return one.street == other.street and one.postcode == other.postcode


def _currency(message: Message, root: Group) -> Text | None:
    found = [
        (group.trigger, element)
        for group in root.under("CUX")
        if group.trigger
        for element in (1, 2)
        if group.trigger.component(element) == "2" and group.trigger.component(element, 2)
    ]
    if not found:
        return None
    if len({segment.component(element, 2) for segment, element in found}) > 1:
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "Several currencies are given. Choose the one in which the order is to be invoiced.",
            "currency",
            found[1][0],
        )
    segment, element = found[0]
    read = message.text(segment, element, 2)
    if read and not (len(read.value) == 3 and read.value.isascii() and read.value.isalpha()):
        message.hold(
            FindingCode.INVALID_VALUE,
            f"“{read.value}” is no currency code. Type the code, such as EUR.",
            "currency",
            segment,
        )
    return read


def _payment_terms(message: Message, root: Group) -> Text | None:
    for group in root.under("PAT"):
        if group.trigger and (value := joined(group.trigger.composite(2)[3:], _TEXT_WIDTH)):
            return Text(value=value, evidence=(message.place(group.trigger, 2),))
    return None


def _totals(message: Message, root: Group) -> dict[str, Number | None]:
    def amount(field: str, *qualifiers: str) -> Number | None:
        segments = root.qualified("MOA", *qualifiers)
        if len({segment.component(1, 2) for segment in segments if segment.component(1) == qualifiers[0]}) > 1:
            message.hold(
                FindingCode.AMBIGUOUS_VALUE,
                "Several totals of one meaning are given. Compare them with the lines.",
                field,
                segments[1],
            )
        return message.number(segments[0], 1, 2, field) if segments else None

    return {
        "total_net": amount("total_net", "79", "86"),
        "total_tax": amount("total_tax", "124", "176"),
        "total_gross": amount("total_gross", "77"),
    }
