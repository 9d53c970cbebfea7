"""Whether the customer may buy so much: its account's block, and its limit with what it owes already."""

from collections.abc import Iterator
from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.reading import OrderKind
from orders.reference import Credit
from orders.resolution import Fact
from validation.history import history
from validation.money.order_value import order_value
from validation.rule import Case, Verdict
from validation.words.wording import hold, in_money, note


class CreditAllows:
    """Holds an order of a customer whose account is blocked, or whose debt with this order goes beyond its limit.

    Orders that were posted since the date of the file are not in its balance, and are added. Those that wait are not:
    nobody knows yet whether they will be carried out. What a change adds or takes is not known from its document alone.
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
    else:
        posted = _posted_since(case, customer, credit.currency)
        if credit.open_balance + posted + value > credit.limit:
            yield _beyond(customer, credit, credit.limit, posted, value)


def _posted_since(case: Case, customer: str, currency: str) -> Decimal:
    """What went into the ERP after the balance was drawn up."""
    loaded = case.reference.loaded().get("credit")
    return history(case).posted_value(customer, currency, loaded.as_of) if loaded else Decimal(0)


def _beyond(customer: str, credit: Credit, limit: Decimal, posted: Decimal, value: Decimal) -> Finding:
    money = credit.currency
    owed, most = in_money(credit.open_balance, money), in_money(limit, money)
    total = in_money(credit.open_balance + posted + value, money)
    lately = f" and ordered for {in_money(posted, money)} {money} since" if posted else ""
    return hold(
        FindingCode.CREDIT_LIMIT,
        "customer",
        f"Customer {customer} owes {owed} {money}{lately}; with this order it would be {total}, and the limit is "
        f"{most}. "
        "Ask accounting, or agree on a prepayment.",
        found=total,
        expected=f"at most {most}",
    )
