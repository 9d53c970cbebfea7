"""Numbers that no order has: quantities of nothing, prices below zero, prices of zero that nobody called free."""

from collections.abc import Iterator
from decimal import Decimal

from orders.findings import Change, Finding, FindingCode, Fix
from orders.reading import LineAction, LineReading, OrderReading, Read
from orders.resolution import Fact
from validation.money.arithmetic import in_range
from validation.rule import Case, Verdict
from validation.words.wording import block, fix, hold, line_name, number, with_fixes


class NumberRanges:
    """Blocks impossible numbers. A price of zero means absent more often than free, so a person says which."""

    name = "number_ranges"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        findings = list(_out_of_range(case.reading, "", "The order"))
        for index, line in enumerate(case.reading.lines):
            findings += _out_of_range(line, f"lines[{index}].", line_name(case.reading, index))
            findings += _findings(case, index, line)
        return Verdict(findings=tuple(findings))


def _out_of_range(model: OrderReading | LineReading, prefix: str, whose: str) -> Iterator[Finding]:
    numbers = [
        (name, read.value)
        for name, read in vars(model).items()
        if isinstance(read, Read) and isinstance(read.value, Decimal)
    ]
    for name, value in sorted(numbers):
        if not in_range(value):
            yield _impossible(f"{prefix}{name}", value, f"{whose} has a {name.replace('_', ' ')} of", "plausible")


def _findings(case: Case, index: int, line: LineReading) -> Iterator[Finding]:
    where, name = f"lines[{index}]", line_name(case.reading, index)
    cancelled = line.action is not None and line.action.value is LineAction.CANCEL
    if line.quantity and (line.quantity.value < 0 or (line.quantity.value == 0 and not cancelled)):
        quantity = _impossible(f"{where}.quantity", line.quantity.value, f"{name} orders a quantity of", "more than 0")
        yield with_fixes(quantity, fix("Delete the line", where, ""))
    if line.unit_price and line.unit_price.value < 0:
        price = _impossible(f"{where}.unit_price", line.unit_price.value, f"{name} has a unit price of", "0 or more")
        yield with_fixes(price, _ours(where))
    if line.price_basis and line.price_basis.value <= 0:
        basis = _impossible(f"{where}.price_basis", line.price_basis.value, f"{name} has a price for", "more than 0")
        yield with_fixes(basis, fix("The price is for 1", f"{where}.price_basis", ""))
    if line.discount_percent and not 0 <= line.discount_percent.value <= 100:
        discount = _impossible(
            f"{where}.discount_percent", line.discount_percent.value, f"{name} has a discount percentage of", "0 to 100"
        )
        yield with_fixes(discount, fix("There is no discount", f"{where}.discount_percent", ""))
    if _is_free(line) and not cancelled and not _said_free(case, where):
        free = hold(
            FindingCode.FREE_GOODS,
            f"{where}.unit_price",
            f"{name} has a price of 0. If the goods are free, accept this; else type the price or clear it.",
            found="0",
        )
        yield with_fixes(free, _ours(where, *(["discount_percent"] if line.discount_percent else [])))


def _impossible(path: str, value: Decimal, opening: str, expected: str) -> Finding:
    message = f"{opening} {number(value)}; it must be {expected}. Compare it with the document."
    return block(FindingCode.INVALID_VALUE, path, message, found=number(value), expected=expected)


def _ours(where: str, *beside: str) -> Fix:
    """Without a price of its own the line takes ours, as far as the policy lets it."""
    cleared = ("unit_price", *beside)
    return Fix(label="Take our price", changes=tuple(Change(path=f"{where}.{name}", value="") for name in cleared))


def _is_free(line: LineReading) -> bool:
    if line.unit_price is None:
        return False
    return line.unit_price.value == 0 or (line.discount_percent is not None and line.discount_percent.value == 100)


def _said_free(case: Case, where: str) -> bool:
    """Whether the document says so itself, which its parser reports on the line."""
    return any(
        finding.code is FindingCode.FREE_GOODS and _is_on(finding.path, where) for finding in case.reading.findings
    )


def _is_on(path: str, where: str) -> bool:
    return path == where or path.startswith(f"{where}.")
