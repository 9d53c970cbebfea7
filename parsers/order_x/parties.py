"""TradeParty: buyer, seller, ship-to, invoicee."""

from orders.reading import ContactReading, PartyReading
from parsers.xml.reads import Message, joined
from parsers.xml.schemes import identified
from parsers.xml.tree import Node

_LINES = ("LineOne", "LineTwo", "LineThree")
_VAT = "VA"
_FACTS = ("ID", "GlobalID", "RoleCode", "Description")


def party(message: Message, node: Node | None, own_scheme: str = "") -> PartyReading | None:
    """A party. Its GlobalID tells who assigned it; an ID without a scheme was assigned by whom `own_scheme` says."""
    if node is None:
        return None
    where = node.first("PostalTradeAddress")
    message.show(*(one for name in _FACTS for one in node.all(name)))
    number, scheme = identified(message, [*node.all("GlobalID"), *node.all("ID")])
    vat = [one for one in node.all("SpecifiedTaxRegistration", "ID") if one.attributes.get("schemeID") == _VAT]
    return PartyReading(
        name=message.text(node.first("Name") or node.first("SpecifiedLegalOrganization", "TradingBusinessName")),
        street=joined(message.text(where.first(name)) for name in _LINES) if where else None,
        city=message.text(where.first("CityName")) if where else None,
        postcode=message.text(where.first("PostcodeCode")) if where else None,
        region=message.text(where.first("CountrySubDivisionName")) if where else None,
        country=message.text(where.first("CountryID")) if where else None,
        id=number,
        id_scheme=scheme or (own_scheme if number else ""),
        vat_id=message.text(vat[0]) if vat else None,
    )


def contact(message: Message, node: Node | None) -> ContactReading | None:
    """The first person of a party."""
    person = node.first("DefinedTradeContact") if node else None
    if person is None:
        return None
    return ContactReading(
        name=message.text(person.first("PersonName") or person.first("DepartmentName")),
        email=message.text(person.first("EmailURIUniversalCommunication", "URIID")),
        phone=message.text(person.first("TelephoneUniversalCommunication", "CompleteNumber")),
    )
