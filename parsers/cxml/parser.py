"""The cXML parser: OrderRequest of cXML 1.2 to readings (cXML Reference Guide, purchase orders).

`type` says what is asked for: a new order, an update, which replaces the order as a whole, or its deletion. The DOCTYPE
that cXML requires is allowed and never fetched.
"""

from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderKind, OrderReading, PartyReading
from parsers.cxml.extrinsics import tell_extrinsics
from parsers.cxml.header import heading, tell_currency
from parsers.cxml.lines import lines
from parsers.cxml.multipart import is_related, related
from parsers.cxml.names import OTHERS, SHOWN, SILENT
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.xml.attachments import informs_only, tell_attached
from parsers.xml.document import Envelope, begins_with, parsed
from parsers.xml.identities import of_credential
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_STRENGTH = 90
_KINDS = {"": OrderKind.ORDER, "new": OrderKind.ORDER, "update": OrderKind.CHANGE, "delete": OrderKind.CANCEL}
_DOMAINS = {"GLN": "GLN", "ILN": "GLN", "DUNS+4": "DUNS4"}
_ORDINARY = frozenset({"", "regular", "release"})
_SPECIAL = {
    "blanket": "a blanket order, which asks for no delivery yet",
    "stockTransport": "a stock transport order",
    "stockTransportRelease": "a release of a stock transport order",
    "consignment": "a consignment order, in which the goods stay the supplier's",
}


class CxmlParser:
    """Reads cXML order requests; other requests and messages of cXML are named, and are no order."""

    name = "cxml"
    shown = SHOWN
    silent = SILENT

    def recognise(self, blob: Blob) -> Match | None:
        known = begins_with(blob.content, b"<cXML", b"<OrderRequest") or is_related(blob.content)
        return Match(self.name, _STRENGTH) if known else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        found = related(blob.content) if is_related(blob.content) else None
        if found is None:
            return parsed(blob, context, self)
        inside = parsed(Blob(found.document, blob.name, blob.media_type), context, self)
        told = tuple(map(_beside, found.files))
        return inside.with_findings(told, inside.transcript) if inside.transcript else inside

    def is_order(self, node: Node) -> bool:
        return node.name == "OrderRequest"

    def is_other(self, node: Node) -> bool:
        """What a Request, Message or Response holds, as far as it is known."""
        return node.name in OTHERS

    def envelope(self, root: Node) -> Envelope:
        """From is the buyer, To the supplier; Sender may be a network in between."""
        buyer = _identity(root.first("Header", "From", "Credential"))
        request = root.first("Request")
        mode = request.attributes.get("deploymentMode", "") if request else ""
        return Envelope(
            sender=buyer.id.value if buyer and buyer.id else "",
            identities=of_credential(root.first("Header", "From", "Credential")),
            test=mode.casefold() == "test",
            buyer=buyer,
            supplier=_identity(root.first("Header", "To", "Credential")),
        )

    def reading(self, message: Message, order: Node, envelope: Envelope) -> OrderReading:
        header = order.first("OrderRequestHeader")
        kind = _kind(message, header)
        if header is None:
            return OrderReading(kind=kind)
        _tell_type(message, header)
        fields = heading(message, header, order, envelope)
        tell_currency(message, order, fields["currency"])
        fields["lines"] = lines(message, order, kind, fields["ship_to"])
        tell_extrinsics(message, order)
        _tell_attached(message, order)
        return OrderReading(kind=kind, **fields)


def _beside(name: str) -> Finding:
    sentence = f"The file {name} came with the order in one body and was not read. See whether it changes the order."
    severity = Severity.NOTE if informs_only(name) else Severity.HOLD
    return Finding(code=FindingCode.UNREAD_CONTENT, severity=severity, message=sentence, found=name)


def _identity(credential: Node | None) -> PartyReading | None:
    """A credential's identity, with the domain that it is unique in."""
    number = Message().text(credential.first("Identity")) if credential else None
    if credential is None or number is None:
        return None
    domain = credential.attributes.get("domain", "").upper()
    return PartyReading(id=number, id_scheme=_DOMAINS.get(domain, domain))


def _kind(message: Message, header: Node | None) -> OrderKind:
    code = header.attributes.get("type", "") if header else ""
    if code not in _KINDS:
        sentence = f"What the document asks for is not known (type “{code}”). Decide what is to be done with it."
        message.hold(FindingCode.FUNCTION_NOT_ORIGINAL, sentence, "", header, found=code)
        return OrderKind.ORDER
    kind = _KINDS[code]
    if kind is OrderKind.CHANGE:
        sentence = "The document replaces the whole order: lines that are not listed disappear."
        message.hold(FindingCode.FUNCTION_NOT_ORIGINAL, sentence, "", header, found=code)
    elif kind is OrderKind.CANCEL:
        message.note(FindingCode.FUNCTION_NOT_ORIGINAL, "The document is a cancellation.", "", header, found=code)
    return kind


def _tell_attached(message: Message, order: Node) -> None:
    """Files that comments name, by `cid:` those that came in one body with the order, else by where they are."""
    for node in (one for one in order.walk() if one.name == "Attachment"):
        url = node.first("URL")
        message.take(node)
        address = url.text if url else ""
        tell_attached(message, node, address or "without a name", [url.attributes.get("name", "")] if url else [])


def _tell_type(message: Message, header: Node) -> None:
    code = header.attributes.get("orderType", "")
    if code not in _ORDINARY:
        meaning = _SPECIAL.get(code, "of a kind that is not known here")
        sentence = f"The document is {meaning} (order type “{code}”). Accept it as an order, or refuse it."
        message.hold(FindingCode.MESSAGE_TYPE, sentence, "", header, found=code)
    if header.attributes.get("releaseRequired", "").casefold() == "yes":
        sentence = "The order asks for no delivery yet: each will be released by an order of its own."
        message.hold(FindingCode.MESSAGE_TYPE, sentence, "", header, found="releaseRequired yes")
