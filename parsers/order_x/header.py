"""The heading of an Order-X order: document, agreement, delivery, settlement."""

from collections.abc import Iterator
from typing import Any

from orders.conditions import DateMeaning, PlaceRole
from orders.findings import FindingCode
from orders.reading import OrderKind, OtherDateReading, OtherPlaceReading, PartyReading
from parsers.order_x.dates import day, despatch_days, wanted
from parsers.order_x.parties import contact, party
from parsers.order_x.settlement import explained, header_allowances, payment_terms, tell_totals, totals
from parsers.segments.reads import Text
from parsers.xml.allowances import header_fields
from parsers.xml.attachments import tell_attached
from parsers.xml.periods import Wanted, other_date
from parsers.xml.reads import Message, joined
from parsers.xml.texts import free_texts
from parsers.xml.tree import Node

_AGREEMENT, _DELIVERY = "ApplicableHeaderTradeAgreement", "ApplicableHeaderTradeDelivery"
_SETTLEMENT = "ApplicableHeaderTradeSettlement"
_FINAL = "UltimateShipToTradeParty"


def heading(
    message: Message, document: Node, whole: Node, kind: OrderKind, *, is_basic: bool
) -> tuple[dict[str, Any], Wanted]:  # fmt: skip
    """Every field of the reading that is neither line nor total, as keyword arguments; and when goods are wanted."""
    buyer = whole.first(_AGREEMENT, "BuyerTradeParty")
    events = whole.all(_DELIVERY, "RequestedDeliverySupplyChainEvent")
    when = wanted(message, events, "requested_delivery_date")
    fields: dict[str, Any] = {
        **_numbers(message, document, whole, kind),
        **when.fields,
        "order_date": day(message, document.first("IssueDateTime"), "order_date"),
        "currency": message.text(whole.first(_SETTLEMENT, "OrderCurrencyCode")),
        "buyer": party(message, buyer, "BUYER"),
        "buyer_contact": contact(message, buyer),
        "supplier": party(message, whole.first(_AGREEMENT, "SellerTradeParty")),
        "ship_to": party(message, whole.first(_DELIVERY, "ShipToTradeParty")),
        "bill_to": party(message, whole.first(_SETTLEMENT, "InvoiceeTradeParty")),
        "contract": message.text(whole.first(_AGREEMENT, "ContractReferencedDocument", "IssuerAssignedID")),
        "payment_terms": payment_terms(message, whole.first(_SETTLEMENT)),
        "delivery_terms": _delivery_terms(message, whole),
        "notes": free_texts(message, _contents(message, document), "", kind),
        **totals(message, whole),
    }
    message.show(document.first("Name"))
    found = header_allowances(message, whole, is_basic=is_basic)
    fields |= header_fields(message, found, explained=kind is OrderKind.ORDER and explained(whole, found))
    tell_totals(message, whole, found)
    fields["other_dates"] = (*when.others, *_other_dates(message, document, whole))
    fields["other_places"] = _other_places(message, whole, fields["ship_to"])
    _tell_others(message, whole, events)
    return fields, when


def _numbers(message: Message, document: Node, whole: Node, kind: OrderKind) -> dict[str, Text | None]:
    """An order's own number; of a change that of the order changed, its own where it names no other."""
    own = message.text(document.first("ID"))
    changed = message.text(whole.first(_AGREEMENT, "BuyerOrderReferencedDocument", "IssuerAssignedID"))
    if kind is not OrderKind.ORDER:
        return {"po_number": changed, "change_number": own}
    if own and changed and own.value != changed.value:
        sentence = "The order names another order of the buyer. Decide whether it changes that one."
        node = whole.first(_AGREEMENT, "BuyerOrderReferencedDocument", "IssuerAssignedID")
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "po_number", node)
    return {"po_number": own}


def _delivery_terms(message: Message, whole: Node) -> Text | None:
    terms = whole.first(_AGREEMENT, "ApplicableTradeDeliveryTerms")
    if terms is None:
        return None
    message.take(*terms.all("Description"), terms.first("FunctionCode"), terms.first("RelevantTradeLocation", "ID"))
    place = terms.first("RelevantTradeLocation", "Name")
    return joined((message.text(terms.first("DeliveryTypeCode")), message.text(place)), " ")


def _contents(message: Message, node: Node) -> list[Node]:
    message.take(*node.all("IncludedNote", "SubjectCode"), *node.all("IncludedNote", "ContentCode"))
    return node.all("IncludedNote", "Content")


def _other_dates(message: Message, document: Node, whole: Node) -> Iterator[OtherDateReading]:
    """Until when the order holds, and when the goods are to leave."""
    path = "requested_delivery_date"
    message.take(*document.all("EffectiveSpecifiedPeriod", "StartDateTime"))
    for node in document.all("EffectiveSpecifiedPeriod", "EndDateTime"):
        if read := other_date(message, DateMeaning.EXPIRY, day(message, node, path), path, node):
            yield read
    for delivery in whole.all(_DELIVERY):
        yield from despatch_days(message, delivery, path)


def _other_places(message: Message, whole: Node, ship_to: PartyReading | None) -> tuple[OtherPlaceReading, ...]:
    """Where the goods go in the end. Without a ship-to beside it, it is not clear where they are delivered."""
    found = []
    for node in whole.all(_DELIVERY, _FINAL):
        place = party(message, node)
        message.show(node)
        tell = message.note if ship_to else message.hold
        sentence = "The goods go on to another place, which goes along with the order."
        if ship_to is None:
            sentence = "The goods go on to another place. Decide where they are to be delivered."
        tell(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", node, found=" ".join(_words(node)))
        if place:
            found.append(OtherPlaceReading(role=PlaceRole.FINAL_DESTINATION, party=place))
    return tuple(found)


def _tell_others(message: Message, whole: Node, events: list[Node]) -> None:
    """Several deliveries, and files inside."""
    if len(events) > 1:
        sentence = f"The order names {len(events)} deliveries. Split the order in the ERP, or accept it as one."
        found = f"deliveries: {len(events)}"
        message.hold(FindingCode.SPLIT_DELIVERY, sentence, "ship_to", events[1], found=found)
        message.take(*events[1:])
    for reference in whole.all(_AGREEMENT, "AdditionalReferencedDocument"):
        described = [node.text for name in ("Name", "TypeCode") for node in reference.all(name)]
        for node in reference.all("AttachmentBinaryObject"):
            message.take(node)
            tell_attached(message, node, node.attributes.get("filename", "without a name"), described)


def _words(node: Node) -> list[str]:
    return [inner.text for inner in node.walk() if inner.text][:8]
