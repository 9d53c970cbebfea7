"""Which findings concern one line alone, so that the other lines of the order can be posted meanwhile.

They are the ones by which the supplier's own data contradict what a line was rightly read to ask for. A doubt whether a
line was read rightly is none of them: columns that were misread once may have been misread everywhere. A code concerns
the whole order until it is named here.
"""

import re

from orders.findings import Finding, FindingCode

OF_ONE_LINE = frozenset(
    {
        FindingCode.CLOSED_DAY,
        FindingCode.ITEM_AMBIGUOUS,
        FindingCode.ITEM_BLOCKED,
        FindingCode.ITEM_REPLACED,
        FindingCode.ITEM_UNKNOWN,
        FindingCode.LEAD_TIME,
        FindingCode.MINIMUM_QUANTITY,
        FindingCode.PACK_MULTIPLE,
        FindingCode.PRICE_DIFFERS,
        FindingCode.PRICE_MISSING,
        FindingCode.PRICE_UNIT,
        FindingCode.STOCK_SHORT,
        FindingCode.UNIT_NOT_SOLD,
        FindingCode.UNIT_UNKNOWN,
    }
)

_ON_LINE = re.compile(r"lines\[(\d{1,6})\]")


def line_of(finding: Finding) -> int | None:
    """The index of the line that the finding stands on; None for one on the order."""
    on_line = _ON_LINE.match(finding.path)
    return int(on_line[1]) if on_line else None


def concerns_one_line(finding: Finding) -> bool:
    """Whether the order's other lines are as good as without it."""
    return finding.code in OF_ONE_LINE and line_of(finding) is not None


def moved_to(finding: Finding, line: int) -> Finding:
    """The same finding on another line."""
    return finding.model_copy(update={"path": _ON_LINE.sub(f"lines[{line}]", finding.path, count=1)})
