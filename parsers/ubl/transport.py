"""Delivery/Shipment: how urgently the goods are sent. UNTDID 4219, which Peppol uses for the priority."""

from orders.findings import FindingCode
from parsers.segments.reads import Text
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_PRIORITIES = {"1": "express", "2": "high speed", "3": "normal speed", "4": "post service"}


def transport_priority(message: Message, delivery: Node | None) -> tuple[Text, ...]:
    """In words, for the ERP; a priority that is not known holds."""
    node = delivery.first("Shipment", "ShippingPriorityLevelCode") if delivery else None
    code = message.text(node)
    if code is None:
        return ()
    meaning = _PRIORITIES.get(code.value)
    if meaning is None:
        sentence = "How urgently the goods are to be sent is given by a code that is not known here. Ask what it means."
        message.hold(FindingCode.UNREAD_CONTENT, sentence, "", node)
        return (code,)
    sentence = f"The goods are to be sent with the priority {meaning} (4219 {code.value}), which goes along as a text."
    message.note(FindingCode.UNREAD_CONTENT, sentence, "notes", node)
    return (code.model_copy(update={"value": f"Transport priority: {meaning}"}),)
