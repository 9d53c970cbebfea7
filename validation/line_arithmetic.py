"""Quantity x price = line total: the witness that a line was read, and written, right."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from orders.currencies import smallest_amount
from orders.findings import Finding, FindingCode, Fix
from orders.reading import LineReading
from orders.resolution import Fact
from validation.goods.item_units import exact
from validation.money.arithmetic import computed_amount, in_range, rounding
from validation.rule import Case, Verdict
from validation.words.wording import fix, hold, line_name, note, number, with_fixes

DIGITS_OF_PRICES = 4
"""Behind the point; what has more was computed by nobody who writes orders."""


class LineArithmetic:
    """Holds a line whose printed total is not quantity x price / basis less discount, but for rounding."""

    name = "line_arithmetic"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(
            findings=tuple(
                finding for index, line in enumerate(case.reading.lines) for finding in _findings(case, index, line)
            )
        )


def _findings(case: Case, index: int, line: LineReading) -> Iterator[Finding]:
    if line.line_total is None or line.quantity is None or line.unit_price is None:
        return
    computed, printed, path = computed_amount(line), line.line_total.value, f"lines[{index}].line_total"
    if computed is None:
        yield note(
            FindingCode.NOT_CHECKED,
            path,
            f"{line_name(case.reading, index)}: the total was not checked, because the price is for another unit.",
            found=number(printed),
        )
    elif abs(computed - printed) > rounding(case.policy, case.reading, computed) and not _explained(computed, line):
        yield _differs(case, index, line, _rounded(case, computed), printed)


def _explained(computed: Decimal, line: LineReading) -> bool:
    """Whether the line's own allowances and charges make the difference, to the cent."""
    changed = sum((one.signed for one in line.allowances), Decimal(0))
    printed = line.line_total.value if line.line_total else Decimal(0)
    return in_range(changed) and abs(computed + changed - printed) <= Decimal("0.01")


def _differs(case: Case, index: int, line: LineReading, computed: Decimal, printed: Decimal) -> Finding:
    found = hold(
        FindingCode.LINE_ARITHMETIC,
        f"lines[{index}].line_total",
        f"{line_name(case.reading, index)}: quantity times price is {number(computed)}, but the document says "
        f"{number(printed)}. One of the three is wrong; compare them with the document.",
        found=number(printed),
        expected=number(computed),
    )
    total = fix(f"The total is {number(computed)}", f"lines[{index}].line_total", number(computed))
    return with_fixes(found, *_other_quantity(index, line, printed), *_other_price(index, line, printed), total)


def _other_quantity(index: int, line: LineReading, printed: Decimal) -> Iterator[Fix]:
    """The whole quantity that would make the total right, when there is one."""
    one = computed_amount(line.model_copy(update={"quantity": _one(line)}))
    if one and printed / one == (quantity := (printed / one).to_integral_value()) > 0:
        yield fix(f"The quantity is {number(quantity)}", f"lines[{index}].quantity", number(quantity))


def _other_price(index: int, line: LineReading, printed: Decimal) -> Iterator[Fix]:
    """The price that would make the total right, when it has no more digits than prices have."""
    one = computed_amount(line.model_copy(update={"unit_price": _price(line)}))
    if one and in_range(printed) and (price := exact(Fraction(printed) / Fraction(one))) and price > 0:
        exponent = price.normalize().as_tuple().exponent
        if isinstance(exponent, int) and exponent >= -DIGITS_OF_PRICES:
            yield fix(f"The price is {number(price)}", f"lines[{index}].unit_price", number(price))


def _price(line: LineReading) -> object:
    return line.unit_price.model_copy(update={"value": Decimal(1)}) if line.unit_price else None


def _one(line: LineReading) -> object:
    return line.quantity.model_copy(update={"value": Decimal(1)}) if line.quantity else None


def _rounded(case: Case, amount: Decimal) -> Decimal:
    code = case.reading.currency.value if case.reading.currency else "EUR"
    return amount.quantize(smallest_amount(code), rounding=ROUND_HALF_UP)
