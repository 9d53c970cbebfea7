"""Whether the customer may buy so much: its account's block, and its limit with what it owes already."""

from collections.abc import Iterator
from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.reading import OrderKind
from orders.reference import Credit
from orders.resolution import Fact
from validation.order_value import order_value
from validation.rule import Case, Verdict
from validation.wording import hold, in_money, note


class CreditAllows:
    """Holds an order of a customer whose account is blocked, or whose debt with this order goes beyond its limit.

    What a change adds or takes is not known from its document alone.
    """

    name = "credit"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT, Fact.PRICE, Fact.CURRENCY})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        customer = case.resolved("customer")
        if not customer or not case.reference.has("credit") or case.reading.kind is not OrderKind.ORDER:
            return Verdict()
        credit = case.reference.credit(customer)
        return Verdict(findings=tuple(_findings(case, customer, credit)) if credit else ())


def _findings(case: Case, customer: str, credit: Credit) -> Iterator[Finding]:
    if credit.blocked:
        message = f"The account of customer {customer} is blocked. Ask accounting before anything is delivered."
        yield hold(FindingCode.CREDIT_BLOCKED, "customer", message, found=customer)
    if credit.limit is None:
        return
    value = order_value(case)
    if value is None or case.resolved("currency") != credit.currency:
        why = "the order's value is not known" if value is None else f"the limit is in {credit.currency}"
        yield note(FindingCode.NOT_CHECKED, "customer", f"The credit limit was not checked: {why}.", found="credit")
    elif credit.open_balance + value > credit.limit:
        yield _beyond(customer, credit, credit.limit, value)


def _beyond(customer: str, credit: Credit, limit: Decimal, value: Decimal) -> Finding:
    money = credit.currency
    owed, most = in_money(credit.open_balance, money), in_money(limit, money)
    total = in_money(credit.open_balance + value, money)
    return hold(
        FindingCode.CREDIT_LIMIT,
        "customer",
        f"Customer {customer} owes {owed} {money}; with this order it would be {total}, and the limit is {most}. "
        "Ask accounting, or agree on a prepayment.",
        found=total,
        expected=f"at most {most}",
    )
