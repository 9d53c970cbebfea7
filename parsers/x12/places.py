"""Where the goods go, and the places that stand beside it."""

from collections.abc import Sequence
from typing import Any

from orders.conditions import PLACE_WORDS, PlaceRole
from orders.findings import FindingCode
from orders.places import goes_to_places
from orders.reading import LineReading, OtherPlaceReading, PartyReading
from parsers.segments.groups import Group
from parsers.segments.reads import Message
from parsers.x12.parties import SHIP_TO, in_role, party

# 98: Z7 the party the packages are marked for, MA and UC the one they are for in the end, EN the end user, SN a store.
OTHER_ROLES = {
    "Z7": PlaceRole.MARK_FOR,
    "MA": PlaceRole.MARK_FOR,
    "UC": PlaceRole.FINAL_DESTINATION,
    "EN": PlaceRole.FINAL_DESTINATION,
    "SN": PlaceRole.FINAL_DESTINATION,
}


def places(message: Message, root: Group) -> dict[str, Any]:
    """The ship-to, and one place that the goods are marked or meant for; without a ship-to, or with several, it holds.

    In cross-docking the goods go to one place for another; the order has one place.
    """
    ship_to = party(message, in_role(root, *SHIP_TO), "ship_to")
    found = [
        (loop, OtherPlaceReading(role=OTHER_ROLES[role], party=named))
        for role in OTHER_ROLES
        for loop in in_role(root, role)
        if (named := party(message, [loop], "other_places"))
    ]
    others = [(loop, one) for loop, one in found if ship_to is None or _place(one.party) != _place(ship_to)]
    if ship_to is not None and not any((ship_to.id, ship_to.street, ship_to.city)):
        sentence = "The ship-to has neither a number nor an address. Choose where the goods go."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", in_role(root, *SHIP_TO)[0].trigger)
    for loop, one in others:
        _tell(message, loop, one, is_clear=ship_to is not None and len(others) == 1)
    return {"ship_to": ship_to, "other_places": tuple(one for _, one in others)}


def place_of_all_lines(
    message: Message, ship_to: PartyReading | None, lines: Sequence[LineReading]
) -> tuple[PartyReading | None, tuple[LineReading, ...]]:
    """What every line repeats is the ship-to of the order; where only some lines have a place, it holds."""
    named = [line.deliveries[0].ship_to for line in lines if goes_to_places(line) and len(line.deliveries) == 1]
    if ship_to is not None or not named:
        return ship_to, tuple(lines)
    if len(named) < len(lines) and not all(map(goes_to_places, lines)):
        sentence = "Some lines name where they go, and the order does not. Choose where the others go."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to")
    dated = any(line.deliveries[0].requested_date for line in lines if line.deliveries)
    if len(named) < len(lines) or dated or len({place and _place(place) for place in named}) > 1:
        return None, tuple(lines)
    return named[0], tuple(line.model_copy(update={"deliveries": ()}) for line in lines)


def _tell(message: Message, loop: Group, one: OtherPlaceReading, *, is_clear: bool) -> None:
    if is_clear:
        named = one.party.name or one.party.id
        sentence = f"{PLACE_WORDS[one.role]} {named.value if named else 'another place'}; the goods go to the ship-to."
        message.note(FindingCode.AMBIGUOUS_VALUE, sentence, "other_places", loop.trigger)
    else:
        sentence = "A place is named that is no ship-to, or several are. Choose where the goods go."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", loop.trigger)


def _place(place: PartyReading) -> tuple[str, ...]:
    return tuple(read.value.casefold() if read else "" for read in (place.id, place.street, place.postcode))
