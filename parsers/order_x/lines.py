"""IncludedSupplyChainTradeLineItem: one line each, its product, agreement, delivery and settlement."""

from dataclasses import replace

from orders.findings import FindingCode
from orders.gtin import is_number
from orders.reading import DeliveryReading, LineReading, OrderKind, PartyReading
from parsers.order_x.dates import despatch_days, wanted
from parsers.order_x.parties import party
from parsers.order_x.settlement import allowances_of
from parsers.segments.reads import Number, Text
from parsers.xml.allowances import is_explained, told
from parsers.xml.deliveries import is_whole, tell_split
from parsers.xml.periods import Wanted, line_dates
from parsers.xml.price_basis import price_basis, tell_no_amount
from parsers.xml.purpose import line_action
from parsers.xml.reads import Message
from parsers.xml.schemes import scheme_of
from parsers.xml.texts import free_texts
from parsers.xml.tree import Node

_EVENT = "RequestedDeliverySupplyChainEvent"


def lines(
    message: Message, whole: Node, kind: OrderKind, heading: Wanted, place: PartyReading | None
) -> tuple[LineReading, ...]:  # fmt: skip
    """The lines in the order of the document."""
    found = whole.all("IncludedSupplyChainTradeLineItem")
    return tuple(_line(message, node, f"lines[{number}]", kind, heading, place) for number, node in enumerate(found))


def _line(
    message: Message, line: Node, path: str, kind: OrderKind, heading: Wanted, place: PartyReading | None
) -> LineReading:  # fmt: skip
    delivery = line.first("SpecifiedLineTradeDelivery")
    quantity = delivery.first("RequestedQuantity") if delivery else None
    ordered, unit = message.number(quantity, f"{path}.quantity"), message.attribute(quantity, "unitCode")
    status = line.first("AssociatedDocumentLineDocument", "LineStatusCode")
    charged = line.all("SpecifiedLineTradeSettlement", "SpecifiedTradeAllowanceCharge")
    found = allowances_of(message, charged, path)
    _tell_conditions(message, line, path)
    action = line_action(message, status, line, kind, path)
    total = ("SpecifiedLineTradeSettlement", "SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount")
    amount = message.number(line.first(*total), f"{path}.line_total")
    price = _price(message, line.first("SpecifiedLineTradeAgreement"), unit, path)
    return LineReading.model_validate({
        "line_no": message.text(line.first("AssociatedDocumentLineDocument", "LineID")),
        **_item(message, line.first("SpecifiedTradeProduct")),
        "quantity": ordered,
        "uom": unit,
        **price,
        "line_total": amount,
        "allowances": told(message, found, path, explained=is_explained(found, ordered, price, amount)),
        **_deliveries(message, delivery, ordered, heading, place, path),
        "action": action,
        "notes": free_texts(message, _notes(message, line), path, action.value if action else kind),
    })  # fmt: skip


def _item(message: Message, product: Node | None) -> dict[str, Text | None]:
    if product is None:
        return {}
    number = product.first("GlobalID")
    is_gtin = number is not None and (scheme_of(number) == "GTIN" or is_number(number.text))
    name, described = product.first("Name"), product.first("Description")
    message.take(described)
    message.show(number, product.first("ID"))
    return {
        "buyer_item": message.text(product.first("BuyerAssignedID")),
        "supplier_item": message.text(product.first("SellerAssignedID")),
        "gtin": message.text(number) if is_gtin else None,
        "description": message.text(name) or message.text(described),
    }


def _price(message: Message, agreement: Node | None, unit: Text | None, path: str) -> dict[str, Number | Text | None]:
    if agreement is None:
        return {}
    net, gross = (agreement.first(name) for name in ("NetPriceProductTradePrice", "GrossPriceProductTradePrice"))
    chosen = net or gross
    if chosen is None:
        return {}
    tell_no_amount(message, chosen, chosen.first("ChargeAmount"), path)
    price = message.number(chosen.first("ChargeAmount"), f"{path}.unit_price")
    if net is None:
        sentence = "The line has a gross price only. Type the price to be invoiced."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", gross)
    elif gross is not None:
        _tell_explained(message, gross, price, path)
    if price is not None and price.value == 0:
        sentence = "The line has a price of zero: the goods are free of charge. Decide whether they are granted."
        message.hold(FindingCode.FREE_GOODS, sentence, path, chosen.first("ChargeAmount"))
    for fixed in ("MinimumQuantity", "MaximumQuantity"):
        message.take(chosen.first(fixed))
    return {"unit_price": price, **price_basis(message, chosen.first("BasisQuantity"), unit, path)}


def _tell_explained(message: Message, gross: Node, net: Number | None, path: str) -> None:
    """The gross price less its allowances is the net; it is read for nothing else."""
    price = message.number(gross.first("ChargeAmount"), f"{path}.unit_price")
    message.take(gross.first("BasisQuantity"))
    changes = allowances_of(message, gross.all("AppliedTradeAllowanceCharge"), path)
    if price is None or net is None or not changes or any(one.amount is None for one in changes):
        return
    expected = price.value + sum(one.signed for one in changes)
    if expected != net.value:
        sentence = "The allowances of the price do not lead from the gross to the net price. Choose the price."
        message.hold(
            FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", gross, found=f"{net.value:f}",
            expected=f"{expected:f}",
        )  # fmt: skip


def _deliveries(
    message: Message, delivery: Node | None, ordered: Number | None, heading: Wanted, place: PartyReading | None,
    path: str,
) -> dict[str, object]:  # fmt: skip
    """The line's own day; several events, or a place of its own, are deliveries that a person splits."""
    if delivery is None:
        return {}
    shipping = tuple(despatch_days(message, delivery, f"{path}.requested_date"))
    events, own = delivery.all(_EVENT), party(message, delivery.first("ShipToTradeParty"))
    everything = ordered if len(events) == 1 else None
    read = tuple(_delivery(message, event, everything, own, f"{path}.deliveries") for event in events)
    read = read or ((DeliveryReading(quantity=ordered, ship_to=own),) if own else ())
    if len(read) > 1 or (read and not is_whole(read[0], ordered, place)):
        tell_split(message, read, ordered, path, delivery, is_plain=_are_plain(delivery))
        only = read[0].requested_date if len(read) == 1 else None
        return {"deliveries": read, "requested_date": only, "other_dates": shipping}
    when = replace(wanted(message, events, f"{path}.requested_date"), others=shipping)
    return line_dates(message, when, heading, path, events[0] if events else None)


def _delivery(
    message: Message, event: Node, everything: Number | None, place: PartyReading | None, path: str
) -> DeliveryReading:  # fmt: skip
    quantity = message.number(event.first("UnitQuantity"), path) or everything
    when = wanted(message, [event], path)
    return DeliveryReading(quantity=quantity, requested_date=when.day, ship_to=place)


def _are_plain(delivery: Node) -> bool:
    """Whether all events are in the line's unit, and none asks for a window."""
    quantities = [*delivery.all("RequestedQuantity"), *delivery.all(_EVENT, "UnitQuantity")]
    units = {unit for node in quantities if (unit := node.attributes.get("unitCode", ""))}
    return len(units) < 2 and not delivery.all(_EVENT, "OccurrenceSpecifiedPeriod")


def _notes(message: Message, line: Node) -> list[Node]:
    own = line.first("AssociatedDocumentLineDocument")
    if own is None:
        return []
    message.take(*own.all("IncludedNote", "SubjectCode"), *own.all("IncludedNote", "ContentCode"))
    return own.all("IncludedNote", "Content")


def _tell_conditions(message: Message, line: Node, path: str) -> None:
    """Substitutes, sub-lines, and deliveries in one."""
    ways = (("SubstitutedReferencedProduct",), ("SpecifiedTradeProduct", "SubstitutedReferencedProduct"))
    for node in (found for way in ways for found in line.all(*way)):
        sentence = "The line names a substitute. Decide which of the items is ordered."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.supplier_item", node)
        message.take(node)
    parent = line.first("AssociatedDocumentLineDocument", "ParentLineID")
    if parent is not None and parent.text:
        sentence = "The line is a part of another line. Decide which of its lines are ordered."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, parent)
        message.take(parent)
    partial = line.first("SpecifiedLineTradeDelivery", "PartialDeliveryAllowedIndicator", "Indicator")
    if partial is not None and message.word(partial).casefold() in ("false", "0"):
        sentence = "The line must be delivered at once and as a whole."
        message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.quantity", partial)
