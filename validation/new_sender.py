"""The first order of a customer from a mail address."""

from orders.findings import FindingCode
from orders.resolution import Fact
from validation.parties.mail_sender import is_first_order
from validation.rule import Case, Verdict
from validation.words.wording import note


class NewSender:
    """Notes that nobody has let an order from this address through before; a policy can make the note hold."""

    name = "new_sender"
    # The items, so that all is asked of the history at once.
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if case.origin is None or not case.resolved("customer") or not is_first_order(case, case.origin):
            return Verdict()
        message = f"This is the first order of the customer from {case.origin.address}."
        return Verdict(findings=(note(FindingCode.SENDER_NEW, "", message, found=case.origin.address),))
