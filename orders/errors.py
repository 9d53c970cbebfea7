"""The families of faults: each decides what the flow does next. Adapters and sources translate library errors to them.

They live here, below every package, so that a fault can cross any boundary without an import cycle.
"""

from collections.abc import Sequence
from datetime import timedelta

from orders.findings import Finding


class OrdermillError(Exception):
    """Something went wrong; the message says what, where, and what to do."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class Retryable(OrdermillError):
    """A passing fault: the same step is tried again later. If it stays, check the connection and the other system."""

    def __init__(self, message: str | None = None, *, after: timedelta | None = None) -> None:
        super().__init__(message)
        self.after = after


class NeedsAttention(OrdermillError):
    """The step cannot go on without a person; the findings say what to decide."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(finding.message for finding in findings) or None)
        self.findings = tuple(findings)


class UnknownOutcome(OrdermillError):
    """A write to another system may or may not have happened: look there before anything else is done."""


class Misconfigured(OrdermillError):
    """The set-up is wrong and work cannot start. Run `ordermill doctor`: it names the setting and the remedy."""
