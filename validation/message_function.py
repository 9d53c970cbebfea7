"""What the document asks for: only a genuine new order may become a sales order by itself."""

from collections.abc import Iterator
from typing import assert_never

from orders.findings import Finding, FindingCode
from orders.reading import OrderKind, OrderReading
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.wording import block, fix, with_fixes


class MessageFunction:
    """Blocks test messages for good, and changes and cancellations until a person has carried them out."""

    name = "message_function"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=tuple(_findings(case.reading)))


def _findings(reading: OrderReading) -> Iterator[Finding]:
    if reading.test:
        yield block(
            FindingCode.TEST_INTERCHANGE,
            "",
            "The sender marked this as a test. It is never posted; set it aside, or ask for the real message.",
        )
    number = reading.po_number.value if reading.po_number else "without a number"
    match reading.kind:
        case OrderKind.ORDER:
            return
        case OrderKind.CHANGE:
            asks = f"This changes order {number}; it is no new order. Make the change in the ERP and record it here."
        case OrderKind.CANCEL:
            asks = f"This cancels order {number}. Cancel it in the ERP and record it here."
        case _:
            assert_never(reading.kind)
    request = block(FindingCode.CHANGE_REQUEST, "kind", asks, found=reading.kind.value)
    yield with_fixes(request, fix("It is a new order after all", "kind", OrderKind.ORDER.value))
