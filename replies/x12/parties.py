"""Parties as N1 loops, and back: N1 with role (data element 98), name and id (66), N3 the street, N4 the city.

The names of who assigned an id are those of `PartyReading.id_scheme`.
"""

from collections.abc import Iterator, Sequence

from edi.segment import Segment
from edi.x12.writer import Fields
from replies.answer import AnsweredParty
from replies.x12.dialect import X12Dialect

BUYER, SUPPLIER, SHIP_TO, BILL_TO = "BY", "SE", "ST", "BT"
_SCHEMES = {
    "DUNS": "1", "DUNS4": "9", "GLN": "UL", "SELLER": "91", "BUYER": "92", "SAN": "15", "DEA": "11", "MUTUAL": "ZZ",
}  # fmt: skip
_SCHEME_NAMES = {code: name for name, code in _SCHEMES.items()}
_STATE_OR_PROVINCE = "SP"


def party(role: str, party: AnsweredParty, dialect: X12Dialect) -> Iterator[Fields]:
    """The loop of one party; none for a party without name and id, which N1 demands one of."""
    name = dialect.text(party.name, 60 if dialect.since_4010 else 35)
    number = dialect.id(party.id, 80 if dialect.since_4010 else 17, "id of a party")
    if not name and not number:
        return
    yield ("N1", role, name, *((_scheme(party.id_scheme), number) if number else ()))
    longest = 55 if dialect.since_4010 else 35
    street = dialect.text(party.street, 2 * longest)
    if street:
        yield ("N3", street[:longest].rstrip(), street[longest:].strip())
    if any((party.city, party.region, party.postcode, party.country)):
        yield ("N4", *_place(party, dialect))


def read_party(segments: Sequence[Segment]) -> AnsweredParty:
    """A party from its loop: N1 and what follows up to the next one."""
    n1 = segments[0]
    streets = [segment for segment in segments if segment.tag == "N3"]
    place = next((segment for segment in segments if segment.tag == "N4"), None)
    scheme = n1.component(3)
    return AnsweredParty(
        id=n1.component(4),
        id_scheme=_SCHEME_NAMES.get(scheme, scheme),
        name=n1.component(2),
        street=" ".join(filter(None, (each.component(part) for each in streets for part in (1, 2)))),
        postcode=place.component(3) if place else "",
        city=place.component(1) if place else "",
        region=(place.component(2) or place.component(6)) if place else "",
        country=place.component(4) if place else "",
    )


def _scheme(name: str) -> str:
    """A scheme of another standard is one that both sides know of."""
    known = _SCHEMES.get(name.upper(), name)
    return known if 1 <= len(known) <= 2 else _SCHEMES["MUTUAL"]


def _place(party: AnsweredParty, dialect: X12Dialect) -> tuple[str, ...]:
    """N402 takes two letters; a longer name of a region stands in N406."""
    city, region = dialect.text(party.city, 30), dialect.text(party.region, 30)
    code, name = (region, "") if len(region) == 2 else ("", region)
    country = dialect.text(party.country, 3)
    postcode = dialect.text(party.postcode, 15 if dialect.since_4010 else 9)
    return (city, code, postcode, country, _STATE_OR_PROVINCE if name else "", name)
