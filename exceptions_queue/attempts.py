"""Counts failed sign-ins, so that passwords cannot be tried in bulk."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from exceptions_queue.problems import TooManyAttempts

# An attacker who invents names must not fill the memory.
_KEYS_KEPT = 10_000


class FailedAttempts:
    """Failures per key (a name, an address) within a sliding window, in this process's memory."""

    def __init__(self, limit: int, window: timedelta, clock: Callable[[], datetime]) -> None:
        self._limit = limit
        self._window = window
        self._clock = clock
        self._failures: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def refuse_further(self, *keys: str) -> None:
        """Raise `TooManyAttempts` when one of the keys has failed too often."""
        with self._lock:
            if any(len(self._recent(key)) >= self._limit for key in keys):
                raise TooManyAttempts(
                    f"Too many failed sign-ins. Wait {int(self._window.total_seconds() // 60)} minutes, then try again."
                )

    def record(self, *keys: str) -> None:
        """Note one failure for each key."""
        with self._lock:
            for key in keys:
                self._failures.setdefault(key, deque(maxlen=self._limit)).append(self._clock())
            while len(self._failures) > _KEYS_KEPT:
                del self._failures[next(iter(self._failures))]

    def forget(self, *keys: str) -> None:
        """A success clears the keys."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _recent(self, key: str) -> deque[datetime]:
        failures = self._failures.get(key, deque())
        earliest = self._clock() - self._window
        while failures and failures[0] < earliest:
            failures.popleft()
        return failures
