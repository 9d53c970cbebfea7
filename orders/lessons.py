"""What a person's choice teaches: the key under which the next order with the same words will find it.

Rules ask and decisions teach by the same keys, so that what was decided once is not asked again.
"""

import re
from dataclasses import dataclass

from orders.gtin import comparable
from orders.knowledge import FOR_EVERYONE, KnowledgeKind
from orders.matching import name_key, number_key, street_key
from orders.reading import LineReading, OrderReading, PartyReading, Read

AS_SHOWN = "as shown"
"""The value of a lesson about an address: goods go there though it is no account of ours."""
NO_UNIT = "-"
NO_PLACE = "-"

_PLACE = re.compile(r"place\[(.*)\]", re.DOTALL)
_LINE = re.compile(r"lines\[(\d{1,6})\]\.(item|unit)")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What to teach: the arguments of a `Knowledge`. `customer` is empty for lessons about who the customer is."""

    kind: KnowledgeKind
    customer: str
    key: str
    value: str


def lesson(reading: OrderReading, customer: str, path: str, value: str) -> Lesson | None:
    """The lesson of choosing `value` for the resolution at `path`; None where the document gives nothing to go by."""
    if path == "customer":
        return _lesson(KnowledgeKind.SENDER, "", next(iter(sender_keys(reading)), ""), value)
    if path == "ship_to":
        return _lesson(KnowledgeKind.SHIP_TO, customer, ship_to_key(reading.ship_to), value)
    if of_lines := _PLACE.fullmatch(path):
        return _lesson(KnowledgeKind.SHIP_TO, customer, of_lines[1], value)
    on_line = _LINE.fullmatch(path)
    if on_line is None or int(on_line[1]) >= len(reading.lines):
        return None
    line = reading.lines[int(on_line[1])]
    if on_line[2] == "item":
        return _lesson(KnowledgeKind.ITEM, customer, item_key(line), value)
    return _lesson(KnowledgeKind.UNIT, customer, unit_key(line), value)


def lesson_for_everyone(reading: OrderReading, path: str, value: str) -> Lesson | None:
    """The same for every customer; None for what is one customer's own, as its part numbers and addresses are."""
    on_line = _LINE.fullmatch(path)
    if on_line is None or int(on_line[1]) >= len(reading.lines):
        return None
    line = reading.lines[int(on_line[1])]
    if on_line[2] == "item":
        return _lesson(KnowledgeKind.ITEM, FOR_EVERYONE, common_item_key(line), value)
    return _lesson(KnowledgeKind.UNIT, FOR_EVERYONE, unit_key(line), value) if unit_key(line) != NO_UNIT else None


def address_lesson(reading: OrderReading, customer: str) -> Lesson | None:
    """That goods may go to the address as the document shows it."""
    return _lesson(KnowledgeKind.SHIP_TO, customer, shown_address_key(reading.ship_to), AS_SHOWN) if customer else None


def common_item_key(line: LineReading) -> str:
    """The number that means the same to everybody: the GTIN, or the one taken for ours; empty when the line has none.

    A customer's own part number means another item to the next customer.
    """
    return gtin_key(line) or supplier_key(line)


def gtin_key(line: LineReading) -> str:
    """Empty when the line has none."""
    number = _text(line.gtin)
    return f"gtin:{comparable(number)}" if number else ""


def supplier_key(line: LineReading) -> str:
    """That of the number which the customer takes for ours; empty when the line has none."""
    number = _text(line.supplier_item)
    return f"supplier:{number}" if number else ""


def item_key(line: LineReading) -> str:
    """The customer's part number, else the GTIN or the number it takes for ours; empty when the line has none."""
    if number := _text(line.buyer_item):
        return f"buyer:{number}"
    return common_item_key(line)


def unit_key(line: LineReading) -> str:
    """The unit as written, but for case and dots; a line without a unit has the key of having none."""
    return " ".join(_text(line.uom).upper().replace(".", " ").split()) or NO_UNIT


def ship_to_key(party: PartyReading | None) -> str:
    """The location's id, else its address; the key of an order that shows none says so."""
    if party is None:
        return NO_PLACE
    if number := _text(party.id):
        return f"id:{number}"
    address = (name_key(_text(party.name)), street_key(_text(party.street)), number_key(_text(party.postcode)))
    return "address:" + "|".join(address) if any(address) else NO_PLACE


def shown_address_key(party: PartyReading | None) -> str:
    """All that the document says of the place, so that a changed word is another address; empty where it says none."""
    if party is None or not _text(party.street):
        return ""
    names = (name_key(_text(party.name)), street_key(_text(party.street)), number_key(_text(party.postcode)))
    place = (name_key(_text(party.city)), name_key(_text(party.region)), name_key(_text(party.country)))
    return "shown:" + "|".join((*names, *place, _text(party.id)))


def sender_keys(reading: OrderReading) -> tuple[str, ...]:
    """What the order says of its sender, the most telling first: the buyer's id, then who sent it on the wire."""
    keys = []
    if reading.buyer and (number := _text(reading.buyer.id)):
        keys.append(f"id:{reading.buyer.id_scheme}:{number}")
    if sender := reading.sender.strip().casefold():
        keys.append(f"sender:{sender}")
    return tuple(keys)


def _lesson(kind: KnowledgeKind, customer: str, key: str, value: str) -> Lesson | None:
    return Lesson(kind, customer, key, value) if key else None


def _text(read: Read[str] | None) -> str:
    return " ".join(read.value.split()) if read else ""
