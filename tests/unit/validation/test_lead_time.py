"""How soon items can be there. Today is Tuesday, 3 March 2026; the order asks for 200 of BOLT-08."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from orders.findings import FindingCode, Severity
from orders.policy import Mode, Policy, Weekday
from orders.reading import OrderReading
from orders.reference import OpenDemand
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only

CATALOGUE = "supplier_item,uom,list_price_eur,lead_time_days\nBOLT-08,EA,18.40,{days}"
NO_STOCK = "supplier_item,available\nBOLT-08,0"


def wanted(day: date) -> OrderReading:
    return reading(requested_delivery_date=day)


@pytest.mark.parametrize(
    ("days", "of_policy", "day", "held"),
    [
        # Five working days from Tuesday are the next Tuesday: the weekend does not count
        ("5", 0, date(2026, 3, 10), False),
        ("5", 0, date(2026, 3, 9), True),
        # An item without a lead time has that of the policy; one of 0 days has none
        ("", 5, date(2026, 3, 9), True),
        ("0", 5, date(2026, 3, 4), False),
        ("", 0, date(2026, 3, 3), False),
        # A day that is past is too soon for what takes time
        ("1", 0, date(2026, 3, 2), True),
    ],
)
def test_lead_time(trial_with: Callable[..., Trial], days: str, of_policy: int, day: date, *, held: bool) -> None:
    policy = Policy(mode=Mode.AUTO, lead_time_days=of_policy)
    trial = trial_with(catalogue=CATALOGUE.format(days=days), stock=NO_STOCK)
    findings = found(trial(wanted(day), policy=policy), FindingCode.LEAD_TIME)
    assert [Severity.HOLD] * held == [finding.severity for finding in findings]


@pytest.mark.parametrize(
    ("stock", "supply", "held"),
    [
        # Enough in stock, or in stock and coming in by then, takes no time
        ("200", "", False),
        ("199", "", True),
        ("150", "BOLT-08,2026-03-05,50", False),
        ("150", "BOLT-08,2026-03-07,50", True),
    ],
)
def test_what_is_there_by_then_takes_no_time(
    trial_with: Callable[..., Trial], stock: str, supply: str, *, held: bool
) -> None:
    trial = trial_with(
        catalogue=CATALOGUE.format(days="5"),
        stock=f"supplier_item,available\nBOLT-08,{stock}",
        supply=f"supplier_item,date,quantity\n{supply}",
    )
    assert held == bool(found(trial(wanted(date(2026, 3, 6))), FindingCode.LEAD_TIME))


def test_what_others_took_of_the_stock_covers_nothing(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(catalogue=CATALOGUE.format(days="5"), stock="supplier_item,available\nBOLT-08,300")
    order = wanted(date(2026, 3, 6))
    assert [] == found(trial(order), FindingCode.LEAD_TIME)
    taken = {"BOLT-08": (OpenDemand(quantity=Decimal(101), unit="C62"),)}
    assert 1 == len(found(trial(order, demand=taken), FindingCode.LEAD_TIME))


def test_stock_that_nobody_loaded_covers_nothing(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(catalogue=CATALOGUE.format(days="5"), stock="supplier_item,available\nGLUE-1,1")
    assert 1 == len(found(trial(wanted(date(2026, 3, 6))), FindingCode.LEAD_TIME))


def test_the_earliest_day_is_offered_and_then_is_early_enough(trial_with: Callable[..., Trial]) -> None:
    closed = "date,customer_no,reason\n2026-03-10,,stocktaking"
    trial = trial_with(catalogue=CATALOGUE.format(days="5"), stock=NO_STOCK, closed_days=closed)
    finding = only(trial(wanted(date(2026, 3, 6))), FindingCode.LEAD_TIME)
    (change,) = finding.fixes[0].changes
    assert ("requested_delivery_date", "2026-03-11") == (change.path, change.value)
    # What was accepted today is accepted tomorrow.
    assert ("2026-03-06", "5 working days") == (finding.found, finding.expected)
    assert [] == found(trial(wanted(date(2026, 3, 11))), FindingCode.LEAD_TIME)


def test_the_weekend_is_that_of_the_policy(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(catalogue=CATALOGUE.format(days="5"), stock=NO_STOCK)
    policy = Policy(mode=Mode.AUTO, weekend=(Weekday.FRIDAY,))
    finding = only(trial(wanted(date(2026, 3, 6)), policy=policy), FindingCode.LEAD_TIME)
    assert "2026-03-09" == finding.fixes[0].changes[0].value


def test_a_date_of_a_line_is_its_own_matter(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(catalogue=CATALOGUE.format(days="5"), stock=NO_STOCK)
    lines = (line(requested_date=date(2026, 3, 20)), line(line_no="20", requested_date=date(2026, 3, 4)))
    validation = trial(reading(lines=lines, requested_delivery_date=date(2026, 3, 4)))
    assert "lines[1].requested_date" == only(validation, FindingCode.LEAD_TIME).path


def test_an_order_without_a_date_asks_for_nothing_sooner(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(catalogue=CATALOGUE.format(days="5"), stock=NO_STOCK)
    assert [] == found(trial(reading()), FindingCode.LEAD_TIME)
