"""Parties and addresses: buyer, supplier, who is invoiced, and where the goods go."""

from typing import Any

from orders.findings import FindingCode
from orders.reading import ContactReading, PartyReading
from parsers.segments.reads import Text
from parsers.ubl.names import OF_PARTIES
from parsers.xml.reads import Message, joined
from parsers.xml.schemes import GLN, identified, scheme_of
from parsers.xml.tree import Node

_STREET = ("StreetName", "BuildingName", "BuildingNumber", "AdditionalStreetName")


def party(message: Message, role: Node | None) -> PartyReading | None:
    """A `CustomerPartyType` or `SupplierPartyType`, which hold a Party and the numbers of its accounts."""
    found = role.first("Party") if role else None
    if role is None or found is None:
        return None
    reading = party_itself(message, found)
    # Where the goods go is said by a delivery; where the party sits beside its address changes nothing.
    message.show(*found.all("PhysicalLocation"))
    if reading.id is not None:
        return reading
    assigned = role.first("SupplierAssignedAccountID")
    return reading.model_copy(update={"id": message.text(assigned), "id_scheme": "SELLER"}) if assigned else reading


def party_itself(message: Message, found: Node) -> PartyReading:
    """A `PartyType`."""
    message.show(*(node for name in OF_PARTIES for node in found.all(name)))
    number, scheme = identified(message, [*found.all("PartyIdentification", "ID"), *_gln_endpoint(found)])
    return PartyReading(
        name=message.text(found.first("PartyName", "Name") or found.first("PartyLegalEntity", "RegistrationName")),
        id=number,
        id_scheme=scheme,
        vat_id=message.text(found.first("PartyTaxScheme", "CompanyID")),
        **address(message, found.first("PostalAddress")),
    )


def _gln_endpoint(found: Node) -> list[Node]:
    """Where a party is named by its electronic address alone, and that is a GLN."""
    if found.first("PartyIdentification", "ID"):
        return []
    return [node for node in found.all("EndpointID") if scheme_of(node) == GLN]


def address(message: Message, found: Node | None) -> dict[str, Any]:
    """The fields of an `AddressType`."""
    if found is None:
        return {}
    lines = [*(found.first(name) for name in _STREET), *found.all("AddressLine", "Line")]
    message.take(found.first("Country", "Name"), found.first("ID"))
    return {
        "street": joined(message.text(node) for node in lines),
        "city": message.text(found.first("CityName")),
        "postcode": message.text(found.first("PostalZone")),
        "region": message.text(found.first("CountrySubentity")),
        "country": message.text(found.first("Country", "IdentificationCode")),
    }


def _tell_part_alone(message: Message, found: Node | None) -> None:
    if found is None or found.first("StreetName") or found.all("AddressLine", "Line"):
        return
    for node in (found.first("BuildingNumber"), found.first("AdditionalStreetName")):
        if node and node.text:
            sentence = "The address has a part of a street, and no street. Compare it with the document."
            message.hold(FindingCode.INVALID_VALUE, sentence, "ship_to.street", node)


def ship_to(message: Message, delivery: Node | None) -> PartyReading | None:
    """The place of a delivery: its location or address, with the name and number of the party that is there."""
    if delivery is None:
        return None
    place, receiver = delivery.first("DeliveryLocation"), delivery.first("DeliveryParty")
    there = party_itself(message, receiver) if receiver else PartyReading()
    written = (place.first("Address") if place else None) or delivery.first("DeliveryAddress")
    where = address(message, written)
    _tell_part_alone(message, written or (receiver.first("PostalAddress") if receiver else None))
    update: dict[str, Any] = {name: read for name, read in where.items() if read}
    if where:
        # An address of the delivery replaces the one of the party, and is not mixed with it.
        update = {**where}
    number = place.first("ID") if place else None
    if number and number.text:
        update |= {"id": message.text(number), "id_scheme": scheme_of(number)}
    named = _named(message, place)
    if there.name is None and named:
        update["name"] = named
    reading = there.model_copy(update=update)
    return reading if reading != PartyReading(id_scheme=reading.id_scheme) else None


def _named(message: Message, place: Node | None) -> Text | None:
    return message.text(place.first("Name") or place.first("Description")) if place else None


def contact(message: Message, order: Node) -> ContactReading | None:
    """The buyer's person: of the party, or of its role."""
    role = order.first("BuyerCustomerParty")
    if role is None:
        return None
    ways = (("Party", "Contact"), ("BuyerContact",), ("DeliveryContact",))
    for found in (node for way in ways for node in role.all(*way)):
        reading = ContactReading(
            name=message.text(found.first("Name")) or _person(message, role),
            email=message.text(found.first("ElectronicMail")),
            phone=message.text(found.first("Telephone")),
        )
        if reading != ContactReading():
            return reading
    return None


def _person(message: Message, role: Node) -> Text | None:
    found = role.first("Party", "Person")
    if found is None:
        return None
    return joined((message.text(found.first("FirstName")), message.text(found.first("FamilyName"))), " ")
