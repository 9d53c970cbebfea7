"""The UBL parser: Order, OrderChange and OrderCancellation of OASIS UBL 2.x to readings, in an SBDH or on their own."""

from orders.findings import FindingCode
from orders.reading import OrderKind, OrderReading
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.ubl.header import heading
from parsers.ubl.lines import lines
from parsers.ubl.names import SHOWN, SILENT
from parsers.xml.document import Envelope, begins_with, parsed
from parsers.xml.identities import of_endpoint, of_sbdh
from parsers.xml.purpose import tell_copy, tell_name
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_STRENGTH = 90
_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_KINDS = {
    "Order": OrderKind.ORDER,
    "OrderChange": OrderKind.CHANGE,
    "OrderCancellation": OrderKind.CANCEL,
}
_COMPONENTS = ("CommonAggregateComponents", "CommonBasicComponents", "CommonExtensionComponents")


class UblParser:
    """Reads UBL orders; other documents of UBL are named, and are no order."""

    name = "ubl"
    shown = SHOWN
    silent = SILENT

    def recognise(self, blob: Blob) -> Match | None:
        found = begins_with(blob.content, _NAMESPACE.encode())
        return Match(self.name, _STRENGTH) if found else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        return parsed(blob, context, self)

    def is_order(self, node: Node) -> bool:
        return _kind(node) is not None

    def is_other(self, node: Node) -> bool:
        document = node.namespace.removeprefix(_NAMESPACE)
        return document != node.namespace and not document.startswith(_COMPONENTS)

    def envelope(self, root: Node) -> Envelope:
        """The sender of the SBDH."""
        sender = root.first("StandardBusinessDocumentHeader", "Sender", "Identifier")
        return Envelope(sender=sender.text if sender else "", identities=of_sbdh(root))

    def reading(self, message: Message, order: Node, envelope: Envelope) -> OrderReading:
        kind = _kind(order) or OrderKind.ORDER
        tell_name(message, order.first("OrderTypeCode"))
        tell_copy(message, order.first("CopyIndicator"))
        fields, wanted = heading(message, order, kind)
        fields["lines"] = lines(message, order, kind, wanted, fields["ship_to"])
        endpoint = order.first("BuyerCustomerParty", "Party", "EndpointID")
        fields["identities"] = of_endpoint(endpoint)
        if not envelope.sender:
            fields["sender"] = endpoint.text if endpoint else ""
        if order.first("Signature"):
            sentence = "The document is signed; the signature was not verified."
            message.note(FindingCode.UNREAD_CONTENT, sentence, "", found="Signature")
        return OrderReading(kind=kind, **fields)


def _kind(node: Node) -> OrderKind | None:
    """By the name of the root, else by its namespace, `…:xsd:OrderChange-2`; None for what is no order."""
    if not node.namespace.startswith(_NAMESPACE):
        return None
    document = node.namespace.removeprefix(_NAMESPACE).partition("-")[0]
    return _KINDS.get(node.name) or _KINDS.get(document)
