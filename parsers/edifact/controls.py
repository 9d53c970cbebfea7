"""What the message says about itself: CNT, the totals of its amounts (MOA), and UNS, which ends its lines."""

from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.edifact.quantities import ORDERED
from parsers.segments.groups import Group, repeats
from parsers.segments.reads import Message, decimal


def tell_control_totals(message: Message, root: Group) -> None:
    """CNT 2 counts the lines, CNT 1 adds up their quantities."""
    groups = root.under("LIN")
    for segment in root.qualified("CNT", "2"):
        _compare(message, segment, Decimal(len(groups)), "lines", "lines")
    for segment in root.qualified("CNT", "1"):
        _compare(message, segment, sum(map(_ordered, groups), Decimal(0)), "pieces in all lines", "")


def tell_missing_summary(message: Message, root: Group, *, confirmed: bool) -> None:
    """UNS is mandatory and ends the lines: without it nothing but the totals says that none is missing."""
    told = any(finding.code is FindingCode.TRUNCATED and finding.holds for finding in message.findings)
    if not root.all("UNS") and not confirmed and not told:
        message.hold(
            FindingCode.TRUNCATED,
            "The mandatory segment UNS, which ends the lines, is missing, and no total confirms them. Lines may be "
            "missing, too: compare the order with the customer's, or ask for the message again.",
            "lines",
        )


def is_confirmed(root: Group) -> bool:
    """Whether the message's own totals confirm its lines: one is there, all agree, and no segment stands twice."""
    lines = root.under("LIN")
    claims = [
        *((_announced(segment), Decimal(len(lines))) for segment in root.qualified("CNT", "2")),
        *((_announced(segment), sum(map(_ordered, lines), Decimal(0))) for segment in root.qualified("CNT", "1")),
        *_amounts(root, lines),
    ]
    complete = all(line.qualified("QTY", *ORDERED) for line in lines)
    return bool(claims) and complete and all(one == other for one, other in claims) and not repeats(root)


def _amounts(root: Group, lines: list[Group]) -> list[tuple[Decimal | None, Decimal | None]]:
    """The total of the lines beside their sum, where each line has its amount."""
    amounts = [_announced(segment) for line in lines for segment in line.qualified("MOA", "203")[:1]]
    known = [amount for amount in amounts if amount is not None]
    if not lines or len(known) != len(lines):
        return []
    return [(_announced(segment), sum(known, Decimal(0))) for segment in root.qualified("MOA", "79", "86")[:1]]


def _announced(segment: Segment) -> Decimal | None:
    return decimal(segment.component(1, 2).strip())


def _compare(message: Message, segment: Segment, counted: Decimal, what: str, path: str) -> None:
    announced = decimal(segment.component(1, 2).strip())
    if announced != counted:
        message.hold(
            FindingCode.LINE_COUNT,
            f"The control total announces {segment.component(1, 2)} {what}, {counted:f} were found. "
            "Compare the lines, or ask for the message again.",
            path,
            segment,
            found=f"{counted:f}",
            expected=segment.component(1, 2),
        )


def _ordered(line: Group) -> Decimal:
    for segment in line.qualified("QTY", *ORDERED):
        return decimal(segment.component(1, 2).strip()) or Decimal(0)
    return Decimal(0)
