"""Whether the document is meant: a test message never becomes a sales order."""

from orders.findings import FindingCode
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.wording import block


class MarkedAsTest:
    """Blocks, for good, what the sender marked as a test (UNB 0035)."""

    name = "marked_as_test"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=(_TEST,) if case.reading.test else ())


_TEST = block(
    FindingCode.TEST_INTERCHANGE,
    "",
    "The sender marked this as a test. It is never posted; set it aside, or ask for the real message.",
)
