"""SLN: what a line consists of, or what may come in its place.

SLN: 1 its number, 3 = 662 (I included, O for information), 4 and 5 the quantity in one of the line, from 9 on pairs of
qualifier and number. The line itself has the price of what is included.
"""

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message, decimal

_INCLUDED = frozenset({"I", "O"})
_PRICE, _NUMBER = 6, 10


def tell_sub_lines(message: Message, line: Group, path: str) -> None:
    """A note of components that the line includes; what is added, taken out, replaced or priced by itself holds."""
    for segment in (loop.trigger for loop in line.under("SLN") if loop.trigger):
        if _is_included(segment):
            number = segment.component(_NUMBER).strip()
            each = f"{segment.component(4).strip()} {segment.component(5).strip()}".strip()
            sentence = f"A component that the line includes, {each} in one: {number or 'without a number'}."
            message.note(FindingCode.UNREAD_CONTENT, sentence, path, segment)
        else:
            sentence = "The line carries a component or an alternative with a price or a meaning of its own, which is "
            message.hold(
                FindingCode.UNREAD_CONTENT, f"{sentence}not read. See whether it changes the line.", path, segment
            )


def _is_included(segment: Segment) -> bool:
    price = decimal(segment.component(_PRICE).strip())
    return segment.component(3).strip().upper() in _INCLUDED and not price
