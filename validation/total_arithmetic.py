"""The sum of the lines against the printed totals."""

from collections.abc import Iterator
from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.reading import OrderReading
from orders.resolution import Fact
from validation.arithmetic import in_range, line_amount, rounding
from validation.rule import Case, Verdict
from validation.wording import fix, hold, number, with_fixes


class TotalArithmetic:
    """Holds an order whose lines do not add up to its net total, or net and tax not to its gross total."""

    name = "total_arithmetic"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        totals = (case.reading.total_net, case.reading.total_tax, case.reading.total_gross, case.reading.freight)
        if not all(in_range(total.value) for total in totals if total):
            return Verdict()
        return Verdict(findings=(*_net(case), *_gross(case)))


def _net(case: Case) -> Iterator[Finding]:
    reading = case.reading
    amounts = [line_amount(line) for line in reading.lines]
    if reading.total_net is None or not amounts or None in amounts:
        return
    lines = sum((amount for amount in amounts if amount is not None), Decimal(0))
    net, freight = reading.total_net.value, _freight(reading)
    if not _close(case, lines + freight, net) and not (freight and _freight_comes_on_top(case, lines)):
        with_freight = f" and freight {number(freight)}" if freight else ""
        message = (
            f"The lines add up to {number(lines)}{with_freight}, but the net total says {number(net)}. "
            "A line may be missing or misread; compare them with the document."
        )
        yield _finding("total_net", message, net, lines + freight)


def _freight_comes_on_top(case: Case, lines: Decimal) -> bool:
    """Whether the net total is that of the goods alone and the gross total shows the freight."""
    reading = case.reading
    if reading.total_net is None or not _close(case, lines, reading.total_net.value):
        return False
    gross = reading.total_gross
    return gross is None or _close(case, _sum_with_tax(reading) + _freight(reading), gross.value)


def _gross(case: Case) -> Iterator[Finding]:
    reading = case.reading
    if reading.total_gross is None or reading.total_net is None or reading.total_tax is None:
        return
    gross, expected = reading.total_gross.value, _sum_with_tax(reading)
    if not _close(case, expected, gross) and not _close(case, expected + _freight(reading), gross):
        message = (
            f"Net and tax add up to {number(expected)}, but the gross total says {number(gross)}. "
            "Compare them with the document."
        )
        yield _finding("total_gross", message, gross, expected)


def _sum_with_tax(reading: OrderReading) -> Decimal:
    amounts = (reading.total_net, reading.total_tax)
    return sum((amount.value for amount in amounts if amount), Decimal(0))


def _freight(reading: OrderReading) -> Decimal:
    return reading.freight.value if reading.freight else Decimal(0)


def _close(case: Case, computed: Decimal, printed: Decimal) -> bool:
    # Each line was rounded before it was added.
    allowed = rounding(case.policy, case.reading, Decimal(0), additions=max(1, len(case.reading.lines)))
    return abs(computed - printed) <= allowed


def _finding(path: str, message: str, printed: Decimal, computed: Decimal) -> Finding:
    found = hold(FindingCode.TOTAL_ARITHMETIC, path, message, found=number(printed), expected=number(computed))
    return with_fixes(found, fix(f"The total is {number(computed)}", path, number(computed)))
