"""Shipping of an order or a line, and Modifications of a total or a price: AdditionalDeduction or AdditionalCost."""

from decimal import Decimal

from orders.reading import AllowanceReading
from parsers.segments.reads import Number, Text, decimal
from parsers.xml.allowances import CENT, Allowance, header_fields, told, total, worth
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_PERCENTAGES = ("DeductionPercent", "Percentage")
_WAYS_OF_TOTAL = (("Total", "Modifications", "Modification"), ("Modifications", "Modification"))


def header_charges(message: Message, header: Node, order: Node) -> dict[str, object]:
    """Freight and the modifications of the total, which lead from the lines to the total or hold.

    The total of cXML is without tax and shipping; some senders add them all the same.
    """
    shipping = _shipping(message, header, "freight")
    changes = [_modification(message, node, "") for way in _WAYS_OF_TOTAL for node in header.all(*way)]
    found = [*([shipping] if shipping else []), *changes]
    return header_fields(message, found, explained=_is_explained(header, order, shipping, changes))


def tell_price_changes(message: Message, unit_price: Node | None, price: Number | None, path: str) -> None:
    """Modifications of a price: noted where they lead from the original price to this one."""
    nodes = unit_price.all("Modifications", "Modification") if unit_price else []
    changes = [_modification(message, node, path) for node in nodes]
    originals = [message.number(node.first("OriginalPrice", "Money"), path) for node in nodes]
    original = next((one for one in originals if one), None)
    leads = original is not None and price is not None and original.value + total(changes) == price.value
    told(message, changes, path, explained=leads)


def line_shipping(message: Message, line: Node, path: str) -> tuple[AllowanceReading, ...]:
    """Shipping of a line, which nothing explains: no amount of the line contains it."""
    shipping = _shipping(message, line, path)
    return told(message, [shipping], path, explained=False) if shipping else ()


def _shipping(message: Message, parent: Node, path: str) -> Allowance | None:
    node = parent.first("Shipping")
    if node is None:
        return None
    message.take(node.first("Description"))
    amount = message.number(node.first("Money"), path)
    word = Text(value="shipping", evidence=(node.place,))
    return Allowance(node, is_charge=True, amount=amount, reason=word) if amount else None


def _modification(message: Message, node: Node, path: str) -> Allowance:
    cost, deduction = node.first("AdditionalCost"), node.first("AdditionalDeduction")
    change = cost or deduction
    message.take(node)
    amount = next((inner for inner in change.walk() if inner.name == "Money"), None) if change else None
    share = next((inner for inner in change.walk() if inner.name in _PERCENTAGES), None) if change else None
    if deduction is not None and deduction.first("DeductedPrice") is not None:
        # What is left, and not what is taken off.
        amount = None
    return Allowance(
        node,
        is_charge=cost is not None,
        amount=message.number(amount, path),
        percent=message.attribute_number(share, "percent", path),
        reason=message.attribute(node.first("ModificationDetail"), "name"),
    )


def _is_explained(header: Node, order: Node, shipping: Allowance | None, changes: list[Allowance]) -> bool:
    stated, lines = header.first("Total", "Money"), _sum_of_lines(order)
    amount = decimal(stated.text) if stated else None
    if amount is None or lines is None or not all(one.is_sound for one in worth(changes)):
        return False
    net, carriage, tax = lines + total(changes), shipping.signed if shipping else Decimal(0), _tax(header)
    return any(abs(amount - one) <= CENT for one in (net, net + carriage, net + carriage + tax, net + tax))


def _tax(header: Node) -> Decimal:
    node = header.first("Tax", "Money")
    return (decimal(node.text) if node else None) or Decimal(0)


def _sum_of_lines(order: Node) -> Decimal | None:
    amounts = [_amount(line) for line in order.all("ItemOut")]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _amount(line: Node) -> Decimal | None:
    detail = line.first("ItemDetail") or line.first("BlanketItemDetail")
    money = detail.first("UnitPrice", "Money") if detail else None
    basis = detail.first("PriceBasisQuantity") if detail else None
    quantity, price = decimal(line.attributes.get("quantity", "")), decimal(money.text) if money else None
    per = decimal(basis.attributes.get("quantity", "1")) if basis else Decimal(1)
    return quantity * price / per if quantity is not None and price is not None and per else None
