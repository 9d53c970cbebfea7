"""UBL 2.1 OrderResponse, in the form that Peppol BIS Ordering 3 (T76) and Advanced Ordering 3 (T116) prescribe.

https://docs.peppol.eu/poacc/upgrade-3/ : the response code is AP, CA or RE (UNCL4343). An order that is accepted or
refused as a whole is answered without lines; one that is accepted with changes with all of its lines (UNCL1229), and of
a changed line with what differs. The answer to a change names the change, too. Elements beyond those of Peppol are left
out, so that what is written is valid with it and without it.
"""

from datetime import UTC
from xml.etree.ElementTree import Element

from orders.reading import OrderKind
from replies.answer import AnsweredParty, AnswerKind, OrderAnswer, Unwritable
from replies.elements import add, add_text, document, identity, plain
from replies.envelope import AnswerEnvelope, Identity
from replies.ubl.lines import add_lines

ORDER_RESPONSE = "urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2"
AGGREGATES = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
BASICS = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CODES = {
    AnswerKind.ACCEPTED: "AP",
    AnswerKind.CHANGED: "CA",
    AnswerKind.REFUSED: "RE",
    AnswerKind.CANCELLED: "AP",
}
SCHEMES = {"GLN": "0088", "DUNS": "0060", "DUNS4": "0062"}
"""The codes of ISO 6523 for schemes of ids; ids that a party assigned have none."""
_ASSIGNED = ("SELLER", "BUYER", "MUTUAL")
ORDERING = ("urn:fdc:peppol.eu:poacc:trns:order_response:3", "urn:fdc:peppol.eu:poacc:bis:ordering:3")
ADVANCED_ORDERING = (
    "urn:fdc:peppol.eu:poacc:trns:order_response_advanced:3",
    "urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3",
)
"""Customization and profile: of answers to orders, and of those to changes and cancellations."""


def write_order_response(answer: OrderAnswer, envelope: AnswerEnvelope, /) -> bytes:
    """The OrderResponse. Raises `Unwritable` for an order without number, and for changes without lines.

    Without a currency it says none, which Peppol demands and UBL does not, and cannot name a price.
    """
    if not answer.po_number.strip():
        raise Unwritable("The order has no number, which an OrderResponse must name.")
    if answer.kind is AnswerKind.CHANGED and not answer.lines:
        raise Unwritable("The order is accepted with changes, and there are no lines that would say which.")
    root = Element("OrderResponse", {"xmlns": ORDER_RESPONSE, "xmlns:cac": AGGREGATES, "xmlns:cbc": BASICS})
    _add_heading(root, answer, envelope)
    _add_references(root, answer)
    _add_party(root, "cac:SellerSupplierParty", answer.supplier, envelope.sender)
    _add_party(root, "cac:BuyerCustomerParty", answer.buyer, envelope.recipient)
    if answer.delivery_date and answer.kind is not AnswerKind.REFUSED:
        period = add(add(root, "cac:Delivery"), "cac:PromisedDeliveryPeriod")
        add(period, "cbc:StartDate", answer.delivery_date.isoformat())
        add(period, "cbc:EndDate", answer.delivery_date.isoformat())
    if answer.kind is AnswerKind.CHANGED:
        add_lines(root, answer)
    return document(root)


def _add_heading(root: Element, answer: OrderAnswer, envelope: AnswerEnvelope) -> None:
    prepared, dialect = envelope.prepared_at.astimezone(UTC), envelope.dialect
    customization, profile = ORDERING if answer.about is OrderKind.ORDER else ADVANCED_ORDERING
    add_text(root, "cbc:UBLVersionID", dialect.version)
    add(root, "cbc:CustomizationID", dialect.association or customization)
    add(root, "cbc:ProfileID", dialect.profile or profile)
    add(root, "cbc:ID", identity(envelope.document_number, "number of the answer"))
    add_text(root, "cbc:SalesOrderID", identity(answer.our_order_number, "number of our order"))
    add(root, "cbc:IssueDate", f"{prepared:%Y-%m-%d}")
    add(root, "cbc:IssueTime", f"{prepared:%H:%M:%S}Z")
    add(root, "cbc:OrderResponseCode", CODES[answer.kind])
    add_text(root, "cbc:Note", _note(answer))
    add_text(root, "cbc:DocumentCurrencyCode", answer.currency.strip())


def _note(answer: OrderAnswer) -> str:
    """Why; where the lines of a refused order say it, they are not told themselves."""
    reasons = [answer.reason]
    if answer.kind is AnswerKind.REFUSED and not answer.reason:
        reasons = list(dict.fromkeys(line.reason for line in answer.lines if line.reason))
    return plain(" ".join(reasons))


def _add_references(root: Element, answer: OrderAnswer) -> None:
    add(add(root, "cac:OrderReference"), "cbc:ID", identity(answer.po_number, "purchase order number"))
    if answer.about is OrderKind.CHANGE and answer.change_number:
        change = identity(answer.change_number, "number of the change")
        add(add(root, "cac:OrderChangeDocumentReference"), "cbc:ID", change)


def _add_party(root: Element, role: str, party: AnsweredParty, endpoint: Identity) -> None:
    """A party without a name or id of its own is named by its electronic address."""
    itself = add(add(root, role), "cac:Party")
    address = identity(endpoint.id, "electronic address")
    add(itself, "cbc:EndpointID", address, schemeID=endpoint.qualifier)
    number, name = identity(party.id, "id of a party"), plain(party.name)
    scheme = SCHEMES.get(party.id_scheme, "" if party.id_scheme in _ASSIGNED else party.id_scheme)
    if number:
        add(add(itself, "cac:PartyIdentification"), "cbc:ID", number, schemeID=scheme)
    elif not name:
        add(add(itself, "cac:PartyIdentification"), "cbc:ID", address, schemeID=endpoint.qualifier)
    if name:
        add(add(itself, "cac:PartyLegalEntity"), "cbc:RegistrationName", name)
