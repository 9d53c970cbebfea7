"""Blocked accounts and credit limits. The order of the trial is worth 33.80 EUR."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from orders.findings import FindingCode, Severity
from tests.fakes.readings import reading
from tests.fakes.trial import Trial, found

CODES = (FindingCode.CREDIT_BLOCKED, FindingCode.CREDIT_LIMIT)
HEADER = "customer_no,credit_limit,open_balance,currency,blocked\n"


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("0100,1000,0,EUR,", []),
        # Up to the limit, and a cent beyond
        ("0100,1000,966.20,EUR,", []),
        ("0100,1000,966.21,EUR,", ["credit-limit"]),
        # No limit, no credit at all, blocked, both
        ("0100,,99999,EUR,", []),
        ("0100,0,0,EUR,", ["credit-limit"]),
        ("0100,,0,EUR,yes", ["credit-blocked"]),
        ("0100,0,0,EUR,yes", ["credit-blocked", "credit-limit"]),
        # A limit of another currency is not compared; another customer's account is no matter
        ("0100,0,0,GBP,", []),
        ("0200,0,0,EUR,yes", []),
    ],
)
def test_credit(trial_with: Callable[..., Trial], row: str, codes: list[str]) -> None:
    validation = trial_with(credit=HEADER + row)(reading())
    holding = [finding for finding in validation.findings if finding.code in CODES]
    assert codes == [finding.code.value for finding in holding]
    assert {Severity.HOLD} >= {finding.severity for finding in holding}
    unchecked = [finding.found for finding in found(validation, FindingCode.NOT_CHECKED)]
    assert ("credit" in unchecked) == ("GBP" in row)


def test_the_printed_total_counts_before_the_lines(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(credit=HEADER + "0100,100,0,EUR,")
    assert [] == found(trial(reading()), FindingCode.CREDIT_LIMIT)
    assert 1 == len(found(trial(reading(total_net=Decimal("100.01"))), FindingCode.CREDIT_LIMIT))


def test_without_credit_data_nothing_is_said(trial: Trial) -> None:
    assert "credit" not in {finding.found for finding in trial(reading()).findings}


@pytest.mark.parametrize(
    ("posted", "held"),
    [
        ({}, False),
        # Up to the limit, and a cent beyond
        ({("0100", "EUR"): Decimal("66.20")}, False),
        ({("0100", "EUR"): Decimal("66.21")}, True),
        # Of another customer, or in another currency
        ({("0200", "EUR"): Decimal(500), ("0100", "GBP"): Decimal(500)}, False),
    ],
)
def test_orders_posted_since_the_file_count(
    trial_with: Callable[..., Trial], posted: dict[tuple[str, str], Decimal], *, held: bool
) -> None:
    trial = trial_with(credit=HEADER + "0100,1000,900,EUR,")
    findings = found(trial(reading(), posted=posted), FindingCode.CREDIT_LIMIT)
    assert held == bool(findings)
    assert ["since" in finding.message for finding in findings] == [True] * held
