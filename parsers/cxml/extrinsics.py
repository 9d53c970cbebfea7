"""Extrinsic: what a buyer adds under names of its own. Listed with its name; what may ask for something holds."""

import re

from orders.findings import FindingCode
from parsers.segments.instructions import may_instruct
from parsers.segments.reads import decimal
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_LONGEST = 200


def tell_extrinsics(message: Message, order: Node) -> None:
    """Each of the order and its lines."""
    for node in (one for one in order.walk() if one.name == "Extrinsic"):
        name = node.attributes.get("name", "")
        text = " ".join(inner.text for inner in node.walk() if inner.text)
        message.take(node)
        if not text:
            continue
        found = f"{name}: {text}"[:_LONGEST]
        if any(inner.name == "Money" and decimal(inner.text) for inner in node.walk()):
            sentence = "The order has an amount under a name of the buyer's own. Ask what it is, and whether it counts."
            message.hold(FindingCode.ALLOWANCE_OR_CHARGE, sentence, "", node, found=found)
        # Names are in one word: shippingInstructions.
        elif may_instruct(f"{_HUMP.sub(' ', name)}: {text}"):
            sentence = "The order has a value under a name of the buyer's own. Read whether it asks for something."
            message.hold(FindingCode.FREE_TEXT, sentence, "", node, found=found)
        else:
            sentence = "The order has a value under a name of the buyer's own, which is shown and kept."
            message.note(FindingCode.UNREAD_CONTENT, sentence, "", node, found=found)
