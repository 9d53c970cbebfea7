"""How often and when a step that failed for a passing reason is tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

_DELAYS = tuple(timedelta(seconds=seconds) for seconds in (5, 20, 60, 300, 900, 1800, 3600, 3600, 3600, 3600))


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """One delay for each further try; after the last one a person is asked.

    `jitter` lengthens a delay by up to this share of it, so that what failed together does not come back together.
    """

    delays: tuple[timedelta, ...] = _DELAYS
    jitter: float = 0.2

    def next_attempt(
        self, attempts: int, now: datetime, random: Callable[[], float], after: timedelta | None = None
    ) -> datetime | None:
        """When to try again after `attempts` failed tries; None when they are used up.

        `random` gives a number from 0 to 1. The other side's own wish (`after`) is a lower bound.
        """
        if attempts > len(self.delays):
            return None
        delay = self.delays[attempts - 1] * (1 + self.jitter * random())
        return now + max(delay, after or timedelta(0))
