"""CSH and IT8: what holds if the goods are not there, and how they may be shipped.

CSH01 and IT801 are data element 563, CSH08 and IT807 are 566 (substitution). Those that ask for nothing but a way of
delivering, or say what must not come instead, go to the ERP as a text of the order or line; what speaks of money, of
other goods or of whose the goods are holds.
"""

from collections.abc import Mapping
from types import MappingProxyType

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text

_REQUIREMENTS: Mapping[str, str] = MappingProxyType(
    {
        "B": "back-order new items only",
        "BK": "ship what is there, back-order the rest",
        "E": "an equal product is allowed",
        "F": "ship from the factory",
        "FT": "ship full trucks only",
        "IS": "a substitute is allowed",
        "N": "no back orders",
        "NS": "no substitutes",
        "O": "back-order what is out of stock or not yet published",
        "P2": "ship as soon as possible",
        "P3": "shipping early is allowed",
        "P4": "do not ship early",
        "SC": "ship complete",
        "SE": "cancelling a small rest is allowed",
        "SF": "ship parts by full carloads only",
        "SG": "a small rest must not be cancelled",
        "SL": "ship parts by full carloads only",
        "SP": "ship what is there, cancel the rest",
        "SQ": "ship parts in proportion to the order",
        "SS": "ship by the schedule",
        "ST": "ship parts by full trucks only",
        "SU": "ship what is there, substitute the rest",
        "SV": "ship by the releases",
        "SW": "ship by the releases or when the buyer says so",
        "W": "ship from the warehouse",
        "Y": "back-order what is out of stock",
    }
)
_SUBSTITUTION: Mapping[str, str] = MappingProxyType(
    {
        "A": "no change of quantity or unit",
        "B0": "no substitution",
        "B1": "any binding if the edition is not there",
        "B2": "a paper binding if the edition is not there",
        "B3": "a cloth binding if the edition is not there",
        "B4": "a library binding if the edition is not there",
        "X": "an equivalent item is allowed",
        "Y": "an alternative item is allowed",
    }
)
_REPLACES = MappingProxyType({"CSH": 8, "IT8": 7})
_OTHERS = MappingProxyType({"CSH": (2, 3, 5, 6, 7, 9, 10), "IT8": (2, 3, 5, 6, *range(8, 29))})
"""Elements that say more: an amount not to be exceeded, a date of the invoice, services, substitutes, percentages."""
TAGS = tuple(_OTHERS)


def sale_conditions(message: Message, group: Group, path: str) -> tuple[Text, ...]:
    """The conditions in words, each with a note; those that say more, or are not known, hold."""
    field = f"{path}.notes" if path else "notes"
    segments = [segment for tag in TAGS for segment in group.all(tag)]
    return tuple(read for segment in segments for read in _conditions(message, segment, field))


def _conditions(message: Message, segment: Segment, field: str) -> list[Text]:
    replaces = _REPLACES[segment.tag]
    sent = [(1, segment.component(1), _REQUIREMENTS), (replaces, segment.component(replaces), _SUBSTITUTION)]
    coded = [(element, code.strip().upper(), known) for element, code, known in sent if code.strip()]
    says_more = any(segment.component(element).strip() for element in _OTHERS[segment.tag])
    if not coded or says_more or any(code not in known for _, code, known in coded):
        sentence = "A condition of the sale is named that is not read. See whether it changes the order."
        message.hold(FindingCode.UNREAD_CONTENT, sentence, field, segment)
        return []
    return [_condition(message, segment, field, element, known[code]) for element, code, known in coded]


def _condition(message: Message, segment: Segment, field: str, element: int, words: str) -> Text:
    code = segment.component(element).strip().upper()
    sentence = f"A condition of the sale: {words} ({code}). It goes to the ERP as a text."
    message.note(FindingCode.FREE_TEXT, sentence, field, segment)
    return Text(value=f"{words[0].upper()}{words[1:]} ({code})", evidence=(message.place(segment, element, 1),))
