"""The printed totals against our own prices, where the lines do not say what they cost."""

from collections.abc import Iterator
from decimal import Decimal

from orders.completion import completed_line
from orders.findings import Finding
from orders.resolution import Fact
from validation.money.arithmetic import line_amount
from validation.money.printed_totals import gross_differs, net_differs, usable
from validation.rule import Case, Verdict

_OPENING = "At the prices that would be posted the lines come to"
_REMEDY = "The customer counts on other prices, or a line is missing or misread; compare them with the document."


class ExpectedTotal:
    """Holds an order with lines without an amount, when the totals are not those of the prices taken for them.

    Lines that say what they cost are the matter of the rule `total_arithmetic`, which needs no reference data.
    """

    name = "expected_total"
    needs = frozenset({Fact.ITEM, Fact.UNIT, Fact.CURRENCY, Fact.PRICE})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        stated = [line_amount(line) for line in case.reading.lines]
        if None not in stated or not usable(case.reading):
            return Verdict()
        amounts = [_posted(case, index) if amount is None else amount for index, amount in enumerate(stated)]
        return Verdict(findings=tuple(_differing(case, amounts)))


def _posted(case: Case, index: int) -> Decimal | None:
    line = completed_line(case.reading, index, case.resolutions)
    return line.amount if line else None


def _differing(case: Case, amounts: list[Decimal | None]) -> Iterator[Finding]:
    if None in amounts:
        # Another rule says which line is not complete; with it the sum will be compared.
        return
    lines = sum((amount for amount in amounts if amount is not None), Decimal(0))
    yield from net_differs(case, lines, _OPENING, _REMEDY)
    yield from gross_differs(case, lines, _OPENING, _REMEDY)
