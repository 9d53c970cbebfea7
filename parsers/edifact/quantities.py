"""QTY of a line: what is ordered, and what only looks like it.

6063: 21 ordered; 1 and 131 in old messages. 52 and 59 count what is inside a pack, 192 and 193 are free goods.
"""

from orders.findings import FindingCode
from orders.reading import Confidence
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, Text

ORDERED = ("21", "1", "131")
SPLIT = "11"
_FREE = {"192": "in addition to the quantity ordered", "193": "within the quantity ordered"}
_CONTENTS = frozenset({"52", "59", "45E"})


def quantity(message: Message, line: Group, path: str) -> tuple[Number | None, Text | None]:
    """The quantity ordered and its unit as sent."""
    _tell_free_goods(message, line, path)
    segments = next((found for code in ORDERED if (found := line.qualified("QTY", code))), [])
    if not segments:
        if any(segment.component(1) in _CONTENTS for segment in line.all("QTY")):
            message.note(
                FindingCode.MISSING_FIELD,
                "Only the contents of a pack are given, not the quantity ordered.",
                f"{path}.quantity",
                line.trigger,
            )
        return None, None
    first = segments[0]
    if len(segments) > 1:
        # Even two equal ones: one of them may belong to another line, or be meant in addition.
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "Several quantities are ordered in one line. Type the one that is meant.",
            f"{path}.quantity",
            segments[1],
        )
    read = message.number(first, 1, 2, f"{path}.quantity")
    return read, _unit(message, line, message.text(first, 1, 3), path)


def _unit(message: Message, line: Group, unit: Text | None, path: str) -> Text | None:
    """DE 6411 as sent; digits there are the size of a pack that the sender put in the wrong place."""
    if unit is None or not unit.value.isdecimal():
        return unit
    message.hold(
        FindingCode.AMBIGUOUS_VALUE, f"The unit is “{unit.value}”, which looks like the size of a pack. Type the unit.",
        f"{path}.uom", next(iter(line.qualified("QTY", *ORDERED)), None),
    )  # fmt: skip
    return unit.model_copy(update={"confidence": Confidence.DOUBTFUL})


def _tell_free_goods(message: Message, line: Group, path: str) -> None:
    for segment in line.qualified("QTY", *_FREE):
        meaning = _FREE[segment.component(1)]
        message.hold(
            FindingCode.FREE_GOODS,
            f"Goods free of charge are asked for, {meaning}. Decide whether they are granted.",
            f"{path}.quantity",
            segment,
        )
