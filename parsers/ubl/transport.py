"""How the goods are sent: who carries them, how urgently, and what is written on the packages.

Priorities are those of UNTDID 4219, which Peppol uses. None of this changes what is ordered, nor where it goes.
"""

from orders.findings import FindingCode
from parsers.segments.reads import Text
from parsers.ubl.parties import party_itself
from parsers.xml.reads import Message, joined
from parsers.xml.tree import Node

_CARRIERS = (
    (("FreightForwarderParty",), "Freight forwarder"),
    (("Delivery", "CarrierParty"), "Carrier"),
    (("Delivery", "NotifyParty"), "To be notified"),
)
_MARKS = (("Shipment", "TransportHandlingUnit", "ShippingMarks"), ("Shipment", "Information"))
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


def carriers(message: Message, parent: Node, path: str) -> tuple[Text, ...]:
    """Of an order or a line: who carries the goods or is told of them, in words for the ERP."""
    named = ((node, words) for way, words in _CARRIERS for node in parent.all(*way))
    return tuple(text for node, words in named if (text := _carrier(message, node, words, path)))


def _carrier(message: Message, node: Node, words: str, path: str) -> Text | None:
    found = party_itself(message, node)
    message.show(node)
    named = joined((found.name, found.id), " ")
    if named is None:
        return None
    sentence = "The document says who carries the goods, or is told of them, which goes along as a text."
    message.note(FindingCode.UNREAD_CONTENT, sentence, path, node, found=f"{words} {named.value}")
    return named.model_copy(update={"value": f"{words}: {named.value}"})


def marks(order: Node) -> list[Node]:
    """What is to be written on the packages, and what is said of the shipment."""
    return [node for way in _MARKS for node in order.all("Delivery", *way)]
