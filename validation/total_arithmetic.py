"""The sum of the lines against the printed totals."""

from collections.abc import Iterator
from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.resolution import Fact
from validation.money.arithmetic import line_amount
from validation.money.printed_totals import (
    MOST_OVER_NET,
    close,
    gross_differs,
    net_differs,
    sum_with_tax,
    total_finding,
    usable,
    with_freight,
)
from validation.rule import Case, Verdict
from validation.words.wording import note, number

_OPENING = "The lines add up to"
_REMEDY = "A line may be missing or misread; compare them with the document."


class TotalArithmetic:
    """Holds an order whose lines do not add up to its net total, or net and tax not to its gross total.

    A gross total without a tax must at least reach the lines.
    """

    name = "total_arithmetic"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if not usable(case.reading):
            return Verdict()
        return Verdict(findings=(*_against_lines(case), *_net_and_tax(case), *_unlikely_tax(case)))


def _against_lines(case: Case) -> Iterator[Finding]:
    amounts = [line_amount(line) for line in case.reading.lines]
    if not amounts or None in amounts:
        return
    lines = sum((amount for amount in amounts if amount is not None), Decimal(0))
    yield from net_differs(case, lines, _OPENING, _REMEDY)
    gross = list(gross_differs(case, lines, _OPENING, _REMEDY))
    yield from gross or _lines_and_tax(case, lines)


def _lines_and_tax(case: Case, lines: Decimal) -> Iterator[Finding]:
    """Where no net total is printed, the lines take its place. Reverse charge has a tax of 0, or none at all."""
    reading = case.reading
    if reading.total_gross is None or reading.total_tax is None or reading.total_net is not None:
        return
    gross, expected = reading.total_gross.value, lines + reading.total_tax.value
    if not close(case, expected, gross) and not close(case, with_freight(reading, expected), gross):
        message = (
            f"The lines and the tax add up to {number(expected)}, but the gross total says {number(gross)}. {_REMEDY}"
        )
        yield total_finding("total_gross", message, gross, expected)


def _unlikely_tax(case: Case) -> Iterator[Finding]:
    """A note of a tax below 0 or above any rate of value-added tax. Which rate applies is not ours to say."""
    net, tax = case.reading.total_net, case.reading.total_tax
    if net is None or tax is None or net.value <= 0 or 0 <= tax.value <= net.value * (MOST_OVER_NET - 1):
        return
    message = f"A tax of {number(tax.value)} on {number(net.value)} is no rate of value-added tax. Compare them."
    yield note(FindingCode.TOTAL_ARITHMETIC, "total_tax", message, found=number(tax.value))


def _net_and_tax(case: Case) -> Iterator[Finding]:
    reading = case.reading
    if reading.total_gross is None or reading.total_net is None or reading.total_tax is None:
        return
    gross, expected = reading.total_gross.value, sum_with_tax(reading)
    if not close(case, expected, gross) and not close(case, with_freight(reading, expected), gross):
        message = (
            f"Net and tax add up to {number(expected)}, but the gross total says {number(gross)}. "
            "Compare them with the document."
        )
        yield total_finding("total_gross", message, gross, expected)
