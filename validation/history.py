"""The orders before the one under examination, with what the rules ask of them read at once."""

from orders.order import order_identity
from orders.reading import Read
from orders.reference import Asked, OrderHistory, ReadsHistoryAhead
from orders.resolution import Fact
from validation.rule import Case


def history(case: Case) -> OrderHistory:
    """For rules that need the customer and the items: one query for all that they ask, however many rules there are."""
    if isinstance(case.history, ReadsHistoryAhead):
        case.history.read_ahead(_asked(case))
    return case.history


def _asked(case: Case) -> Asked:
    reading, loaded, customer = case.reading, case.reference.loaded(), case.resolved("customer")
    number, release = _value(reading.po_number), _value(reading.release)
    credit = case.reference.credit(customer) if customer else None
    items = frozenset(one.value for one in case.resolutions.values() if one.fact is Fact.ITEM)
    return Asked(
        identity=order_identity(customer, number, release) if customer and number.strip() else "",
        customer=customer,
        sender=case.origin.address if case.origin else "",
        items=items,
        stock_since=loaded["stock"].as_of if "stock" in loaded else None,
        currency=credit.currency if credit else "",
        credit_since=loaded["credit"].as_of if "credit" in loaded else None,
    )


def _value(read: Read[str] | None) -> str:
    return read.value if read else ""
