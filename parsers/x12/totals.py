"""What the order says of its sums: AMT, and the transaction totals (CTT).

AMT: 522 `TT` is the total of the transaction, `1` that of the lines; G76 of the 875 counts and adds up too.
"""

from decimal import Decimal
from itertools import pairwise

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group, repeats
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

    A count lower than what is there is a mistake of the sender's, and nothing is missing, unless a line stands twice.
    So is a wrong sum where the count of the lines is right: few senders add the same things up.
    """
    if lines and not root.under("CTT") and not root.all("G76"):
        sentence = "The totals at the end of the order (CTT, G76) are missing, and lines before them may be, too."
        message.hold(FindingCode.TRUNCATED, sentence, "lines")
    for number in _doubled(lines):
        sentence = "The line stands twice in a row. Delete the second if it is a copy."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"lines[{number}]", lines[number].trigger)
    _tell_grocery_total(message, root, lines)
    for loop in root.under("CTT"):
        if loop.trigger is None:
            continue
        announced = decimal(loop.trigger.component(1).strip())
        too_few = announced is not None and announced < len(lines)
        tell = message.note if too_few and not _doubled(lines) else message.hold
        if announced is not None and announced != len(lines):
            found, expected = str(len(lines)), f"{announced:f}"
            sentence = f"CTT announces {expected} lines, {found} were found. Compare the lines."
            tell(FindingCode.LINE_COUNT, sentence, "lines", loop.trigger, found=found, expected=expected)
        _tell_hash(message, loop.trigger, lines, is_counted=announced == len(lines) and not _doubled(lines))


def _tell_grocery_total(message: Message, root: Group, lines: list[Group]) -> None:
    """G7601 of the 875 adds up the quantities, and nothing counts the lines."""
    ordered = sum(map(_ordered, lines), Decimal(0))
    for segment in root.all("G76"):
        announced = decimal(segment.component(1).strip())
        if announced is not None and announced != ordered:
            sentence = f"G76 adds the quantities up to {announced:f}; they come to {ordered:f}. Compare the lines."
            found, expected = f"{ordered:f}", f"{announced:f}"
            message.hold(FindingCode.LINE_COUNT, sentence, "lines", segment, found=found, expected=expected)


def is_confirmed(root: Group, lines: list[Group]) -> bool:
    """Whether CTT confirms the lines: it counts them, adds them up if it adds at all, and no segment stands twice."""
    claims = [loop.trigger for loop in root.under("CTT") if loop.trigger]
    counted = [decimal(claim.component(1).strip()) for claim in claims]
    complete = all(map(_ordered, lines))
    return (
        bool(claims)
        and complete
        and all(count == len(lines) for count in counted)
        and all(_adds_up(claim, lines) for claim in claims)
        and not repeats(root)
    )


def is_summed(root: Group, lines: list[Group]) -> bool:
    """Whether CTT02 or G7601 adds the quantities up, and rightly."""
    sums = [loop.trigger.component(2) for loop in root.under("CTT") if loop.trigger]
    sums += [segment.component(1) for segment in root.all("G76")]
    ordered = sum(map(_ordered, lines), Decimal(0))
    return any(announced and announced == ordered for announced in (decimal(one.strip()) for one in sums))


def _doubled(lines: list[Group]) -> list[int]:
    """Lines that follow themselves, segment upon segment: such that really are the same seldom consist of one."""
    triggers = [line.trigger for line in lines if line.trigger]
    return [
        number
        for number, (one, other) in enumerate(pairwise(triggers), start=1)
        if one.text == other.text and other.position.number == one.position.number + 1
    ]


def _adds_up(total: Segment, lines: list[Group]) -> bool:
    announced = decimal(total.component(2).strip())
    sums = (sum(map(_ordered, lines), Decimal(0)), sum(map(_to_stores, lines), Decimal(0)))
    return announced is None or not announced or announced in sums


def _tell_hash(message: Message, total: Segment, lines: list[Group], *, is_counted: bool) -> None:
    announced = decimal(total.component(2).strip())
    if announced is None or _adds_up(total, lines):
        return
    ordered = sum(map(_ordered, lines), Decimal(0))
    sentence = f"CTT adds the quantities up to {announced:f}; they come to {ordered:f}. Compare the quantities."
    tell = message.note if is_counted else message.hold
    tell(FindingCode.LINE_COUNT, sentence, "", total, found=f"{ordered:f}", expected=f"{announced:f}")


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
