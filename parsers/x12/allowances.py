"""SAC loops: allowances and charges, of the order and of a line.

SAC: 1 = 248 (A allowance, C charge, N neither, P promotion, S service), 2 = 1300 what for, 5 = 610 the amount with two
implied decimals (2000 is 20.00), 6 and 7 a percentage, 8 = 118 a rate.
"""

from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, decimal

_FREIGHT = frozenset({"D240", "D260", "D270", "D280", "G821", "G830"})
_FREE_GOODS = frozenset({"D180", "D190"})
_NEITHER = frozenset({"N", "S"})


def header_allowances(message: Message, root: Group) -> dict[str, Number | None]:
    """The freight where one charge says so; every allowance or charge that is not zero holds the order."""
    freight = None
    for segment in _charges(root):
        is_freight = segment.component(2).strip().upper() in _FREIGHT and segment.component(1).strip().upper() == "C"
        if is_freight and freight is None:
            freight = _amount(message, segment, "freight")
        _tell(message, segment, "freight" if is_freight else "")
    return {"freight": freight}


def line_allowances(message: Message, line: Group, path: str) -> None:
    """Every allowance or charge of a line that is not zero holds it."""
    for segment in _charges(line):
        if segment.component(2).strip().upper() in _FREE_GOODS:
            sentence = "Goods free of charge are asked for. Decide whether they are granted."
            message.hold(FindingCode.FREE_GOODS, sentence, path, segment)
        else:
            _tell(message, segment, path)


def _charges(group: Group) -> list[Segment]:
    return [loop.trigger for loop in group.under("SAC") if loop.trigger]


def _tell(message: Message, segment: Segment, path: str) -> None:
    if _is_worthless(segment):
        sentence = "An allowance or charge is named that comes to nothing."
        message.note(FindingCode.ALLOWANCE_OR_CHARGE, sentence, path, segment)
        return
    sentence = "An allowance or charge changes what is to be paid. Bring the price to what was agreed, or accept."
    message.hold(FindingCode.ALLOWANCE_OR_CHARGE, sentence, path, segment)


def _is_worthless(segment: Segment) -> bool:
    """Whether it says so itself, names nothing to be paid, or every amount and percentage in it is zero."""
    values = [decimal(sent) for element in (5, 7, 8) if (sent := segment.component(element).strip())]
    if segment.component(1).strip().upper() in _NEITHER and not any(values):
        return True
    return bool(values) and all(value == 0 for value in values)


def _amount(message: Message, segment: Segment, path: str) -> Number | None:
    read = message.number(segment, 5, 1, path)
    return read and read.model_copy(update={"value": read.value / Decimal(100)})
