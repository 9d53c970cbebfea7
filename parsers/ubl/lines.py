"""OrderLine: the item, its quantity and price, when and where it is wanted."""

from decimal import Decimal

from orders.findings import FindingCode
from orders.reading import LineReading, OrderKind, PartyReading
from parsers.segments.reads import Number, Text, decimal
from parsers.ubl.allowances import allowances, tell_explained
from parsers.ubl.deliveries import line_deliveries, own_numbers, wanted
from parsers.ubl.items import item
from parsers.ubl.transport import carriers
from parsers.xml.allowances import is_explained, told
from parsers.xml.periods import Wanted, line_dates
from parsers.xml.price_basis import price_basis, tell_no_amount
from parsers.xml.purpose import line_action
from parsers.xml.reads import Message
from parsers.xml.texts import free_texts
from parsers.xml.tree import Node

_SUBSTITUTES = ("SubstituteLineItem", "SellerProposedSubstituteLineItem", "SellerSubstitutedLineItem",
                "BuyerProposedSubstituteLineItem")  # fmt: skip
# What makes a difference only when it says the less usual thing.
_USUAL = {
    "PartialDeliveryIndicator": "true",
    "BackOrderAllowedIndicator": "true",
    "FreeOfChargeIndicator": "false",
}


def lines(
    message: Message, order: Node, kind: OrderKind, heading: Wanted, place: PartyReading | None
) -> tuple[LineReading, ...]:  # fmt: skip
    """The lines in the order of the document."""
    found = order.all("OrderLine")
    return tuple(_line(message, node, f"lines[{number}]", kind, heading, place) for number, node in enumerate(found))


def _line(
    message: Message, order_line: Node, path: str, kind: OrderKind, heading: Wanted, place: PartyReading | None
) -> LineReading:  # fmt: skip
    line = order_line.first("LineItem")
    if line is None:
        return LineReading()
    quantity = line.first("Quantity")
    ordered, unit = message.number(quantity, f"{path}.quantity"), message.attribute(quantity, "unitCode")
    action = line_action(message, line.first("LineStatusCode"), line, kind, path)
    _tell_conditions(message, order_line, line, path)
    price, found = _price(message, line, unit, path), allowances(message, line, path)
    amount = message.number(line.first("LineExtensionAmount"), f"{path}.line_total")
    _take_extension(message, line)
    message.show(*own_numbers(line.all("Delivery")), *line.all("Price", "ValidityPeriod"))
    return LineReading.model_validate({
        "line_no": message.text(line.first("ID")),
        **item(message, line.first("Item"), path),
        "quantity": ordered,
        "uom": unit,
        **price,
        "line_total": amount,
        "allowances": told(message, found, path, explained=is_explained(found, ordered, price, amount)),
        **_dates(message, line, heading, path),
        "action": action,
        "deliveries": line_deliveries(message, line, ordered, place, path),
        "notes": (
            *free_texts(message, _notes(order_line), path, action.value if action else kind),
            *carriers(message, line, f"{path}.notes"),
        ),
    })  # fmt: skip


def _notes(order_line: Node) -> list[Node]:
    own = [*order_line.all("Note"), *order_line.all("LineItem", "Note")]
    terms = order_line.all("LineItem", "DeliveryTerms", "SpecialTerms")
    return [*own, *order_line.all("LineItem", "Item", "AdditionalInformation"), *terms]


def _dates(message: Message, line: Node, heading: Wanted, path: str) -> dict[str, object]:
    deliveries = line.all("Delivery")
    if len(deliveries) != 1:
        return {}
    own = wanted(Message(taken=message.taken), deliveries[0], f"{path}.requested_date")
    return line_dates(message, own, heading, path, deliveries[0].first("RequestedDeliveryPeriod"))


def _price(message: Message, line: Node, unit: Text | None, path: str) -> dict[str, Number | Text | None]:
    price = line.first("Price")
    if price is None:
        return {}
    tell_no_amount(message, price, price.first("PriceAmount"), path)
    net = message.number(price.first("PriceAmount"), f"{path}.unit_price")
    taken_away = tell_explained(message, price, net, f"{path}.unit_price")
    if net is not None and net.value == 0:
        why = "An allowance takes all of the price away" if taken_away else "The line has a price of zero"
        _tell_free(message, price.first("PriceAmount"), f"{why}: the goods are free of charge.", path)
    _tell_factor(message, price, path)
    return {"unit_price": net, **price_basis(message, price.first("BaseQuantity"), unit, path)}


def _take_extension(message: Message, line: Node) -> None:
    """The amount of the line once more: read where it is the same, else told as unread."""
    amount, again = line.first("LineExtensionAmount"), line.first("ItemPriceExtension", "Amount")
    if amount and again and decimal(amount.text) == decimal(again.text):
        message.take(again)
    message.show(*line.all("ItemPriceExtension", "TaxTotal"))


def _tell_factor(message: Message, price: Node, path: str) -> None:
    factor = message.number(price.first("OrderableUnitFactorRate"), f"{path}.unit_price")
    if factor is not None and factor.value != Decimal(1):
        sentence = "The price is for another unit than the one ordered, by a factor. Type the price to be invoiced."
        node = price.first("OrderableUnitFactorRate")
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", node)


def _tell_free(message: Message, node: Node | None, why: str, path: str) -> None:
    message.hold(FindingCode.FREE_GOODS, f"{why} Decide whether they are granted.", path, node)


def _tell_conditions(message: Message, order_line: Node, line: Node, path: str) -> None:
    """Substitutes and conditions of the line that no field takes."""
    for name in _SUBSTITUTES:
        for node in order_line.all(name):
            sentence = "The line names a substitute. Decide which of the items is ordered."
            number = node.first("Item", "SellersItemIdentification", "ID") or node.first("ID")
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.supplier_item", number or node)
            message.take(node)
    for name, usual in _USUAL.items():
        stated = line.first(name)
        if stated is None or message.word(stated).casefold() in (usual, {"true": "1", "false": "0"}[usual]):
            continue
        if name == "FreeOfChargeIndicator":
            _tell_free(message, stated, "The line asks for goods free of charge.", path)
        else:
            sentence = "The line must be delivered at once and as a whole."
            message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.quantity", stated)
