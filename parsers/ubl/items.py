"""Item: its numbers by who assigned them, and its description."""

from orders.findings import FindingCode
from orders.gtin import is_number
from parsers.segments.reads import Text
from parsers.xml.reads import Message
from parsers.xml.schemes import scheme_of
from parsers.xml.tree import Node

_OTHERS = ("ManufacturersItemIdentification", "CatalogueItemIdentification", "AdditionalItemIdentification")


def item(message: Message, node: Node | None, path: str) -> dict[str, Text | None]:
    """The numbers of the item and its name, which other systems call its description."""
    if node is None:
        return {}
    found = {
        "buyer_item": message.text(node.first("BuyersItemIdentification", "ID")),
        "supplier_item": message.text(node.first("SellersItemIdentification", "ID")),
        "gtin": _gtin(message, node, path),
    }
    _tell_others(message, node, path, named=any(found.values()))
    name, described = node.first("Name"), node.all("Description")
    message.take(*described)
    return {**found, "description": message.text(name) or (message.text(described[0]) if described else None)}


def _gtin(message: Message, node: Node, path: str) -> Text | None:
    number = node.first("StandardItemIdentification", "ID")
    if number is None:
        return None
    scheme = scheme_of(number)
    # A scheme of the sender's own passes where the number could be a GTIN; its check digit is looked at later.
    if scheme == "GTIN" or is_number(number.text):
        return message.text(number)
    if number.text:
        sentence = "The standard number of the item is no GTIN; it is shown only."
        message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.gtin", number)
        message.take(number)
    return None


def _tell_others(message: Message, node: Node, path: str, *, named: bool) -> None:
    """A line that only another number names says so."""
    others = [number for name in _OTHERS for number in node.all(name, "ID") if number.text]
    if others and not named:
        sentence = f"The item is named by {others[0].text} alone, in {others[0].path.split('/')[-2].partition('[')[0]}."
        message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.item", others[0])
        message.take(*others)
