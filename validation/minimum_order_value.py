"""Whether the order is worth enough to be carried out."""

from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.reading import OrderKind
from orders.reference import Customer
from orders.resolution import Fact
from validation.money.order_value import goods_value
from validation.rule import Case, Verdict
from validation.words.wording import hold, in_money, note


class MinimumOrderValue:
    """Holds an order whose goods are worth less than the least agreed with its customer, else of the policy.

    The freight is not counted. What a change adds or takes is not known from its document alone.
    """

    name = "minimum_order_value"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT, Fact.PRICE, Fact.CURRENCY})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        number = case.resolved("customer")
        customer = case.reference.customer(number) if number else None
        if customer is None or case.reading.kind is not OrderKind.ORDER or not case.reading.lines:
            return Verdict()
        least = customer.minimum_order_value
        least = case.policy.minimum_order_value if least is None else least
        finding = _finding(case, customer, least) if least > 0 else None
        return Verdict(findings=(finding,) if finding else ())


def _finding(case: Case, customer: Customer, least: Decimal) -> Finding | None:
    value, currency = goods_value(case), case.resolved("currency")
    if value is None:
        # The rules about prices say which line has none.
        return _not_checked("the order's value is not known")
    if currency != customer.currency:
        agreed = f"is in {customer.currency}" if customer.currency else "has no currency: customers.csv names none"
        return _not_checked(f"the minimum {agreed}, and the order is in {currency or 'none that is known'}")
    return _too_little(value, least, currency) if value < least else None


def _too_little(value: Decimal, least: Decimal, currency: str) -> Finding:
    worth, wanted, lacking = (in_money(amount, currency) for amount in (value, least, least - value))
    return hold(
        FindingCode.MINIMUM_ORDER_VALUE,
        "",
        f"The goods are worth {worth} {currency}, and orders of this customer are taken from {wanted} {currency} on: "
        f"{lacking} {currency} are missing. Ask whether more is wanted, or accept the order as it is.",
        found=worth,
        expected=f"at least {wanted}",
    )


def _not_checked(why: str) -> Finding:
    message = f"The minimum order value was not checked: {why}."
    return note(FindingCode.NOT_CHECKED, "", message, found="minimum order value")
