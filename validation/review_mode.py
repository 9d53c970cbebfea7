"""In mode `review` a person confirms every order, in mode `auto` a share of them; in mode `shadow` nobody does."""

from hashlib import sha256
from typing import assert_never

from orders.completion import completed
from orders.findings import Finding, FindingCode
from orders.order import PurchaseOrder
from orders.policy import Mode
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.wording import hold, note, number

_CHECK_MARK = 8
"""Digits of the digest: enough to tell two states of one order apart."""


class ReviewMode:
    """Holds every order of a customer in mode `review`, and notes on those in mode `shadow` that they are not posted.

    What is confirmed is the order as it was shown: when reference data or a correction makes another one of it
    meanwhile, that one is to be confirmed again.
    """

    name = "review_mode"
    needs = frozenset(Fact)
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        match case.policy.mode:
            case Mode.AUTO:
                return Verdict()
            case Mode.REVIEW:
                message = "Orders of this customer are confirmed by a person. Look it through and approve it."
                return Verdict(findings=(hold(FindingCode.REVIEW_MODE, "", message, found=_shown(case)),))
            case Mode.SHADOW:
                message = "Orders of this customer are not posted, only compared with what was entered in the ERP."
                return Verdict(findings=(note(FindingCode.SHADOW_MODE, "", message),))
            case _:
                assert_never(case.policy.mode)


def drawn_for_review(order: PurchaseOrder) -> Finding:
    """The finding of a clean order that chance sends to a person, as it stands now."""
    message = "Nothing is doubtful; the order was drawn by chance for a person to look through. Approve it, or mend it."
    return hold(FindingCode.DRAWN_FOR_REVIEW, "", message, found=_mark(order))


def _shown(case: Case) -> str:
    """The order in short; nothing of one that cannot post."""
    order = completed(case.reading, case.resolutions)
    return _mark(order) if isinstance(order, PurchaseOrder) else ""


def _mark(order: PurchaseOrder) -> str:
    """The order in short, with a digest that tells it from every other state of it."""
    mark = sha256(order.model_dump_json().encode()).hexdigest()[:_CHECK_MARK]
    return f"{len(order.lines)} lines, {number(order.value)} {order.currency}, check mark {mark}"
