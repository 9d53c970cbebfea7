"""What a price is for: the quantity that divides it, and its unit where that is not the line's."""

from orders.findings import FindingCode
from parsers.segments.reads import Number, Text
from parsers.xml.reads import Message
from parsers.xml.tree import Node


def tell_no_amount(message: Message, price: Node, amount: Node | None, path: str) -> None:
    """A price that is named must have an amount: without one a part of the document is missing."""
    if amount is None or not amount.text:
        sentence = "The line has a price without an amount. Type the price to be invoiced."
        message.hold(FindingCode.MISSING_FIELD, sentence, f"{path}.unit_price", price)


def price_basis(message: Message, node: Node | None, unit: Text | None, path: str) -> dict[str, Number | Text | None]:
    """`node` is the quantity with its `unitCode`, `unit` the line's. A price for one has no basis."""
    basis, own = message.number(node, f"{path}.price_basis"), message.attribute(node, "unitCode")
    if basis is not None and basis.value <= 0:
        sentence = "The price is for a quantity of zero. Type the quantity that it is for."
        message.hold(FindingCode.INVALID_VALUE, sentence, f"{path}.price_basis", node)
        basis = None
    differs = own if own and unit and own.value != unit.value else None
    return {"price_basis": basis if basis and basis.value != 1 else None, "price_uom": differs}
