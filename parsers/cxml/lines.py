"""ItemOut: one line each, its item, quantity, price, and its schedule where it has one."""

from orders.findings import FindingCode
from orders.reading import DeliveryReading, LineAction, LineReading, OrderKind, PartyReading
from parsers.cxml.attributes import other_days, tell_attributes
from parsers.cxml.header import party
from parsers.cxml.modifications import line_shipping, tell_price_changes
from parsers.segments.reads import Action, Day, Number, Text
from parsers.xml.deliveries import is_whole, tell_split
from parsers.xml.price_basis import tell_no_amount
from parsers.xml.reads import Message
from parsers.xml.texts import free_texts
from parsers.xml.tree import Node

_ONE = 1


def lines(message: Message, order: Node, kind: OrderKind, place: PartyReading | None) -> tuple[LineReading, ...]:
    """The lines in the order of the document; `place` is where the order goes."""
    found = order.all("ItemOut")
    return tuple(_line(message, node, f"lines[{number}]", kind, place) for number, node in enumerate(found))


def _line(message: Message, line: Node, path: str, kind: OrderKind, place: PartyReading | None) -> LineReading:
    detail = line.first("ItemDetail") or line.first("BlanketItemDetail")
    unit = message.text(detail.first("UnitOfMeasure")) if detail else None
    ordered = message.attribute_number(line, "quantity", f"{path}.quantity")
    tell_attributes(message, line, path)
    _tell_composite(message, line, path)
    return LineReading.model_validate({
        "line_no": message.attribute(line, "lineNumber"),
        **_item(message, line, detail),
        "quantity": ordered,
        "uom": unit,
        **_price(message, detail, unit, path),
        "allowances": line_shipping(message, line, path),
        "requested_date": _day(message, line, f"{path}.requested_date"),
        "other_dates": tuple(other_days(message, line, f"{path}.requested_date")),
        "action": _action(line, kind),
        "deliveries": _deliveries(message, line, detail, ordered, place, path),
        "notes": free_texts(message, [*line.all("Comments"), *(detail.all("Comments") if detail else [])], path),
    })  # fmt: skip


def _item(message: Message, line: Node, detail: Node | None) -> dict[str, Text | None]:
    ids = line.first("ItemID")
    if ids is None:
        return {}
    found = {
        "supplier_item": message.text(ids.first("SupplierPartID")),
        "buyer_item": message.text(ids.first("BuyerPartID")),
        "gtin": message.text(detail.first("ItemDetailIndustry", "ItemDetailRetail", "EANID") if detail else None),
    }
    described = detail.first("Description") if detail else None
    message.take(described.first("ShortName") if described else None)
    return {**found, "description": message.text(described)}


def _price(message: Message, detail: Node | None, unit: Text | None, path: str) -> dict[str, Number | Text | None]:
    if detail is None:
        return {}
    money, basis = detail.first("UnitPrice", "Money"), detail.first("PriceBasisQuantity")
    tell_no_amount(message, detail, money, path)
    price = message.number(money, f"{path}.unit_price")
    if price is not None and price.value == 0:
        sentence = "The line has a price of zero: the goods are free of charge. Decide whether they are granted."
        message.hold(FindingCode.FREE_GOODS, sentence, path, money)
    tell_price_changes(message, detail.first("UnitPrice"), price, path)
    own = message.text(basis.first("UnitOfMeasure")) if basis else None
    per = message.attribute_number(basis, "quantity", f"{path}.price_basis")
    factor = message.attribute_number(basis, "conversionFactor", f"{path}.price_basis")
    message.take(basis)
    if factor is not None and factor.value != _ONE:
        sentence = "The price is for another unit than the one ordered, by a factor. Type the price to be invoiced."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", basis, found=f"{factor.value:f}")
    return {
        "unit_price": price,
        "price_basis": per if per and per.value > 0 and per.value != _ONE else None,
        "price_uom": own if own and unit and own.value != unit.value else None,
    }


def _action(line: Node, kind: OrderKind) -> Action | None:
    """An update replaces the order, so each line is what is now ordered."""
    match kind:
        case OrderKind.ORDER:
            return None
        case OrderKind.CANCEL:
            return Action(value=LineAction.CANCEL, evidence=(line.place,))
        case OrderKind.CHANGE:
            return Action(value=LineAction.CHANGE, evidence=(line.place,))


def _tell_composite(message: Message, line: Node, path: str) -> None:
    """Parts of a set have quantities of their own, and their parent carries the price."""
    parent = line.attributes.get("parentLineNumber", "")
    if parent or line.attributes.get("itemType") == "composite":
        sentence = "The line is a set, or part of one. Decide which of its lines are ordered."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, line, found=parent or "composite")


def _deliveries(
    message: Message, line: Node, detail: Node | None, ordered: Number | None, place: PartyReading | None, path: str
) -> tuple[DeliveryReading, ...]:  # fmt: skip
    """Schedule lines, or a place of its own; none when it has just the order's place and one date."""
    own = party(message, line.first("ShipTo", "Address"))
    read = tuple(_scheduled(message, node, own, f"{path}.deliveries") for node in line.all("ScheduleLine"))
    if not read and own:
        read = (DeliveryReading(quantity=ordered, requested_date=_day(message, line, path), ship_to=own),)
    if not read or (len(read) == 1 and is_whole(read[0], ordered, place)):
        return ()
    tell_split(message, read, ordered, path, line, is_plain=_are_plain(line, detail))
    return read


def _are_plain(line: Node, detail: Node | None) -> bool:
    """Whether every schedule is in the line's unit."""
    units = [
        node.text
        for node in (*line.all("ScheduleLine", "UnitOfMeasure"), *(detail.all("UnitOfMeasure") if detail else []))
    ]
    return len(set(units)) < 2


def _scheduled(message: Message, node: Node, place: PartyReading | None, path: str) -> DeliveryReading:
    message.take(node.first("UnitOfMeasure"))
    return DeliveryReading(
        quantity=message.attribute_number(node, "quantity", path),
        requested_date=message.attribute_day(node, "requestedDeliveryDate", path),
        ship_to=place,
    )


def _day(message: Message, line: Node, path: str) -> Day | None:
    """The line's own date, or that of its only schedule."""
    schedule = line.all("ScheduleLine")
    only = schedule[0] if len(schedule) == 1 else None
    return message.attribute_day(line, "requestedDeliveryDate", path) or message.attribute_day(
        only, "requestedDeliveryDate", path
    )
