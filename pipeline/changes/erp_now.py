"""What the ERP has of an order at the moment of looking: read at the edge, and never in a rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from erp_adapters.adapter import ErpOrder, OrderPosting
from orders.errors import NeedsAttention, Retryable, UnknownOutcome


@dataclass(frozen=True, slots=True)
class ErpNow:
    """The ERP's orders of all parts that are there. `missing` says of each other one why it was not given out."""

    orders: tuple[ErpOrder, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The ERP could not be asked, for this reason."""

    reason: str


def erp_now(adapter: OrderPosting, references: Sequence[str]) -> ErpNow | Unreachable:
    """Ask for each of the ERP's own numbers; nothing is written."""
    found: list[ErpOrder] = []
    missing: list[str] = []
    for reference in references:
        try:
            found.append(adapter.read(reference))
        except NeedsAttention as refused:
            missing.append(f"{reference}: {refused}")
        except (Retryable, UnknownOutcome) as fault:
            return Unreachable(str(fault))
    return ErpNow(tuple(found), tuple(missing))
