"""NAD groups: who buys, who supplies, where the goods go, who pays.

NAD in D.96A and D.01B: 1 = 3035, 2 = C082 id, 3 = C058 unstructured address, 4 = C080 name, 5 = C059 street,
6 = city, 7 = region (C819 in D.01B), 8 = postcode, 9 = country.
"""

from collections.abc import Iterable, Sequence

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import ContactReading, PartyReading
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text, joined

_NAME_WIDTH = 35
# 3055: who assigned the identification.
_SCHEMES = {
    "9": "GLN",
    "91": "SELLER",
    "92": "BUYER",
    "31B": "SAN",
    "16": "DUNS",
    "ZZ": "MUTUAL",
    "ZZZ": "MUTUAL",
    "EN": "GLN",
}
_FIELDS = ("name", "street", "city", "postcode", "region", "country", "id", "vat_id")


def role(root: Group, *codes: str) -> list[Group]:
    """The NAD groups of the message with one of the codes of 3035, in the order of the codes."""
    groups = [group for group in root.under("NAD") if group.trigger]
    return [group for code in codes for group in groups if group.trigger and group.trigger.component(1) == code]


def party(message: Message, groups: Sequence[Group], path: str) -> PartyReading | None:
    """The party that the NAD groups of one role name: aliases of one party are merged, two parties are a finding."""
    if not groups:
        return None
    first, *others = [(_read(message, group, path), group) for group in groups]
    reading = first[0]
    for other, group in others:
        if _same_agency_other_id(reading, other):
            message.hold(
                FindingCode.AMBIGUOUS_VALUE,
                "Two different parties have the same role. Choose the one that is meant.",
                path,
                group.trigger,
            )
        else:
            reading = _merged(reading, other)
    return reading if _known(reading) else None


def party_of_place(message: Message, place: Segment) -> PartyReading | None:
    """The party that a LOC names by the id of its place (C517)."""
    read = message.text(place, 2, 1) or message.text(place, 2, 4)
    scheme = place.component(2, 3).strip().upper()
    return PartyReading(id=read, id_scheme=_SCHEMES.get(scheme, scheme)) if read else None


def contact(message: Message, groups: Iterable[Group]) -> ContactReading | None:
    """The first person, telephone number and mail address that the buyer's CTA groups give."""
    contacts = [inner for group in groups for inner in group.under("CTA")]
    people = [cta for inner in contacts if (cta := inner.trigger)]
    names = [message.text(cta, 2, 2) or message.text(cta, 2, 1) for cta in people]
    channels = [com for inner in contacts for com in inner.all("COM")]
    reading = ContactReading(
        name=next((name for name in names if name), None),
        email=_channel(message, channels, "EM"),
        phone=_channel(message, channels, "TE"),
    )
    return reading if reading != ContactReading() else None


def _channel(message: Message, channels: Iterable[Segment], kind: str) -> Text | None:
    for segment in channels:
        for number, parts in enumerate(segment.occurrences(1)):
            if len(parts) > 1 and parts[1].upper() == kind and parts[0]:
                place = message.place(segment, 1, 1 if number == 0 else 0)
                return Text(value=parts[0], evidence=(place,))
    return None


def _read(message: Message, group: Group, path: str) -> PartyReading:
    nad = group.trigger
    if nad is None:
        return PartyReading()
    scheme = nad.component(2, 3).strip().upper()
    postcode, country = _postcode_and_country(message, nad, path)
    name, street = _name_and_street(message, nad, path)
    return PartyReading(
        name=name,
        street=street,
        city=message.text(nad, 6),
        postcode=postcode,
        region=message.text(nad, 7) or message.text(nad, 7, 4),
        country=country,
        id=message.text(nad, 2),
        id_scheme=_SCHEMES.get(scheme, scheme),
        vat_id=_vat(message, group),
    )


def _name_and_street(message: Message, nad: Segment, path: str) -> tuple[Text | None, Text | None]:
    """From C080 and C059. Unstructured lines (C058) are not taken apart: nobody says which of them is what."""
    name, street = _whole(message, nad, 4), _whole(message, nad, 5)
    unstructured = _whole(message, nad, 3)
    if unstructured is None:
        return name, street
    if name and street is None:
        # Name and street, each one element too early.
        name, street = unstructured, name
    # Where there is a number, that identifies the party.
    tell = message.note if nad.component(2).strip() else message.hold
    tell(FindingCode.AMBIGUOUS_VALUE, "The address is unstructured text. Type its parts.", path, nad)
    return name, street


def _whole(message: Message, nad: Segment, element: int) -> Text | None:
    value = joined(nad.composite(element)[:5], _NAME_WIDTH)
    return Text(value=value, evidence=(message.place(nad, element),)) if value else None


def _postcode_and_country(message: Message, nad: Segment, path: str) -> tuple[Text | None, Text | None]:
    """Both, or neither where the sender has shifted the address by one element."""
    postcode, country = message.text(nad, 8), message.text(nad, 9)
    if postcode and not country and len(postcode.value) == 2 and postcode.value.isalpha():
        tell = message.hold if path.endswith("ship_to") else message.note
        tell(
            FindingCode.AMBIGUOUS_VALUE,
            "A country code stands in the place of the postcode; the address seems shifted by one element. "
            "Type postcode and country.",
            f"{path}.postcode",
            nad,
        )
        return None, None
    city = message.text(nad, 6)
    for field, read, is_wrong in (("country", country, _has_digits), ("city", city, _has_no_letters)):
        if read and is_wrong(read.value):
            tell = message.hold if path.endswith("ship_to") else message.note
            tell(
                FindingCode.AMBIGUOUS_VALUE,
                f"“{read.value}” stands in the place of the {field}; the address seems shifted by one element. "
                "Type the address.",
                f"{path}.{field}",
                nad,
            )
    return postcode, None if country and _has_digits(country.value) else country


def _has_digits(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _has_no_letters(text: str) -> bool:
    return not any(character.isalpha() for character in text)


def _vat(message: Message, group: Group) -> Text | None:
    for reference in group.under("RFF"):
        if reference.trigger and reference.trigger.component(1) == "VA":
            return message.text(reference.trigger, 1, 2)
    return None


def _same_agency_other_id(one: PartyReading, other: PartyReading) -> bool:
    if one.id is None or other.id is None:
        return False
    return one.id_scheme == other.id_scheme and one.id.value != other.id.value


def _merged(one: PartyReading, other: PartyReading) -> PartyReading:
    missing = {field: getattr(other, field) for field in _FIELDS if getattr(one, field) is None}
    scheme = one.id_scheme if one.id else other.id_scheme
    return one.model_copy(update=missing | {"id_scheme": scheme})


def _known(reading: PartyReading) -> bool:
    return any(getattr(reading, field) is not None for field in _FIELDS)
