"""Lines that are to be delivered in parts. A sales order line has one date and one place, so a person splits it."""

from collections.abc import Iterator
from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.reading import LineReading, OrderReading
from orders.resolution import Fact
from validation.money.arithmetic import in_range
from validation.rule import Case, Verdict
from validation.words.wording import hold, line_name, number


class SplitDeliveries:
    """Holds a line with several deliveries, or with one that the line itself does not show; checks that they add up."""

    name = "split_deliveries"
    needs = frozenset({Fact.ITEM})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(
            findings=tuple(
                finding
                for index, line in enumerate(case.reading.lines)
                if line.deliveries
                for finding in _findings(case.reading, index, line)
            )
        )


def _findings(reading: OrderReading, index: int, line: LineReading) -> Iterator[Finding]:
    name, path = line_name(reading, index), f"lines[{index}].deliveries"
    count = len(line.deliveries)
    # Where the parser says so itself, once is enough.
    told = any(one.code is FindingCode.SPLIT_DELIVERY and one.path == path for one in reading.findings)
    if not told and (count > 1 or _says_more(line)):
        message = (
            f"{name} asks for {count} deliveries with their own quantity, date or place. "
            "Split the line in the ERP and record it, or accept it as one delivery."
        )
        yield hold(FindingCode.SPLIT_DELIVERY, path, message, found=str(count))
    quantities = [delivery.quantity.value for delivery in line.deliveries if delivery.quantity]
    if len(quantities) == count and line.quantity and all(map(in_range, (*quantities, line.quantity.value))):
        total = sum(quantities, Decimal(0))
        if total != line.quantity.value:
            message = (
                f"{name}: its deliveries add up to {number(total)}, its quantity is {number(line.quantity.value)}. "
                "Compare them with the document."
            )
            yield hold(
                FindingCode.SPLIT_DELIVERY,
                f"lines[{index}].quantity",
                message,
                found=number(line.quantity.value),
                expected=number(total),
            )


def _says_more(line: LineReading) -> bool:
    """Whether the one delivery has a place, or a date other than the line's."""
    (delivery,) = line.deliveries
    own_date = line.requested_date.value if line.requested_date else None
    date_differs = delivery.requested_date is not None and delivery.requested_date.value != own_date
    return delivery.ship_to is not None or date_differs
