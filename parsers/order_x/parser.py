"""The Order-X parser: the CIO message of UN/CEFACT (SCRDMCCBDACIOMessageStructure) in its profiles to readings.

Order-X 1.0: BASIC, COMFORT and EXTENDED. In a PDF/A-3 the same XML is embedded; the page is only its picture.
"""

from orders.findings import FindingCode
from orders.reading import OrderKind, OrderReading
from parsers.order_x.header import heading
from parsers.order_x.lines import lines
from parsers.order_x.names import SHOWN, SILENT
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.xml.document import Envelope, begins_with, parsed
from parsers.xml.identities import of_endpoint, of_sbdh
from parsers.xml.purpose import kind_by_function, tell_copy, tell_name
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_STRENGTH = 90
_BUYERS_ADDRESS = ("ApplicableHeaderTradeAgreement", "BuyerTradeParty", "URIUniversalCommunication", "URIID")
_ROOT = "SCRDMCCBDACIOMessageStructure"
_CHANGE, _RESPONSE = "230", "231"
_BASIC = "basic"
_PROFILES = (_BASIC, "comfort", "extended")


class OrderXParser:
    """Reads Order-X; its responses are no order."""

    name = "order_x"
    shown = SHOWN
    silent = SILENT

    def recognise(self, blob: Blob) -> Match | None:
        return Match(self.name, _STRENGTH) if begins_with(blob.content, _ROOT.encode()) else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        return parsed(blob, context, self)

    def is_order(self, node: Node) -> bool:
        return node.name == _ROOT and _type(node) != _RESPONSE

    def is_other(self, node: Node) -> bool:
        return node.name == _ROOT

    def envelope(self, root: Node) -> Envelope:
        """The sender of an SBDH."""
        sender = root.first("StandardBusinessDocumentHeader", "Sender", "Identifier")
        return Envelope(sender=sender.text if sender else "", identities=of_sbdh(root))

    def reading(self, message: Message, order: Node, envelope: Envelope) -> OrderReading:
        document, context = order.first("ExchangedDocument"), order.first("ExchangedDocumentContext")
        transaction = order.first("SupplyChainTradeTransaction")
        profile = _profile(message, context)
        if document is None or transaction is None:
            return OrderReading(kind=OrderKind.ORDER)
        tell_name(message, document.first("TypeCode"))
        tell_copy(message, document.first("CopyIndicator", "Indicator"))
        plain = OrderKind.CHANGE if _type(order) == _CHANGE else OrderKind.ORDER
        kind = kind_by_function(message, document.first("PurposeCode"), plain)
        test = context.first("TestIndicator", "Indicator") if context else None
        fields, wanted = heading(message, document, transaction, kind, is_basic=profile.endswith(_BASIC))
        fields["lines"] = lines(message, transaction, kind, wanted, fields["ship_to"])
        fields["identities"] = of_endpoint(transaction.first(*_BUYERS_ADDRESS))
        return OrderReading(kind=kind, test=message.word(test).casefold() in ("true", "1"), **fields)


def _type(root: Node) -> str:
    code = root.first("ExchangedDocument", "TypeCode")
    return code.text if code else ""


def _profile(message: Message, context: Node | None) -> str:
    """Its name in small letters; one that is not known may say more than is read."""
    profile = context.first("GuidelineSpecifiedDocumentContextParameter", "ID") if context else None
    named = message.word(profile).casefold()
    if named and not named.endswith(_PROFILES):
        sentence = "The profile of the document is not known. Compare the order with the document."
        message.hold(FindingCode.UNREAD_CONTENT, sentence, "", profile)
    return named
