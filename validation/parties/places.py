"""Whether an address in a document is one that we know."""

from orders.findings import Detail
from orders.matching import name_key, number_key, street_key
from orders.reading import PartyReading, Read
from orders.reference import Customer, ShipTo
from validation.parties.streets import alike_street, same_street


def same_place(shown: PartyReading, known: ShipTo | Customer) -> bool:
    """The same postcode and street, however written; where the document shows no street, the same name instead."""
    if not _text(shown.postcode) or number_key(_text(shown.postcode)) != number_key(known.postcode):
        return False
    if _text(shown.street):
        return _same_street(shown, known)
    return bool(_text(shown.name)) and name_key(_text(shown.name)) == name_key(known.name)


def same_name(shown: PartyReading, known: ShipTo | Customer) -> bool:
    """The same name but for case, accents and legal form."""
    return bool(_text(shown.name)) and name_key(_text(shown.name)) == name_key(known.name)


def nearly(shown: PartyReading, known: ShipTo) -> bool:
    """Whether one is a misprint of the other, or where somebody moved: a like street at one postcode, or the same one
    beside another postcode of a like-named place.
    """
    if not _text(shown.street) or not known.street:
        return False
    if number_key(_text(shown.postcode)) == number_key(known.postcode):
        return alike_street(_text(shown.street), known.street)
    city = name_key(_text(shown.city))
    return _same_street(shown, known) and (same_name(shown, known) or (bool(city) and city == name_key(known.city)))


def differences(shown: PartyReading, known: ShipTo | Customer) -> tuple[Detail, ...]:
    """What both state and is not the same, the document's beside ours; a name too, since it may be another firm."""
    sides = (
        ("Name", _text(shown.name), known.name, same_name(shown, known)),
        ("Street", _text(shown.street), known.street, _same_street(shown, known)),
        ("Postcode", _text(shown.postcode), known.postcode, _keys_equal(_text(shown.postcode), known.postcode)),
        ("City", _text(shown.city), known.city, name_key(_text(shown.city)) == name_key(known.city)),
    )
    return tuple(Detail(name=name, text=one, beside=other) for name, one, other, same in sides if one and not same)


def _same_street(shown: PartyReading, known: ShipTo | Customer) -> bool:
    street = _text(shown.street)
    return street_key(street) == street_key(known.street) or same_street(street, known.street)


def _keys_equal(one: str, other: str) -> bool:
    return number_key(one) == number_key(other)


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
