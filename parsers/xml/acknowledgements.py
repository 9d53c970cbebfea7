"""What answers that arrive in XML say: UBL ApplicationResponse and cXML statuses of what we sent, answers of suppliers.

They are no orders and are never answered. One that rejects what we sent holds, since nobody else would notice. An
OrderResponse or ConfirmationRequest answers an order of the sender's, which none of ours is.
"""

from types import MappingProxyType

from orders.findings import Finding, FindingCode, Severity
from parsers.xml.tree import Node

_RESPONSES = MappingProxyType({
    "AB": "received", "IP": "in process", "UQ": "under query", "CA": "accepted with conditions",
    "AP": "accepted", "RE": "rejected",
})  # fmt: skip
_CONFIRMATIONS = MappingProxyType({
    "accept": "accepted", "allDetail": "accepted", "detail": "accepted with changes", "except": "accepted with changes",
    "backordered": "backordered", "reject": "rejected",
})  # fmt: skip
_UNSAID = "without a verdict"
_REMEDY = " Look at what was sent, mend it and send it again."
_FIRST_FAULT = 400


def of_document(node: Node) -> Finding:
    """What a document that is no order says, as far as it is an answer."""
    match node.name:
        case "ApplicationResponse":
            said, rejects = _application(node)
        case "Status" | "StatusUpdateRequest":
            said, rejects = _status(node)
        case "OrderResponse" | "OrderResponseSimple" | "ConfirmationRequest":
            said, rejects = _order(node), False
        case _:
            said, rejects = "", False
    article = "an" if node.name[:1] in "AEIOU" else "a"
    return Finding(
        code=FindingCode.NO_ORDER,
        severity=Severity.HOLD if rejects else Severity.NOTE,
        message=f"The document is {article} {node.name}, which is no order{said}.{_REMEDY if rejects else ''}",
        found=node.name,
        evidence=(node.place,) if rejects else (),
    )


def _application(node: Node) -> tuple[str, bool]:
    """UBL: a response code for each document that is answered."""
    answered = [
        (_text(one, "DocumentReference", "ID"), _text(one, "Response", "ResponseCode"))
        for one in node.all("DocumentResponse")
    ]
    told = ", ".join(f"{number or 'a document'} of ours: {_RESPONSES.get(code, _UNSAID)}" for number, code in answered)
    return f"; it answers {told}" if told else "", any(code == "RE" for _, code in answered)


def _status(node: Node) -> tuple[str, bool]:
    """cXML: codes as of HTTP, of what was just sent or, in a StatusUpdateRequest, of a document sent before."""
    status = node if node.name == "Status" else node.first("Status")
    code = status.attributes.get("code", "") if status else ""
    meaning = status.attributes.get("text", "") if status else ""
    document = node.first("DocumentReference")
    named = document.attributes.get("payloadID", "") if document else ""
    rejects = code.isdecimal() and int(code) >= _FIRST_FAULT
    verdict = " ".join(filter(None, (code, meaning))) or _UNSAID
    return f"; it answers {named or 'a document'} of ours: {verdict}", rejects


def _order(node: Node) -> str:
    reference = node.first("OrderReference")
    number = _text(node, "OrderReference", "ID") or (reference.attributes.get("orderID", "") if reference else "")
    return f"; it is a supplier's answer to order {number or '(without a number)'}: {_verdict(node)}"


def _verdict(node: Node) -> str:
    if node.name == "ConfirmationRequest":
        header = node.first("ConfirmationHeader")
        return _CONFIRMATIONS.get(header.attributes.get("type", "") if header else "", _UNSAID)
    if node.name == "OrderResponseSimple":
        return {"true": "accepted", "false": "rejected"}.get(_text(node, "AcceptedIndicator"), _UNSAID)
    return _RESPONSES.get(_text(node, "OrderResponseCode"), _UNSAID)


def _text(node: Node, *names: str) -> str:
    found = node.first(*names)
    return found.text if found else ""
