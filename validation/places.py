"""Whether an address in a document is one that we know."""

from orders.matching import name_key, number_key, street_key
from orders.reading import PartyReading, Read
from orders.reference import Customer, ShipTo


def same_place(shown: PartyReading, known: ShipTo | Customer) -> bool:
    """The same postcode and street, however written; where the document shows no street, the same name instead."""
    if not _text(shown.postcode) or number_key(_text(shown.postcode)) != number_key(known.postcode):
        return False
    if _text(shown.street):
        return street_key(_text(shown.street)) == street_key(known.street)
    return bool(_text(shown.name)) and name_key(_text(shown.name)) == name_key(known.name)


def same_name(shown: PartyReading, known: ShipTo | Customer) -> bool:
    """The same name but for case, accents and legal form."""
    return bool(_text(shown.name)) and name_key(_text(shown.name)) == name_key(known.name)


def likeness(shown: PartyReading, known: ShipTo) -> int:
    """How much of the two agrees; for the order of suggestions, never for an assumption."""
    pairs = (
        (number_key(_text(shown.postcode)), number_key(known.postcode)),
        (street_key(_text(shown.street)), street_key(known.street)),
        (name_key(_text(shown.name)), name_key(known.name)),
        (name_key(_text(shown.city)), name_key(known.city)),
    )
    weights = (4, 3, 2, 1)
    return sum(weight for weight, (one, other) in zip(weights, pairs, strict=True) if one and one == other)


def has_address(shown: PartyReading) -> bool:
    """Whether there is enough to send goods to: a street and a town."""
    return bool(_text(shown.street) and (_text(shown.postcode) or _text(shown.city)))


def in_one_line(place: PartyReading | ShipTo | Customer) -> str:
    """The address as a person would say it."""
    if isinstance(place, PartyReading):
        reads = (place.name, place.street, place.postcode, place.city, place.id)
        parts = [read.value.strip() for read in reads if read]
    else:
        parts = [place.name, place.street, f"{place.postcode} {place.city}".strip()]
    return ", ".join(part for part in parts if part)


def _text(read: Read[str] | None) -> str:
    return read.value.strip() if read else ""
