"""The heading of a UBL order: numbers, dates, parties, currency, terms, texts, allowances."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.reading import OrderKind, OtherDateReading
from parsers.segments.reads import Text
from parsers.ubl.allowances import allowances
from parsers.ubl.deliveries import common_window, own_numbers, tell_several, wanted
from parsers.ubl.parties import contact, party, ship_to
from parsers.ubl.totals import explained, tell_count, tell_totals, totals
from parsers.ubl.transport import carriers, marks, transport_priority
from parsers.xml.allowances import header_fields
from parsers.xml.attachments import tell_attached
from parsers.xml.periods import Wanted, other_date
from parsers.xml.reads import Message, joined
from parsers.xml.texts import free_texts
from parsers.xml.tree import Node

_LONGEST_INCOTERM = 3
_TERMS = (
    (("SettlementDiscountPercent",), "{}% discount"),
    (("SettlementDiscountAmount",), "{} discount"),
    (("SettlementPeriod", "Description"), "{}"),
    (("SettlementPeriod", "StartDate"), "from {}"),
    (("SettlementPeriod", "EndDate"), "until {}"),
    (("SettlementPeriod", "DurationMeasure"), "within {}"),
    (("PaymentPercent",), "{}% of the sum"),
    (("PaymentDueDate",), "due {}"),
    (("InstallmentDueDate",), "due {}"),
    (("Amount",), "{}"),
)
_FACTS = (("Contract",), ("PaymentTerms", "ID"), ("PaymentTerms", "ValidityPeriod"))
_DESCRIBED = ("DocumentType", "DocumentDescription")


def heading(message: Message, order: Node, kind: OrderKind) -> tuple[dict[str, Any], Wanted]:
    """Every field of the reading that is neither line nor total, as keyword arguments; and when goods are wanted."""
    deliveries = order.all("Delivery")
    delivery = deliveries[0] if deliveries else None
    when = wanted(message, delivery, "requested_delivery_date")
    if not when and kind is OrderKind.ORDER:
        when = replace(common_window(order), others=when.others)
    charged = allowances(message, order, "total_net")
    fields = {
        **_numbers(message, order, kind),
        **when.fields,
        "order_date": message.day(order.first("IssueDate"), "order_date"),
        "currency": _currency(message, order),
        "buyer": party(message, order.first("BuyerCustomerParty")),
        "buyer_contact": contact(message, order),
        "supplier": party(message, order.first("SellerSupplierParty")),
        "bill_to": party(message, order.first("AccountingCustomerParty")),
        "ship_to": ship_to(message, delivery),
        "contract": message.text(order.first("Contract", "ID")),
        "payment_terms": _payment_terms(message, order),
        "delivery_terms": _delivery_terms(message, order),
        **totals(message, order),
        "notes": (
            *free_texts(message, _texts(order), "", kind),
            *_reasons(message, order),
            *transport_priority(message, delivery),
            *carriers(message, order, "notes"),
        ),
        **header_fields(message, charged, explained=kind is OrderKind.ORDER and explained(order, charged)),
    }
    tell_totals(message, order, charged)
    tell_count(message, order)
    tell_several(message, deliveries)
    message.take(*order.all("Delivery", "Shipment", "ID"))
    message.show(*(node for way in _FACTS for node in order.all(*way)), *own_numbers(deliveries))
    _tell_attached(message, order)
    fields["other_dates"] = (*when.others, *_validity(message, order))
    return fields, when


def _numbers(message: Message, order: Node, kind: OrderKind) -> dict[str, Text | None]:
    own = message.text(order.first("ID"))
    if kind is OrderKind.ORDER:
        return {"po_number": own}
    references = order.all("OrderReference")
    if len(references) > 1:
        sentence = "Several orders are named that this changes. Decide which of them is meant."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "po_number", references[1].first("ID"))
        message.take(*references[1:])
    message.take(*(node for reference in references for node in reference.all("SalesOrderID")))
    message.take(*(node for reference in references for node in reference.all("IssueDate")))
    named = references[0].first("ID") if references else None
    return {"po_number": message.text(named), "change_number": own}


def _currency(message: Message, order: Node) -> Text | None:
    """That of the document; else that of every amount. Amounts in another one are a finding."""
    stated = message.text(order.first("DocumentCurrencyCode"))
    pricing = message.text(order.first("PricingCurrencyCode"))
    amounts = [node for node in order.walk() if node.text and "currencyID" in node.attributes]
    codes = list(dict.fromkeys(node.attributes["currencyID"] for node in amounts))
    chosen = stated or pricing or (message.attribute(amounts[0], "currencyID") if amounts else None)
    others = [node for node in amounts if chosen and node.attributes["currencyID"] != chosen.value]
    if chosen and (others or (pricing and pricing.value != chosen.value)):
        listed = ", ".join(dict.fromkeys((chosen.value, *([pricing.value] if pricing else []), *codes)))
        sentence = f"Amounts stand in several currencies: {listed}. Choose the one of the order."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "currency", others[0] if others else None, found=listed)
    return chosen


def _payment_terms(message: Message, order: Node) -> Text | None:
    """As a note says them; else what is stated in elements, `2% discount until 2026-04-10, due 2026-04-30`."""
    found: list[Text | None] = [message.text(node) for node in order.all("PaymentTerms", "Note")]
    for way, words in _TERMS:
        for node in order.all("PaymentTerms", *way):
            text = message.text(node)
            unit = node.attributes.get("unitCode", "")
            found.append(
                text.model_copy(update={"value": words.format(f"{text.value} {unit}".strip())}) if text else None
            )
    return joined(found)


def _delivery_terms(message: Message, order: Node) -> Text | None:
    """An Incoterm with its place, `DAP Hamburg`; anything longer is a text."""
    message.show(*order.all("DeliveryTerms", "DeliveryLocation"))
    for terms in order.all("DeliveryTerms"):
        code = terms.first("ID")
        if code and len(code.text) == _LONGEST_INCOTERM:
            place = terms.first("DeliveryLocation", "Description") or terms.first("DeliveryLocation", "Name")
            return joined((message.text(code), message.text(place)), " ")
    return None


def _texts(order: Node) -> list[Node]:
    """Notes, and terms of delivery in words."""
    terms = [*order.all("DeliveryTerms", "SpecialTerms"), *order.all("DeliveryTerms", "Description")]
    longer = [node for node in order.all("DeliveryTerms", "ID") if len(node.text) != _LONGEST_INCOTERM]
    instructions = [
        node for name in ("SpecialInstructions", "DeliveryInstructions", "HandlingInstructions")
        for delivery in order.all("Delivery") for node in (*delivery.all("Shipment", name), *delivery.all(name))
    ]  # fmt: skip
    return [*order.all("Note"), *terms, *longer, *instructions, *marks(order)]


def _reasons(message: Message, order: Node) -> tuple[Text, ...]:
    """Why an order is cancelled, which asks for nothing else."""
    found = [(node, message.text(node)) for node in order.all("CancellationNote")]
    for node, text in found:
        if text:
            sentence = "The cancellation gives a reason."
            message.note(FindingCode.FREE_TEXT, sentence, "notes", node, found=text.value)
    return tuple(text for _, text in found if text)


def _validity(message: Message, order: Node) -> Iterator[OtherDateReading]:
    """Until when the order may be accepted."""
    message.take(*order.all("ValidityPeriod", "StartDate"))
    for node in order.all("ValidityPeriod", "EndDate"):
        day = message.day(node, "requested_delivery_date")
        found = other_date(message, DateMeaning.EXPIRY, day, "requested_delivery_date", node)
        if found:
            yield found


def _tell_attached(message: Message, order: Node) -> None:
    for reference in order.all("AdditionalDocumentReference"):
        described = [node.text for name in _DESCRIBED for node in reference.all(name)]
        for node in reference.all("Attachment", "EmbeddedDocumentBinaryObject"):
            message.take(node)
            name = node.attributes.get("filename") or node.attributes.get("mimeCode", "without a name")
            tell_attached(message, node, name, described)
