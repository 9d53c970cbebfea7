"""How much a line asks for: PO102 and PO103; in a change POC03 and POC05; in an 875 G6801 and G6802."""

from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, Text

ORDERED = {"PO1": 2, "POC": 3, "G68": 1}
"""The element with the quantity."""
_UNIT = {"PO1": 3, "POC": 5, "G68": 2}
# 670 of a change: by how much, where every other code gives what is ordered after the change.
_BY_HOW_MUCH = {"QI": "more", "QD": "less"}


def quantity(message: Message, line: Group, path: str) -> tuple[Number | None, Text | None]:
    """The quantity ordered and its unit as sent."""
    trigger = line.trigger
    if trigger is None:
        return None, None
    read = message.number(trigger, ORDERED[trigger.tag], 1, f"{path}.quantity")
    unit = message.text(trigger, _UNIT[trigger.tag])
    if trigger.tag == "POC" and read is not None and trigger.component(2).strip().upper() in _BY_HOW_MUCH:
        direction = _BY_HOW_MUCH[trigger.component(2).strip().upper()]
        sentence = f"The line asks for {direction}: most senders give the new quantity, some by how much it changes."
        message.note(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.quantity", trigger)
    return read, unit
