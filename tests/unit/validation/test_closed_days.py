"""Deliveries on days without delivery."""

from collections.abc import Callable
from datetime import date

import pytest

from orders.findings import FindingCode
from orders.policy import Mode, Policy, Weekday
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only

CLOSED = """date,customer_no,reason
    2026-04-03,,Good-Friday
    2026-04-06,,Easter-Monday
    2026-04-07,0100,stocktaking
    2026-04-08,0200,stocktaking"""


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 4, 2), False),
        # Of everybody, of this customer, of another one
        (date(2026, 4, 3), True),
        (date(2026, 4, 7), True),
        (date(2026, 4, 8), False),
    ],
)
def test_closed_days(trial_with: Callable[..., Trial], day: date, *, held: bool) -> None:
    trial = trial_with(closed_days=CLOSED)
    assert held == bool(found(trial(reading(requested_delivery_date=day)), FindingCode.CLOSED_DAY))
    assert held == bool(found(trial(reading(lines=(line(requested_date=day),))), FindingCode.CLOSED_DAY))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_beyond_the_calendar_no_day_is_offered(trial_with: Callable[..., Trial], day: date) -> None:
    """Some systems write 9999-12-31 for a date that is still open."""
    trial = trial_with(closed_days=f"date\n{day}")
    finding = only(trial(reading(requested_delivery_date=day, order_date=None)), FindingCode.CLOSED_DAY)
    assert 1 == len(finding.fixes)


def test_the_nearest_open_weekdays_are_offered(trial_with: Callable[..., Trial]) -> None:
    order = reading(requested_delivery_date=date(2026, 4, 6))
    finding = only(trial_with(closed_days=CLOSED)(order), FindingCode.CLOSED_DAY)
    assert "Easter-Monday" in finding.message
    assert ["2026-04-08", "2026-04-02"] == [fix.changes[0].value for fix in finding.fixes]


def test_a_weekend_of_other_days_is_minded(trial_with: Callable[..., Trial]) -> None:
    order = reading(requested_delivery_date=date(2026, 4, 6))
    policy = Policy(mode=Mode.AUTO, weekend=(Weekday.WEDNESDAY, Weekday.THURSDAY))
    finding = only(trial_with(closed_days=CLOSED)(order, policy=policy), FindingCode.CLOSED_DAY)
    assert ["2026-04-10", "2026-04-05"] == [fix.changes[0].value for fix in finding.fixes]


def test_what_was_wanted_earlier_can_be_there_on_the_next_working_day(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(closed_days="date,customer_no\n2026-03-04,")
    order = reading(order_date=date(2026, 2, 20), requested_delivery_date=date(2026, 2, 27))
    past = only(trial(order), FindingCode.DATE_IMPLAUSIBLE)
    assert not past.holds
    assert [("requested_delivery_date", "2026-03-05")] == [(one.path, one.value) for one in past.fixes[0].changes]
