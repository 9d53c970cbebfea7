"""The moments between two durable steps, by name: tests stop the process at each; elsewhere they do nothing."""

from collections.abc import Callable
from enum import StrEnum


class Boundary(StrEnum):
    """Where a crash must do no harm, in the order in which one arrival passes them, with an order or without one."""

    ARCHIVED = "archived"
    ARRIVAL_COMMITTED = "arrival_committed"
    SETTLED = "settled"
    CLAIMED = "claimed"
    BEFORE_UNPACKED = "before_unpacked"
    AFTER_UNPACKED = "after_unpacked"
    BEFORE_PASSED_ON = "before_passed_on"
    HANDED_OVER = "handed_over"
    AFTER_PASSED_ON = "after_passed_on"
    BEFORE_PARSED = "before_parsed"
    AFTER_PARSED = "after_parsed"
    BEFORE_VALIDATED = "before_validated"
    AFTER_VALIDATED = "after_validated"
    LOOKED = "looked"
    ATTEMPT_COMMITTED = "attempt_committed"
    CREATED = "created"
    CREATION_COMMITTED = "creation_committed"
    COMPARED = "compared"
    RELEASED = "released"
    BEFORE_POSTED = "before_posted"
    AFTER_POSTED = "after_posted"
    BEFORE_CONFIRMED = "before_confirmed"
    AFTER_CONFIRMED = "after_confirmed"
    BEFORE_WRITTEN = "before_written"
    AFTER_WRITTEN = "after_written"
    PUT_OUT = "put_out"
    BEFORE_SENT = "before_sent"
    AFTER_SENT = "after_sent"


OF_MAILS_PASSED_ON = (Boundary.BEFORE_PASSED_ON, Boundary.HANDED_OVER, Boundary.AFTER_PASSED_ON)
"""Those that only a mail without an order passes."""

OF_ANSWERS = (
    Boundary.BEFORE_WRITTEN,
    Boundary.AFTER_WRITTEN,
    Boundary.PUT_OUT,
    Boundary.BEFORE_SENT,
    Boundary.AFTER_SENT,
)
"""Those that an answer passes, where one is wanted."""

OF_ORDERS = tuple(boundary for boundary in Boundary if boundary not in (*OF_MAILS_PASSED_ON, *OF_ANSWERS))
"""Those that one order passes."""

Checkpoint = Callable[[Boundary], None]


def pass_by(_boundary: Boundary) -> None:
    """The checkpoint of every run but the kill tests."""
