"""Free text: shown in full and never dropped; what may ask for something holds the order."""

import re
from collections.abc import Iterable
from typing import Final

from orders.findings import FindingCode
from orders.reading import LineAction, OrderKind, Read
from parsers.segments.instructions import may_instruct
from parsers.segments.reads import Text
from parsers.xml.reads import Message
from parsers.xml.tree import Node

# Words for what the document, or the status of the line, says itself: they ask for nothing more.
_CHANGE = (
    r"(?:purchase )?order changes?", r"changes? (?:of|to) (?:the |this )?(?:purchase )?order",
    r"changes (?:according to|as per|as agreed|following)", r"no changes?", r"bestelländerung(?:en)?",
    r"änderung(?:en)? (?:der bestellung|gemäß|laut)", r"modification de (?:la )?commande", r"bestelwijziging(?:en)?",
    r"modific(?:a|ación) (?:del? )?(?:pedido|ordine)", r"unchanged", r"unverändert", r"not changed",
)  # fmt: skip
_CANCEL = (
    r"cancel\w*", r"delet\w*", r"storn\w*", r"gelöscht", r"annul\w*", r"supprim\w*", r"geannuleerd", r"elimina\w*",
)  # fmt: skip


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)


_RESTATING: Final = {
    OrderKind.CHANGE: _pattern(_CHANGE),
    OrderKind.CANCEL: _pattern(_CANCEL),
    LineAction.CHANGE: _pattern(_CHANGE),
    LineAction.NONE: _pattern(_CHANGE),
    LineAction.CANCEL: _pattern((*_CHANGE, *_CANCEL)),
}


def free_texts(
    message: Message, nodes: Iterable[Node], path: str, said: OrderKind | LineAction = OrderKind.ORDER
) -> tuple[Read[str], ...]:  # fmt: skip
    """The texts with their places; each is a finding. `said` is what the document or the line says it is, anyway."""
    notes: list[Text] = []
    for node in nodes:
        text = message.text(node)
        if text is None:
            continue
        notes.append(text)
        tell = message.hold if _asks(text.value, said) else message.note
        sentence = "The order carries free text. Read whether it asks for something."
        tell(FindingCode.FREE_TEXT, sentence, f"{path}.notes" if path else "notes", node, found=text.value)
    return tuple(notes)


def _asks(text: str, said: OrderKind | LineAction) -> bool:
    restating = _RESTATING.get(said)
    return may_instruct(restating.sub(" ", text) if restating else text)
