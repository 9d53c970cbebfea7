"""OrderRequestHeader: number, date, parties, sums, terms and texts."""

from typing import Any

from orders.findings import FindingCode
from orders.reading import ContactReading, PartyReading
from parsers.cxml.attributes import other_days, tell_attributes
from parsers.cxml.modifications import header_charges
from parsers.segments.reads import Text
from parsers.xml.document import Envelope
from parsers.xml.reads import Message, joined
from parsers.xml.texts import free_texts
from parsers.xml.tree import Node

# The terms stand in the text.
_OTHER = "Other"
_ROLES = ("purchasingAgent", "buyer", "buyerCorporate", "endUser", "requester", "")


def heading(message: Message, header: Node, order: Node, envelope: Envelope) -> dict[str, Any]:
    """Every field of the reading that is not a line, as keyword arguments."""
    bill_to = party(message, header.first("BillTo", "Address"))
    day = message.attribute_day(header, "requestedDeliveryDate", "requested_delivery_date")
    tell_attributes(message, header)
    _tell_conditions(message, header, is_dated=day is not None)
    return {
        "po_number": message.attribute(header, "orderID"),
        "change_number": message.attribute(header, "orderVersion"),
        "order_date": message.attribute_day(header, "orderDate", "order_date"),
        "requested_delivery_date": day,
        "other_dates": tuple(other_days(message, header, "requested_delivery_date")),
        "contract": message.attribute(header, "agreementID"),
        "currency": _currency(message, header),
        "buyer": _buyer(bill_to, envelope),
        "supplier": envelope.supplier,
        "buyer_contact": _contact(message, header),
        "ship_to": party(message, header.first("ShipTo", "Address")),
        "bill_to": bill_to,
        "payment_terms": _payment_terms(message, header),
        "delivery_terms": _delivery_terms(message, header),
        "notes": free_texts(message, [*header.all("Comments"), *header.all("TermsOfDelivery", "Comments")], ""),
        "total_net": message.number(header.first("Total", "Money"), "total_net"),
        "total_tax": message.number(header.first("Tax", "Money"), "total_tax"),
        **header_charges(message, header, order),
    }


def party(message: Message, address: Node | None) -> PartyReading | None:
    """An Address: `addressID` is a number of the buyer's own."""
    if address is None:
        return None
    postal = address.first("PostalAddress")
    streets = postal.all("Street") if postal else []
    country = postal.first("Country") if postal else None
    number = message.attribute(address, "addressID")
    found = PartyReading(
        name=message.text(address.first("Name")),
        street=joined(message.text(node) for node in streets),
        city=message.text(postal.first("City")) if postal else None,
        region=message.text(postal.first("State")) if postal else None,
        postcode=message.text(postal.first("PostalCode")) if postal else None,
        country=message.attribute(country, "isoCountryCode") or message.attribute(address, "isoCountryCode"),
        id=number,
        id_scheme="BUYER" if number else "",
    )
    return found if found != PartyReading() else None


def _buyer(bill_to: PartyReading | None, envelope: Envelope) -> PartyReading | None:
    """cXML names no buying company but the one that is invoiced; whose order it is says the identity in `From`."""
    if envelope.buyer is None or bill_to is None:
        return envelope.buyer or bill_to
    return bill_to.model_copy(update={"id": envelope.buyer.id, "id_scheme": envelope.buyer.id_scheme})


def _contact(message: Message, header: Node) -> ContactReading | None:
    people = {node.attributes.get("role", ""): node for node in reversed(header.all("Contact"))}
    for person in (people[role] for role in _ROLES if role in people):
        return ContactReading(
            name=message.text(person.first("Name")),
            email=message.text(person.first("Email")),
            phone=_phone(message, person),
        )
    return None


def _phone(message: Message, person: Node) -> Text | None:
    number = person.first("Phone", "TelephoneNumber")
    if number is None:
        return None
    parts = (number.first("CountryCode"), number.first("AreaOrCityCode"), number.first("Number"))
    return joined((message.text(part) for part in parts), " ")


def _tell_conditions(message: Message, header: Node, *, is_dated: bool) -> None:
    """Attributes that bind the delivery in a way the order has no field for."""
    tell = message.note if is_dated else message.hold
    if sent := header.attributes.get("effectiveDate"):
        sentence = "The document gives a date from which the order holds, not a delivery date. Type the delivery date."
        found = f"effectiveDate {sent}"
        tell(FindingCode.AMBIGUOUS_VALUE, sentence, "requested_delivery_date", header, found=found)
    if header.attributes.get("shipComplete", "").casefold() == "yes":
        sentence = "The order must be delivered at once and as a whole."
        message.note(FindingCode.UNREAD_CONTENT, sentence, "", header, found="shipComplete yes")


def _currency(message: Message, header: Node) -> Text | None:
    return message.attribute(header.first("Total", "Money"), "currency")


def _payment_terms(message: Message, header: Node) -> Text | None:
    """`PaymentTerm`: 2% 10 days, net 30 days."""
    said = []
    places = []
    for term in header.all("PaymentTerm"):
        days = term.attributes.get("payInNumberOfDays", "")
        percent = term.first("Discount", "DiscountPercent")
        message.take(term)
        share = percent.attributes.get("percent", "") if percent else ""
        said.append(f"{share}% {days} days" if share.strip("0.") else f"net {days} days")
        places.append(term.place)
    return Text(value=", ".join(said), evidence=tuple(places)) if said else None


def _delivery_terms(message: Message, header: Node) -> Text | None:
    terms = header.first("TermsOfDelivery")
    if terms is None:
        return None
    code = terms.first("TransportTerms") or terms.first("TermsOfDeliveryCode")
    message.take(terms.first("TermsOfDeliveryCode"), terms.first("ShippingPaymentMethod"))
    message.show(*terms.all("Address"))
    coded, said = message.attribute(code, "value"), message.text(code)
    return said if coded is None or (said and coded.value == _OTHER) else coded


def tell_currency(message: Message, order: Node, currency: Text | None) -> None:
    """Amounts in another currency than the order's total."""
    for node in order.walk():
        code = node.attributes.get("currency", "")
        if code and currency and code != currency.value and node.name == "Money":
            sentence = f"Amounts stand in several currencies: {currency.value}, {code}. Choose the one of the order."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "currency", node)
            return
