"""The least that an order is worth. The goods of the trial's order are worth 33.80 EUR."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from orders.findings import FindingCode, Severity
from orders.policy import Mode, Policy
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only

CUSTOMER = "customer_no,name,gln,currency,min_order_value\n0100,Karst,9520000000011,{currency},{least}"


@pytest.mark.parametrize(
    ("least", "of_policy", "held"),
    [
        # Nothing agreed; the policy's for everybody; 0 of the customer means any value, whatever the policy says
        ("", "0", False),
        ("", "50", True),
        ("0", "50", False),
        # From the least on, and a cent below
        ("33.80", "0", False),
        ("33.81", "0", True),
        # The customer's own comes before the policy's
        ("20", "50", False),
        ("50", "20", True),
    ],
)
def test_minimum_order_value(trial_with: Callable[..., Trial], least: str, of_policy: str, *, held: bool) -> None:
    policy = Policy(mode=Mode.AUTO, minimum_order_value=Decimal(of_policy))
    trial = trial_with(customers=CUSTOMER.format(currency="EUR", least=least))
    findings = found(trial(reading(), policy=policy), FindingCode.MINIMUM_ORDER_VALUE)
    assert [Severity.HOLD] * held == [finding.severity for finding in findings]


def test_it_says_what_is_missing(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(customers=CUSTOMER.format(currency="EUR", least="150"))
    finding = only(trial(reading()), FindingCode.MINIMUM_ORDER_VALUE)
    assert ("33.80", "at least 150.00") == (finding.found, finding.expected)
    assert "116.20 EUR are missing" in finding.message


def test_the_freight_adds_nothing_and_lines_without_a_price_count_at_ours(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(customers=CUSTOMER.format(currency="EUR", least="33.81"))
    shipped = reading(freight=Decimal(10), total_net=Decimal("43.80"))
    assert "33.80" == only(trial(shipped), FindingCode.MINIMUM_ORDER_VALUE).found
    unpriced = reading(lines=(line(unit_price=None, price_basis=None),))
    assert "33.80" == only(trial(unpriced), FindingCode.MINIMUM_ORDER_VALUE).found


@pytest.mark.parametrize("currency", ["GBP", ""])
def test_another_currency_is_not_compared(trial_with: Callable[..., Trial], currency: str) -> None:
    validation = trial_with(customers=CUSTOMER.format(currency=currency, least="150"))(reading())
    assert [] == found(validation, FindingCode.MINIMUM_ORDER_VALUE)
    assert "minimum order value" in {finding.found for finding in found(validation, FindingCode.NOT_CHECKED)}


def test_what_a_change_is_worth_is_not_known(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(customers=CUSTOMER.format(currency="EUR", least="150"))
    assert [] == found(trial(reading(kind="change")), FindingCode.MINIMUM_ORDER_VALUE)
