"""The least that a caller does to post an order exactly once, for tests of adapters."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

from erp_adapters.adapter import ErpOrderState, OrderPosting, Posting
from erp_adapters.comparison import differences
from orders.errors import NeedsAttention, Retryable, UnknownOutcome
from orders.findings import Finding, FindingCode, Severity

_TRIES = 30


class Ending(StrEnum):
    """How a posting ended: released, or left for a person."""

    RELEASED = "released"
    HELD = "held"


def post(erp: OrderPosting, posting: Posting, wait: Callable[[timedelta], None]) -> Ending:
    """Look, create, read back, compare, release; after an unknown outcome wait until nothing can appear any more."""
    reference = ""
    for _ in range(_TRIES):
        try:
            # Once known it is kept: a search may miss for a while what was just created.
            reference = reference or _found_or_created(erp, posting)
            return _finished(erp, posting, reference)
        except Retryable:
            continue
        except UnknownOutcome:
            wait(erp.capabilities.deadline + erp.capabilities.settle)
        except NeedsAttention:
            return Ending.HELD
    raise AssertionError(f"no end after {_TRIES} tries")


def _found_or_created(erp: OrderPosting, posting: Posting) -> str:
    match erp.find_orders(posting):
        case ():
            return erp.create(posting)
        case (order,) if order.posting_id == posting.id:
            return order.reference
        case foreign_or_several:
            raise NeedsAttention(tuple(_foreign(order.reference) for order in foreign_or_several))


def _finished(erp: OrderPosting, posting: Posting, reference: str) -> Ending:
    held = erp.read(reference)
    if found := differences(posting.order, held):
        raise NeedsAttention(found)
    if held.state is ErpOrderState.DRAFT:
        erp.release(reference)
    return Ending.RELEASED


def _foreign(reference: str) -> Finding:
    message = f"The ERP has the order {reference}, which was not posted by us."
    return Finding(code=FindingCode.ERP_FOREIGN_ORDER, severity=Severity.HOLD, message=message, found=reference)
