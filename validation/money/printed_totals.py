"""A printed net and gross total against what the lines come to, whatever that was computed from."""

from collections.abc import Iterator
from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.reading import OrderReading
from validation.money.arithmetic import in_range, rounding
from validation.rule import Case
from validation.words.wording import fix, hold, note, number, with_fixes

MOST_OVER_NET = Decimal("1.3")
"""How many times the net a gross total may be before it is remarked upon; no value-added tax is as high as 30 %."""


def usable(reading: OrderReading) -> bool:
    """Whether the printed amounts are of a size that can be calculated with."""
    amounts = (reading.total_net, reading.total_tax, reading.total_gross, reading.freight)
    charged = all(in_range(one.signed) for one in reading.allowances)
    return charged and all(in_range(amount.value) for amount in amounts if amount)


def net_differs(case: Case, lines: Decimal, opening: str, remedy: str) -> Iterator[Finding]:
    """A hold where the net total is not `lines`, with the freight or, if the gross total has it, without."""
    reading = case.reading
    if reading.total_net is None:
        return
    net, freight = reading.total_net.value, with_freight(reading, Decimal(0))
    if not close(case, lines + freight, net) and not (freight and _freight_comes_on_top(case, lines)):
        beside = f" and {_what_is_beside(reading)} {number(freight)}" if freight else ""
        message = f"{opening} {number(lines)}{beside}, but the net total says {number(net)}. {remedy}"
        yield total_finding("total_net", message, net, lines + freight)


def gross_differs(case: Case, lines: Decimal, opening: str, remedy: str) -> Iterator[Finding]:
    """A hold where the gross total is less than the lines without tax, a note where no tax explains it.

    Only where net and tax are not both printed: then their sum is the better witness.
    """
    reading = case.reading
    if reading.total_gross is None or (reading.total_net and reading.total_tax):
        return
    gross = reading.total_gross.value
    if gross < lines and not close(case, lines, gross):
        message = f"{opening} {number(lines)} without tax, but the gross total says only {number(gross)}. {remedy}"
        yield total_finding("total_gross", message, gross, lines)
    elif reading.total_net is None and reading.total_tax is None:
        yield from _more_than_tax(case, with_freight(case.reading, lines), opening)


def close(case: Case, computed: Decimal, printed: Decimal) -> bool:
    """Whether both are the same but for rounding: each line was rounded before it was added."""
    allowed = rounding(case.policy, case.reading, Decimal(0), additions=max(1, len(case.reading.lines)))
    return abs(computed - printed) <= allowed


def sum_with_tax(reading: OrderReading) -> Decimal:
    """The printed net and tax together."""
    amounts = (reading.total_net, reading.total_tax)
    return sum((amount.value for amount in amounts if amount), Decimal(0))


def total_finding(path: str, message: str, printed: Decimal, computed: Decimal) -> Finding:
    """A hold on a printed total, with the computed one to take."""
    found = hold(FindingCode.TOTAL_ARITHMETIC, path, message, found=number(printed), expected=number(computed))
    return with_fixes(found, fix(f"The total is {number(computed)}", path, number(computed)))


def with_freight(reading: OrderReading, amount: Decimal) -> Decimal:
    """The amount and the printed freight, with the order's allowances and charges."""
    changed = sum((one.signed for one in reading.allowances), Decimal(0))
    return amount + (reading.freight.value if reading.freight else Decimal(0)) + changed


def _what_is_beside(reading: OrderReading) -> str:
    words = ("freight" if reading.freight else "", "allowances and charges" if reading.allowances else "")
    return " and ".join(filter(None, words))


def _more_than_tax(case: Case, net: Decimal, opening: str) -> Iterator[Finding]:
    gross = case.reading.total_gross
    if gross is not None and net > 0 and gross.value > net * MOST_OVER_NET and not close(case, net, gross.value):
        message = (
            f"{opening} {number(net)} with freight and without tax; the gross total of {number(gross.value)} "
            "is more than tax explains. A line may be missing."
        )
        yield note(
            FindingCode.TOTAL_ARITHMETIC, "total_gross", message, found=number(gross.value), expected=number(net)
        )


def _freight_comes_on_top(case: Case, lines: Decimal) -> bool:
    """Whether the net total is that of the goods alone and the gross total shows the freight."""
    reading = case.reading
    if reading.total_net is None or not close(case, lines, reading.total_net.value):
        return False
    gross = reading.total_gross
    return gross is None or close(case, with_freight(reading, sum_with_tax(reading)), gross.value)
