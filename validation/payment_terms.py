"""Whether the order asks for the terms of payment that are agreed with the customer."""

from orders.findings import Finding, FindingCode
from orders.matching import words
from orders.reading import OrderKind, Read
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.terms_of_payment import terms_of_payment
from validation.words.wording import excerpt, fix, hold, note, with_fixes


class PaymentTermsAgreed:
    """Holds an order whose terms mean others than the customer's; notes that they were not compared, where they say
    something else in words that are not understood. An order that names none, or a customer without, is no matter.
    """

    name = "payment_terms"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        stated, agreed = case.reading.payment_terms, _agreed(case)
        if stated is None or not agreed or case.reading.kind is OrderKind.CANCEL:
            return Verdict()
        if words(stated.value) == words(agreed):
            return Verdict()
        asked, expected = terms_of_payment(stated.value), terms_of_payment(agreed)
        if asked is None or expected is None:
            return Verdict(findings=(_not_compared(stated, agreed),))
        return Verdict(findings=() if asked.agrees_with(expected) else (_differ(stated, agreed),))


def _agreed(case: Case) -> str:
    number = case.resolved("customer")
    customer = case.reference.customer(number) if number else None
    return customer.payment_terms.strip() if customer else ""


def _differ(stated: Read[str], agreed: str) -> Finding:
    finding = hold(
        FindingCode.PAYMENT_TERMS_DIFFER,
        "payment_terms",
        f'The order says "{excerpt(stated.value)}" for the payment, and "{agreed}" is agreed with the customer. '
        "Ask the customer, or accept the order at the terms that you grant.",
        found=stated.value,
        expected=agreed,
    )
    return with_fixes(finding, fix(f"As agreed: {agreed}", "payment_terms", agreed))


def _not_compared(stated: Read[str], agreed: str) -> Finding:
    message = (
        f'The terms of payment were not compared: what "{excerpt(stated.value)}" means beside the agreed "{agreed}" '
        "is not understood."
    )
    return note(FindingCode.NOT_CHECKED, "payment_terms", message, found=stated.value, expected=agreed)
