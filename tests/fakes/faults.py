"""What can go wrong when an ERP is called, and plans that say when it does."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Operation(StrEnum):
    """The calls of `OrderPosting`."""

    FIND = "find"
    CREATE = "create"
    READ = "read"
    RELEASE = "release"


class Fault(StrEnum):
    """One way in which a call goes wrong. Before and after: nothing was written, or all of it was."""

    NONE = "none"
    CONNECTION_REFUSED = "connection_refused"
    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    LATE_COMMIT = "late_commit"
    """Times out; the order appears only after a part of the settle time."""
    DUPLICATE_KEY = "duplicate_key"
    """The ERP's own gateway repeated the call: the order is there, the answer is a duplicate key."""
    REFUSAL = "refusal"
    MISSING_LINE = "missing_line"
    WRONG_QUANTITY = "wrong_quantity"
    WRONG_PRICE = "wrong_price"
    SLOW = "slow"
    STALE_READ = "stale_read"
    """The search misses orders younger than a part of the settle time."""
    CLERK_BEFORE = "clerk_before"
    """A clerk typed the order in just before the search."""
    CLERK_DURING = "clerk_during"
    """A clerk types the order in after the search, while it is being created."""


_ANY_CALL = frozenset({Fault.CONNECTION_REFUSED, Fault.ERROR_BEFORE, Fault.TIMEOUT_BEFORE, Fault.SLOW})
_ANY_WRITE = _ANY_CALL | {Fault.ERROR_AFTER, Fault.TIMEOUT_AFTER}

APPLICABLE: Mapping[Operation, frozenset[Fault]] = {
    Operation.FIND: _ANY_CALL | {Fault.STALE_READ, Fault.CLERK_BEFORE},
    Operation.CREATE: _ANY_WRITE
    | {
        Fault.LATE_COMMIT,
        Fault.DUPLICATE_KEY,
        Fault.REFUSAL,
        Fault.MISSING_LINE,
        Fault.WRONG_QUANTITY,
        Fault.WRONG_PRICE,
        Fault.CLERK_DURING,
    },
    Operation.READ: _ANY_CALL,
    Operation.RELEASE: _ANY_WRITE,
}
"""Which faults a seeded plan may draw for which call."""


class Plan(Protocol):
    """Says what goes wrong with the `nth` call (from 0) of this operation for this posting."""

    def fault(self, operation: Operation, posting_id: str, nth: int) -> Fault: ...


@dataclass(frozen=True, slots=True)
class Seeded:
    """Draws faults by their rates (0 to 1). The same seed gives the same faults in every process and interleaving.

    From call `calm_after` on, nothing goes wrong, so that every order comes to its end.
    """

    seed: int = 0
    rates: Mapping[Fault, float] = field(default_factory=dict)
    calm_after: int = 5

    def fault(self, operation: Operation, posting_id: str, nth: int) -> Fault:
        """The drawn fault, of those that apply to the operation."""
        if nth >= self.calm_after:
            return Fault.NONE
        drawn = random.Random(f"{self.seed}|{operation}|{posting_id}|{nth}").random()
        for fault, rate in self.rates.items():
            if fault in APPLICABLE[operation]:
                drawn -= rate
                if drawn < 0:
                    return fault
        return Fault.NONE


@dataclass(frozen=True, slots=True)
class Scripted:
    """The faults of each posting's first calls, by operation; then nothing goes wrong."""

    script: Mapping[Operation, Sequence[Fault]] = field(default_factory=dict)

    def fault(self, operation: Operation, posting_id: str, nth: int) -> Fault:
        """The fault of the script."""
        faults = self.script.get(operation, ())
        return faults[nth] if nth < len(faults) else Fault.NONE
