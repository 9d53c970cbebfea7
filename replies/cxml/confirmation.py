"""cXML ConfirmationRequest: what becomes of an order (cXML Reference Guide, "Order confirmation"; Fulfill.dtd).

The type is accept or reject for an order as a whole, without items; with changes it is detail, and each item tells of
its quantity in portions what becomes of it: accept, detail (with what differs), backordered or reject. Portions add up
to what was ordered. A further answer to the same order is an update, which refers to the earlier document.
"""

from datetime import UTC
from xml.etree.ElementTree import Element

from replies.answer import AnswerKind, OrderAnswer, Unwritable
from replies.cxml.items import add_items
from replies.elements import add, add_text, document, identity, plain
from replies.envelope import AnswerEnvelope, Identity

DEFAULT_VERSION = "1.2.050"
DOCTYPE = '<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/{version}/{module}.dtd">'
TYPES = {
    AnswerKind.ACCEPTED: "accept",
    AnswerKind.CHANGED: "detail",
    AnswerKind.REFUSED: "reject",
    AnswerKind.CANCELLED: "accept",
}
_PROGRAM = "Ordermill"


def write_confirmation(answer: OrderAnswer, envelope: AnswerEnvelope, /) -> bytes:
    """The ConfirmationRequest. Raises `Unwritable` for an order without number, or with changes and without lines."""
    if not answer.po_number.strip():
        raise Unwritable("The order has no number, which a ConfirmationRequest must name.")
    if answer.kind is AnswerKind.CHANGED and not answer.lines:
        raise Unwritable("The order is accepted with changes, and there are no lines that would say which.")
    root = root_of(envelope)
    _add_header(root, envelope)
    request = add(root, "Request", deploymentMode="test" if envelope.test else "production")
    confirmation = add(request, "ConfirmationRequest")
    _add_confirmation_header(confirmation, answer, envelope)
    _add_order(confirmation, answer)
    if answer.kind is AnswerKind.CHANGED:
        add_items(confirmation, answer)
    return document(root, DOCTYPE.format(version=version_of(envelope), module="Fulfill"))


def root_of(envelope: AnswerEnvelope) -> Element:
    """The cXML element, whose payload id is unique since our numbers are."""
    root = Element("cXML")
    root.set("version", version_of(envelope))
    root.set("payloadID", payload_id(envelope.document_number, envelope))
    root.set("timestamp", timestamp(envelope))
    return root


def version_of(envelope: AnswerEnvelope) -> str:
    """Of cXML."""
    return envelope.dialect.version or DEFAULT_VERSION


def payload_id(number: str, envelope: AnswerEnvelope) -> str:
    """The id of a document of ours by its number, which is unique for each customer; updates name the earlier one."""
    return identity(f"{number}.{envelope.recipient.id}@{envelope.sender.id}", "payload id")


def timestamp(envelope: AnswerEnvelope) -> str:
    """When it was prepared, with its zone, which cXML demands."""
    return f"{envelope.prepared_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S+00:00}"


def _add_header(root: Element, envelope: AnswerEnvelope) -> None:
    header = add(root, "Header")
    for name, who in (("From", envelope.sender), ("To", envelope.recipient), ("Sender", envelope.sender)):
        party = add(header, name)
        _add_credential(party, who)
        if name == "Sender":
            add(party, "UserAgent", _PROGRAM)


def _add_credential(party: Element, who: Identity) -> None:
    credential = add(party, "Credential", domain=identity(who.qualifier, "domain of a credential"))
    if not who.qualifier:
        raise Unwritable(f"The identity “{who.id}” has no domain, such as NetworkID or DUNS.")
    add(credential, "Identity", identity(who.id, "identity"))


def _add_confirmation_header(parent: Element, answer: OrderAnswer, envelope: AnswerEnvelope) -> None:
    header = add(
        parent,
        "ConfirmationHeader",
        confirmID=identity(answer.our_order_number or envelope.document_number, "number of our order"),
        operation="update" if answer.supersedes else "new",
        type=TYPES[answer.kind],
        noticeDate=timestamp(envelope),
    )
    if answer.supersedes:
        add(header, "DocumentReference", payloadID=payload_id(answer.supersedes, envelope))
    reasons = [answer.reason]
    if answer.kind is AnswerKind.REFUSED and not answer.reason:
        reasons = list(dict.fromkeys(line.reason for line in answer.lines if line.reason))
    add_text(header, "Comments", plain(" ".join(reasons)))


def _add_order(parent: Element, answer: OrderAnswer) -> None:
    """The payload id is that of the order's own document; without it the order is named by its number alone.

    Its date would have to be as it was sent, to the second, and is left out.
    """
    order = add(parent, "OrderReference", orderID=identity(answer.po_number, "purchase order number"))
    reference = add(order, "DocumentReference")
    payload = identity(answer.received.interchange or answer.received.message, "payload id")
    reference.set("payloadID", payload)
