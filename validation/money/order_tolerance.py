"""Prices of which each is within its tolerance, and all together are not within that of the order."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from orders.findings import Detail, Finding, FindingCode, Fix
from validation.money.price_difference import Difference, our_price, rounded
from validation.rule import Case
from validation.words.wording import hold, line_name, with_fixes

MOST_LINES_SHOWN = 10


def beyond_order_tolerance(case: Case, tolerated: Sequence[Difference]) -> Iterator[Finding]:
    """One finding about the whole order, or none.

    Differences up and down do not make up for each other: each is a price that is not ours. Lines beyond their own
    tolerance are not counted again. The order passes when either of the limits that are set admits the sum.
    """
    counted = [(one, abs(one.money), one.expected.each * one.demand) for one in tolerated if one.money and one.demand]
    differing = sum((money for _, money, _ in counted), Fraction(0))
    expected = sum((ours for _, _, ours in counted), Fraction(0))
    limits = tuple(_limits(case, expected))
    if differing and limits and all(differing > limit for limit in limits):
        yield _beyond(case, [one for one, _, _ in counted], differing, expected, max(limits))


def _limits(case: Case, expected: Fraction) -> Iterator[Fraction]:
    percent, amount = case.policy.order_price_tolerance_percent, case.policy.order_price_tolerance_amount
    if percent is not None:
        yield expected * Fraction(percent) / 100
    if amount is not None:
        yield Fraction(amount)


def _beyond(
    case: Case, counted: Sequence[Difference], differing: Fraction, expected: Fraction, limit: Fraction
) -> Finding:
    money = case.resolved("currency")
    total, allowed = rounded(differing, money, places=2), rounded(limit, money, places=2)
    percent = f"{float(differing / expected * 100):.2f} %" if expected else "all"
    message = (
        f"The prices of {len(counted)} lines differ from ours by {total} {money} together, {percent} of what these "
        f"lines should cost; the order is allowed {allowed} {money}. Take our prices, or accept the customer's."
    )
    finding = hold(FindingCode.PRICE_DIFFERS, "", message, found=f"{total} {money}", expected=f"at most {allowed}")
    return with_fixes(finding, *_our_prices(case, counted)).model_copy(update={"details": _details(case, counted)})


def _our_prices(case: Case, counted: Sequence[Difference]) -> Iterator[Fix]:
    changes = [our_price(case, one) for one in counted]
    if all(changes):
        yield Fix(label="Take our prices", changes=tuple(change for some in changes for change in some))


def _details(case: Case, counted: Sequence[Difference]) -> tuple[Detail, ...]:
    """The lines that make up most of it."""
    money = case.resolved("currency")
    largest = sorted(counted, key=lambda one: -abs(one.money or Fraction(0)))[:MOST_LINES_SHOWN]
    return tuple(
        Detail(
            name=line_name(case.reading, one.index),
            text=f"{rounded(one.money or Fraction(0), money, places=2)} {money}",
            beside=one.item.sku,
        )
        for one in largest
    )
