"""Free text: shown in full and never dropped; what may ask for something holds the order."""

from collections.abc import Iterable

from orders.findings import FindingCode
from orders.reading import Read
from parsers.segments.instructions import may_instruct
from parsers.segments.reads import Text
from parsers.xml.reads import Message
from parsers.xml.tree import Node


def free_texts(message: Message, nodes: Iterable[Node], path: str) -> tuple[Read[str], ...]:
    """The texts with their places; each is a finding."""
    notes: list[Text] = []
    for node in nodes:
        text = message.text(node)
        if text is None:
            continue
        notes.append(text)
        tell = message.hold if may_instruct(text.value) else message.note
        sentence = "The order carries free text. Read whether it asks for something."
        tell(FindingCode.FREE_TEXT, sentence, f"{path}.notes" if path else "notes", node, found=text.value)
    return tuple(notes)
