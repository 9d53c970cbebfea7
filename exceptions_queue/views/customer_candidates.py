"""Customers that an order may be from, each with the reason why it is offered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orders.reading import OrderReading
from orders.reference import Customer
from storage.reference.customer_search import customers_like
from storage.unit_of_work import UnitOfWork

_MOST = 8
_TELLING_LETTERS = 4


@dataclass(frozen=True, slots=True)
class CustomerCandidate:
    """One customer as text."""

    number: str
    name: str
    place: str
    reason: str
    blocked: bool


def customer_candidates(uow: UnitOfWork, reading: OrderReading, q: str) -> tuple[CustomerCandidate, ...]:
    """What a query finds, or without one what the order itself points to; the surest reason first."""
    found = _all(customers_like(uow, q, _MOST), "") if q else _suggested(uow, reading)
    once: dict[str, CustomerCandidate] = {}
    for customer, reason in found:
        place = f"{customer.postcode} {customer.city} {customer.country}".strip()
        candidate = CustomerCandidate(customer.number, customer.name, place, reason, customer.blocked)
        once.setdefault(customer.number, candidate)
    return tuple(once.values())[:_MOST]


def _suggested(uow: UnitOfWork, reading: OrderReading) -> Iterator[tuple[Customer, str]]:
    reference = uow.reference()
    _, at, domain = reading.sender.rpartition("@")
    if at:
        yield from _all(reference.customers_matching(email_domain=domain), "same e-mail domain")
    buyer = reading.buyer
    if buyer is None:
        return
    if buyer.id:
        yield from _all(reference.customers_matching(gln=buyer.id.value, edi_id=buyer.id.value), "same identifier")
    if buyer.vat_id:
        yield from _all(reference.customers_matching(vat_id=buyer.vat_id.value), "same VAT number")
    if buyer.name:
        yield from _all(reference.customers_named(buyer.name.value, ""), "same name")
        telling = [word for word in buyer.name.value.split() if len(word) >= _TELLING_LETTERS]
        for word in telling[:1]:
            yield from _all(customers_like(uow, word, _MOST), "similar name")


def _all(customers: Iterable[Customer], reason: str) -> Iterator[tuple[Customer, str]]:
    return ((customer, reason) for customer in customers)
