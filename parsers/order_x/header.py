"""The heading of an Order-X order: document, agreement, delivery, settlement."""

from typing import Any

from orders.findings import FindingCode
from orders.reading import OrderKind
from parsers.order_x.dates import day, wanted
from parsers.order_x.parties import contact, party
from parsers.order_x.settlement import allowances_of, payment_terms
from parsers.segments.reads import Text
from parsers.xml.allowances import tell_allowance
from parsers.xml.periods import Wanted
from parsers.xml.reads import Message, joined
from parsers.xml.texts import free_texts
from parsers.xml.tree import Node

_AGREEMENT, _DELIVERY = "ApplicableHeaderTradeAgreement", "ApplicableHeaderTradeDelivery"
_SETTLEMENT = "ApplicableHeaderTradeSettlement"
_FINAL = "UltimateShipToTradeParty"


def heading(message: Message, document: Node, whole: Node, kind: OrderKind) -> tuple[dict[str, Any], Wanted]:
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
        "notes": free_texts(message, _contents(message, document), ""),
        "freight": None,
    }
    message.show(document.first("Name"))
    found = allowances_of(message, whole.all(_SETTLEMENT, "SpecifiedTradeAllowanceCharge"), "total_net")
    worth = [one for one in found if not one.is_worthless]
    for one in found:
        tell_allowance(message, one, "freight" if one.is_freight else "")
    fields["freight"] = worth[0].amount if len(worth) == 1 and worth[0].is_freight else None
    _tell_others(message, document, whole, events, is_dated=bool(when) or kind is not OrderKind.ORDER)
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


def _tell_others(message: Message, document: Node, whole: Node, events: list[Node], *, is_dated: bool) -> None:
    """Several deliveries, the period in which the order holds, a pick-up date, a final place, files inside."""
    if len(events) > 1:
        sentence = f"The order names {len(events)} deliveries. Split the order in the ERP, or accept it as one."
        found = f"deliveries: {len(events)}"
        message.hold(FindingCode.SPLIT_DELIVERY, sentence, "ship_to", events[1], found=found)
        message.take(*events[1:])
    tell = message.note if is_dated else message.hold
    for node in (
        *document.all("EffectiveSpecifiedPeriod"), *whole.all(_DELIVERY, "RequestedDespatchSupplyChainEvent"),
    ):  # fmt: skip
        message.take(node)
        shown = " to ".join(inner.text for inner in node.walk() if inner.text)
        sentence = "The document gives a period in which the order holds or is despatched, not a delivery date."
        tell(FindingCode.AMBIGUOUS_VALUE, sentence, "requested_delivery_date", node, found=shown)
    for node in whole.all(_DELIVERY, _FINAL):
        message.take(node)
        sentence = "The goods go on to another place. Decide where they are to be delivered."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", node, found=" ".join(_words(node)))
    for node in whole.all(_AGREEMENT, "AdditionalReferencedDocument", "AttachmentBinaryObject"):
        message.take(node)
        name = node.attributes.get("filename", "without a name")
        sentence = f"The file {name} is inside the order and was not read. See whether it changes the order."
        message.hold(FindingCode.UNREAD_CONTENT, sentence, "", node, found=name)


def _words(node: Node) -> list[str]:
    return [inner.text for inner in node.walk() if inner.text][:8]
