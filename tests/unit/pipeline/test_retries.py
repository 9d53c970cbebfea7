"""Delays grow, are bounded, and never shorter than the other side wishes."""

from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import given

from pipeline.retries import RetryPolicy
from tests.fakes.world import START

POLICY = RetryPolicy((timedelta(seconds=5), timedelta(seconds=20)), jitter=0.2)


def test_one_delay_for_each_further_try_then_none() -> None:
    assert START + timedelta(seconds=5) == POLICY.next_attempt(1, START, lambda: 0.0)
    assert START + timedelta(seconds=20) == POLICY.next_attempt(2, START, lambda: 0.0)
    assert POLICY.next_attempt(3, START, lambda: 0.0) is None


@given(share=st.floats(0, 1), attempts=st.integers(1, 2), after=st.timedeltas(timedelta(0), timedelta(days=1)))
def test_a_delay_is_at_least_what_is_due_and_at_most_a_fifth_longer(
    share: float, attempts: int, after: timedelta
) -> None:
    at = POLICY.next_attempt(attempts, START, lambda: share, after)
    delay = POLICY.delays[attempts - 1]
    assert at is not None
    assert max(delay, after) <= at - START <= max(delay * 1.2, after)


def test_the_ordinary_policy_gives_up_within_a_working_day() -> None:
    assert timedelta(hours=3) < sum(RetryPolicy().delays, timedelta(0)) < timedelta(hours=8)
