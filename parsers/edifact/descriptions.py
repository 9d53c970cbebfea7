"""What the goods are called: IMD, C273 of which has a code or up to two texts of 35 letters."""

from edi.segment import Segment
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text, joined

_WIDTH = 35
# 7081: which descriptions are the name of the goods, best first (050 and BTI are the title in the book trade). Others
# tell colour, size, author, package and so on.
_CHARACTERISTICS = ("", "79", "DSC", "ANM", "8", "050", "BTI")
# C273: 7008 twice, then the language of the text, which some senders use for more text.
_LANGUAGE_LENGTH = 3


def description(message: Message, line: Group) -> Text | None:
    """The texts of IMD that name the goods, in their order."""
    texts: dict[str, list[tuple[Segment, str]]] = {}
    for segment in line.all("IMD"):
        if text := _description(segment):
            texts.setdefault(segment.component(2).strip().upper(), []).append((segment, text))
    for characteristic in (*_CHARACTERISTICS, *texts):
        if chosen := texts.get(characteristic):
            places = tuple(message.place(segment, 3) for segment, _ in chosen)
            return Text(value=" ".join(text for _, text in chosen), evidence=places)
    return None


def _description(segment: Segment) -> str:
    *pieces, last = ("", *segment.composite(3)[3:6])
    language = len(pieces) == 3 and len(last) <= _LANGUAGE_LENGTH
    return joined(tuple(pieces if language else (*pieces, last)), _WIDTH)
