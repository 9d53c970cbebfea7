"""What an order is worth, for the rules that weigh it as a whole."""

from decimal import Decimal

from orders.completion import completed_line
from validation.money.arithmetic import in_range, line_amount
from validation.rule import Case


def order_value(case: Case) -> Decimal | None:
    """Its net total, else the sum of its lines at the prices that would be posted; None where neither is known."""
    reading = case.reading
    if reading.total_net is not None:
        return reading.total_net.value if in_range(reading.total_net.value) else None
    return goods_value(case)


def goods_value(case: Case) -> Decimal | None:
    """The sum of its lines, without the freight; None where a line's amount is not known."""
    amounts = [_amount(case, index) for index in range(len(case.reading.lines))]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _amount(case: Case, index: int) -> Decimal | None:
    stated = line_amount(case.reading.lines[index])
    if stated is not None:
        return stated
    line = completed_line(case.reading, index, case.resolutions)
    return line.amount if line else None
