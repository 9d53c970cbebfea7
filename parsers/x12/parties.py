"""N1 loops: who buys, who supplies, where the goods go, who pays.

N1: 1 = data element 98 (role), 2 = name, 3 = 66 (who assigned the id), 4 = id. N2 further names, N3 the street,
N4 city, state, postcode, country.
"""

from collections.abc import Iterable, Sequence

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import ContactReading, PartyReading
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text

BUYER, SUPPLIER = ("BY", "OB"), ("SE", "SU", "VN")
SHIP_TO, BILL_TO = ("ST", "BS", "CN"), ("BT", "BS", "PR")
_SCHEMES = {
    "1": "DUNS",
    "9": "DUNS4",
    "UL": "GLN",
    "91": "SELLER",
    "92": "BUYER",
    "15": "SAN",
    "11": "DEA",
    "ZZ": "MUTUAL",
}
_ADDRESS, _MOST_STREETS = ("N2", "N3", "N4"), 2
_FIELDS = ("name", "street", "city", "postcode", "region", "country", "id", "vat_id")


def in_role(group: Group, *roles: str) -> list[Group]:
    """The N1 loops of the first of these roles that there is."""
    loops = [loop for loop in group.under("N1") if loop.trigger]
    for role in roles:
        if found := [loop for loop in loops if loop.trigger and loop.trigger.component(1).strip().upper() == role]:
            return found
    return []


def party(message: Message, loops: Sequence[Group], path: str) -> PartyReading | None:
    """The party that loops of one role name: aliases of one party are merged, two parties are a finding."""
    if not loops:
        return None
    reading = _read(message, loops[0])
    for loop in loops[1:]:
        other = _read(message, loop)
        if reading.id is None or _value(reading.id) != _value(other.id):
            sentence = "Two different parties have the same role. Choose the one that is meant."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, loop.trigger)
        else:
            missing = {field: getattr(other, field) for field in _FIELDS if getattr(reading, field) is None}
            reading = reading.model_copy(update=missing)
    return reading if any(getattr(reading, field) is not None for field in _FIELDS) else None


def tell_scattered(message: Message, root: Group) -> None:
    """Names, street and city follow the party in this sequence, each once; else they may be another party's.

    So may a city behind one party, where another one has a street without a city.
    """
    halves = dict[tuple[bool, bool], Group]()
    for loop in root.under("N1"):
        tags = [segment.tag for segment in loop.segments if segment.tag in _ADDRESS]
        halves["N3" in tags, "N4" in tags] = loop
        streets = tags.count("N3")
        twice = "N4" not in tags and streets == _MOST_STREETS and len(set(_streets_of(loop))) == _MOST_STREETS
        if tags != sorted(tags) or tags.count("N4") > 1 or streets > _MOST_STREETS or twice:
            _tell_scattered(message, loop)
    if (True, False) in halves and (False, True) in halves:
        _tell_scattered(message, halves[False, True])


def tell_incomplete(message: Message, root: Group, ship_to: PartyReading | None, *, is_order: bool) -> None:
    """Holds where the goods go to half an address, or to none though parties are named.

    A party with a number is found by it; then half an address is one only beside others that are whole, or where a
    single line of it is all there is.
    """
    loops = [loop for loop in root.under("N1") if loop.trigger]
    if ship_to is None:
        roles = {loop.trigger.component(1).strip().upper() for loop in loops if loop.trigger}
        if is_order and roles and not roles - {*SUPPLIER, *BILL_TO}:
            sentence = "Parties are named, and neither the buyer nor where the goods go. Choose where they go."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", loops[0].trigger)
        return
    (place, *_), half = in_role(root, *SHIP_TO), bool(ship_to.street) != bool(ship_to.city)
    whole = any(loop.all("N3") and loop.all("N4") for loop in loops if loop is not place)
    if half and (ship_to.id is None or whole or _is_one_line(place)):
        sentence = "Half of the address is missing where the goods go. Complete it, or ask the customer."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", place.trigger)


def _is_one_line(place: Group) -> bool:
    lines = [element for segment in place.all("N3") for element in segment.elements if "".join(element).strip()]
    return len(lines) == 1


def _streets_of(loop: Group) -> list[str]:
    return [segment.text for segment in loop.all("N3")]


def _tell_scattered(message: Message, loop: Group) -> None:
    sentence = "The address does not follow its party in the usual sequence. Compare which address is whose."
    message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", loop.trigger)


def contact(message: Message, root: Group, buyer: Sequence[Group]) -> ContactReading | None:
    """The buyer's person: the first PER or G61 with a name or a number, the heading's before the buyer's."""
    people = [person for tag in ("PER", "G61") for group in (root, *buyer) for person in group.all(tag)]
    for person in people:
        reading = ContactReading(
            name=message.text(person, 2), email=_channel(message, person, "EM"), phone=_channel(message, person, "TE")
        )
        if reading != ContactReading():
            return reading
    return None


def _channel(message: Message, person: Segment, kind: str) -> Text | None:
    """PER and G61 have pairs of qualifier and number from the third element on."""
    for element in (3, 5, 7):
        if person.component(element).strip().upper() == kind:
            return message.text(person, element + 1)
    return None


def _read(message: Message, loop: Group) -> PartyReading:
    n1, n4 = loop.trigger, next(iter(loop.all("N4")), None)
    if n1 is None:
        return PartyReading()
    scheme = n1.component(3).strip().upper()
    name, street = _names_and_street(message, loop)
    return PartyReading(
        name=name,
        street=street,
        city=message.text(n4, 1) if n4 else None,
        region=message.text(n4, 2) if n4 else None,
        postcode=message.text(n4, 3) if n4 else None,
        country=message.text(n4, 4) if n4 else None,
        id=message.text(n1, 4),
        id_scheme=_SCHEMES.get(scheme, scheme),
    )


def _names_and_street(message: Message, loop: Group) -> tuple[Text | None, Text | None]:
    """N3 is the street; without it the last further name (N2) is, where it holds a house number."""
    names = [text for n2 in loop.all("N2") for text in _texts(message, n2)]
    streets = [text for n3 in loop.all("N3") for text in _texts(message, n3)]
    if not streets and names and any(map(str.isdigit, names[-1].value)):
        streets = [names.pop()]
    first = message.text(loop.trigger, 2) if loop.trigger else None
    return _joined([*([first] if first else []), *names]), _joined(streets)


def _texts(message: Message, segment: Segment) -> Iterable[Text]:
    read = (message.text(segment, element) for element in range(1, len(segment.elements) + 1))
    return [text for text in read if text is not None]


def _joined(texts: Sequence[Text]) -> Text | None:
    if not texts:
        return None
    evidence = tuple(place for text in texts for place in text.evidence)
    # A segment that came twice says nothing new.
    return Text(value=", ".join(dict.fromkeys(text.value for text in texts)), evidence=evidence)


def _value(read: Text | None) -> str:
    return read.value if read else ""
