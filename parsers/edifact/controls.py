"""CNT: what the message says about itself."""

from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.edifact.quantities import ORDERED
from parsers.segments.groups import Group
from parsers.segments.reads import Message, decimal


def tell_control_totals(message: Message, root: Group) -> None:
    """CNT 2 counts the lines, CNT 1 adds up their quantities."""
    groups = root.under("LIN")
    for segment in root.qualified("CNT", "2"):
        _compare(message, segment, Decimal(len(groups)), "lines", "lines")
    for segment in root.qualified("CNT", "1"):
        _compare(message, segment, sum(map(_ordered, groups), Decimal(0)), "pieces in all lines", "")


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
