"""In mode `review` a person confirms every order."""

from hashlib import sha256

from orders.completion import completed
from orders.findings import FindingCode
from orders.order import PurchaseOrder
from orders.policy import Mode
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.wording import hold, number

_CHECK_MARK = 8
"""Digits of the digest: enough to tell two states of one order apart."""


class ReviewMode:
    """Holds every order of a customer who has not been granted mode `auto`.

    What is confirmed is the order as it was shown: when reference data or a correction makes another one of it
    meanwhile, that one is to be confirmed again.
    """

    name = "review_mode"
    needs = frozenset(Fact)
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if case.policy.mode is Mode.AUTO:
            return Verdict()
        message = "Orders of this customer are confirmed by a person. Look it through and approve it."
        return Verdict(findings=(hold(FindingCode.REVIEW_MODE, "", message, found=_shown(case)),))


def _shown(case: Case) -> str:
    """The order in short, with a digest that tells it from every other state of it; nothing of one that cannot post."""
    order = completed(case.reading, case.resolutions)
    if not isinstance(order, PurchaseOrder):
        return ""
    mark = sha256(order.model_dump_json().encode()).hexdigest()[:_CHECK_MARK]
    return f"{len(order.lines)} lines, {number(order.value)} {order.currency}, check mark {mark}"
