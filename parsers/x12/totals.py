"""What the order says of its sums: AMT, and the transaction totals (CTT).

AMT: 522 `TT` is the total of the transaction, `1` that of the lines; G76 of the 875 counts and adds up too.
"""

from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, decimal
from parsers.x12.line_quantities import ORDERED

_TOTAL = ("TT", "1", "GV")
_LINE_TOTAL = "1"


def totals(message: Message, root: Group) -> dict[str, Number | None]:
    """The total net of tax; several that differ are a finding."""
    segments = [*root.all("AMT"), *(amount for loop in root.under("CTT") for amount in loop.all("AMT"))]
    found = [segment for kind in _TOTAL for segment in segments if segment.component(1).strip().upper() == kind]
    if len({decimal(segment.component(2).strip()) for segment in found}) > 1:
        sentence = "Several totals are given. Compare them with the lines."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "total_net", found[1])
    return {"total_net": message.number(found[0], 2, 1, "total_net") if found else None}


def line_total(message: Message, line: Group, path: str) -> Number | None:
    """AMT 1 of a line."""
    for loop in line.under("AMT"):
        if loop.trigger and loop.trigger.component(1).strip().upper() == _LINE_TOTAL:
            return message.number(loop.trigger, 2, 1, path)
    return None


def tell_control_totals(message: Message, root: Group, lines: list[Group]) -> None:
    """CTT01 counts the lines, CTT02 adds up their quantities.

    A count lower than what is there is a mistake of the sender's, and nothing is missing.
    """
    for loop in root.under("CTT"):
        if loop.trigger is None:
            continue
        announced = decimal(loop.trigger.component(1).strip())
        tell = message.note if announced is not None and announced < len(lines) else message.hold
        if announced is not None and announced != len(lines):
            found, expected = str(len(lines)), f"{announced:f}"
            sentence = f"CTT announces {expected} lines, {found} were found. Compare the lines."
            tell(FindingCode.LINE_COUNT, sentence, "lines", loop.trigger, found=found, expected=expected)
        _tell_hash(message, loop.trigger, lines)


def _tell_hash(message: Message, total: Segment, lines: list[Group]) -> None:
    announced = decimal(total.component(2).strip())
    sums = (sum(map(_ordered, lines), Decimal(0)), sum(map(_to_stores, lines), Decimal(0)))
    if announced is None or not announced or announced in sums:
        return
    sentence = f"CTT adds the quantities up to {announced:f}; they come to {sums[0]:f}. Compare the quantities."
    message.hold(FindingCode.LINE_COUNT, sentence, "", total, found=f"{sums[0]:f}", expected=f"{announced:f}")


def _ordered(line: Group) -> Decimal:
    trigger = line.trigger
    return (decimal(trigger.component(ORDERED[trigger.tag]).strip()) if trigger else None) or Decimal(0)


def _to_stores(line: Group) -> Decimal:
    shares = (
        decimal(segment.component(element).strip())
        for segment in line.all("SDQ")
        for element in range(4, len(segment.elements) + 1, 2)
    )
    return sum((share for share in shares if share is not None), Decimal(0))
