"""Whether the document is meant. That a test is never posted is no matter of the rules in use: the flow sees to it."""

from orders.findings import FindingCode
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.wording import note


class MarkedAsTest:
    """Says what the sender marked as a test (UNB 0035, ISA15); the flow blocks it, for good."""

    name = "marked_as_test"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=(_TEST,) if case.reading.test else ())


_TEST = note(FindingCode.TEST_INTERCHANGE, "", "The sender marked this as a test. It is never posted.")
