"""Where the goods go: the delivery party, the place of delivery, and the places that stand beside it."""

from orders.conditions import PLACE_WORDS, PlaceRole
from orders.findings import FindingCode
from orders.reading import OtherPlaceReading, PartyReading
from parsers.edifact.parties import party, party_of_place, role
from parsers.segments.groups import Group
from parsers.segments.reads import Message

# In cross-docking the goods go to one place for another: 3035 UC is the ultimate consignee, SN a store by its number.
_FINAL = ("UC", "SN", "UD")
_DELIVERED_TO = ("DP", "ST", "CN")


def places(message: Message, root: Group) -> dict[str, PartyReading | tuple[OtherPlaceReading, ...] | None]:
    """The ship-to, and one final destination behind it; several of either hold."""
    ship_to = _ship_to(message, root)
    return {"ship_to": ship_to, "other_places": tuple(_beside(message, root, ship_to))}


def _ship_to(message: Message, root: Group) -> PartyReading | None:
    named = next((found for code in _DELIVERED_TO if (found := role(root, code))), [])
    reading = party(message, named, "ship_to")
    place = _delivery_place(message, root)
    if reading is None:
        reading = place
    elif place and _contradicts(reading, place):
        sentence = "The place of delivery (LOC 7) is not the delivery party. Choose where the goods go."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", named[0].trigger)
    for group in role(root, *_DELIVERED_TO[1:]):
        other = party(message, [group], "ship_to")
        if other and (reading is None or not _same_place(reading, other)):
            sentence = "Another place of delivery is named beside the delivery party. Choose where the goods go."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", group.trigger)
    return reading


def _beside(message: Message, root: Group, ship_to: PartyReading | None) -> list[OtherPlaceReading]:
    groups = role(root, *_FINAL)
    found = [(group, reading) for group in groups if (reading := party(message, [group], "other_places"))]
    others = [(group, reading) for group, reading in found if ship_to is None or not _same_place(ship_to, reading)]
    clear = ship_to is not None and len(others) == 1
    for group, reading in others:
        if clear:
            named = reading.id or reading.name
            sentence = f"{PLACE_WORDS[PlaceRole.FINAL_DESTINATION]} {named.value if named else 'behind the ship-to'}."
            message.note(FindingCode.AMBIGUOUS_VALUE, sentence, "other_places", group.trigger)
        else:
            sentence = "A store is named that is no delivery party, or several are. Choose where the goods go."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", group.trigger)
    return [OtherPlaceReading(role=PlaceRole.FINAL_DESTINATION, party=reading) for _, reading in others]


def _delivery_place(message: Message, root: Group) -> PartyReading | None:
    """LOC 7 of the heading or of the buyer."""
    named = root.all("LOC") + [place for group in role(root, "BY") for place in group.all("LOC")]
    found = [place for place in named if place.component(1) == "7"]
    return party_of_place(message, found[0]) if found else None


def _contradicts(reading: PartyReading, place: PartyReading) -> bool:
    """Whether both have an id of one scheme, and not the same; a place within the party has one of another scheme."""
    same_scheme = bool(reading.id and place.id) and reading.id_scheme == place.id_scheme
    return same_scheme and not _same_place(reading, place)


def _same_place(one: PartyReading, other: PartyReading) -> bool:
    if one.id and other.id:
        return one.id.value == other.id.value
    return one.street == other.street and one.postcode == other.postcode
