"""How values and places are written in the sentences of findings."""

from decimal import Decimal
from fractions import Fraction

from orders.currencies import smallest_amount
from orders.findings import Change, Finding, FindingCode, Fix, Severity
from orders.reading import OrderReading
from validation.goods.item_units import exact

LONGEST_EXCERPT = 80
LONGEST_NUMBER = 20
"""Beyond so many digits a number is written with its exponent: 1E+999999 would fill the screen."""


def line_name(reading: OrderReading, index: int) -> str:
    """What a person calls the line: the number that the document gives it, else its place."""
    number = reading.lines[index].line_no
    return f"Line {number.value}" if number and number.value.strip() else f"Line at position {index + 1}"


def number(value: Decimal) -> str:
    """A number without exponent and without needless zeros, but never fewer digits than it has value."""
    if value == 0:
        return "0"
    if abs(value.adjusted()) > LONGEST_NUMBER:
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fraction(value: Fraction) -> str:
    """The fraction as a number, or as it is where its digits never end."""
    decimal = exact(value)
    return str(value) if decimal is None else number(decimal)


def in_money(value: Decimal, currency: str) -> str:
    """Money as people write it: all its digits, and at least those in which the currency is paid."""
    smallest = smallest_amount(currency)
    if abs(value.adjusted()) > LONGEST_NUMBER or value % smallest:
        return number(value)
    return f"{value.quantize(smallest):f}"


def excerpt(text: str) -> str:
    """As much of a text of the document as a sentence bears, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else f"{line[: LONGEST_EXCERPT - 1].rstrip()}…"


def block(code: FindingCode, path: str, message: str, *, found: str = "", expected: str = "") -> Finding:
    """A finding that must be mended."""
    return Finding(code=code, severity=Severity.BLOCK, message=message, path=path, found=found, expected=expected)


def hold(code: FindingCode, path: str, message: str, *, found: str = "", expected: str = "") -> Finding:
    """A finding that a person may accept."""
    return Finding(code=code, severity=Severity.HOLD, message=message, path=path, found=found, expected=expected)


def note(code: FindingCode, path: str, message: str, *, found: str = "", expected: str = "") -> Finding:
    """A finding that is only shown."""
    return Finding(code=code, severity=Severity.NOTE, message=message, path=path, found=found, expected=expected)


def with_fixes(finding: Finding, *fixes: Fix) -> Finding:
    """The finding with its first three remedies; more would be a list to search, not a suggestion."""
    return finding.model_copy(update={"fixes": fixes[:3]})


def fix(label: str, path: str, value: str, *, teaches: bool = False) -> Fix:
    """A remedy that changes one field."""
    return Fix(label=label, changes=(Change(path=path, value=value),), teaches=teaches)
