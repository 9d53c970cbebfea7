"""Whether the order asks for the terms of delivery that are agreed with the customer."""

from orders.findings import Finding, FindingCode
from orders.matching import words
from orders.reading import OrderKind, Read
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.incoterms import incoterms
from validation.words.wording import excerpt, fix, hold, note, with_fixes


class DeliveryTermsAgreed:
    """Holds an order whose Incoterm cannot be the customer's; notes that they were not compared where one of both is
    not understood. The place is not compared: it is the address that the goods go to, which other rules know.
    """

    name = "delivery_terms"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        stated, agreed = case.reading.delivery_terms, _agreed(case)
        if stated is None or not agreed or case.reading.kind is OrderKind.CANCEL:
            return Verdict()
        if words(stated.value) == words(agreed):
            return Verdict()
        asked, expected = incoterms(stated.value), incoterms(agreed)
        if not asked or not expected:
            return Verdict(findings=(_not_compared(stated, agreed),))
        return Verdict(findings=() if asked & expected else (_differ(stated, agreed),))


def _agreed(case: Case) -> str:
    number = case.resolved("customer")
    customer = case.reference.customer(number) if number else None
    return customer.delivery_terms.strip() if customer else ""


def _differ(stated: Read[str], agreed: str) -> Finding:
    finding = hold(
        FindingCode.DELIVERY_TERMS_DIFFER,
        "delivery_terms",
        f'The order says "{excerpt(stated.value)}" for the delivery, and "{agreed}" is agreed with the customer: '
        "the freight and the risk are borne otherwise. Ask the customer, or accept the order at the terms you grant.",
        found=stated.value,
        expected=agreed,
    )
    return with_fixes(finding, fix(f"As agreed: {agreed}", "delivery_terms", agreed))


def _not_compared(stated: Read[str], agreed: str) -> Finding:
    message = (
        f'The terms of delivery were not compared: what "{excerpt(stated.value)}" means beside the agreed "{agreed}" '
        "is not understood."
    )
    return note(FindingCode.NOT_CHECKED, "delivery_terms", message, found=stated.value, expected=agreed)
