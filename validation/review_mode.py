"""In mode `review` a person confirms every order."""

from orders.findings import FindingCode
from orders.policy import Mode
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.wording import hold


class ReviewMode:
    """Holds every order of a customer who has not been granted mode `auto`."""

    name = "review_mode"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if case.policy.mode is Mode.AUTO:
            return Verdict()
        message = "Orders of this customer are confirmed by a person. Look it through and approve it."
        return Verdict(findings=(hold(FindingCode.REVIEW_MODE, "", message),))
