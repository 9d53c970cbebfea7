"""Looking for a customer by what a person remembers of it, in the current reference data."""

from sqlalchemy import or_

from orders.reference import Customer
from storage.reference import queries
from storage.reference.layers import Layers
from storage.reference.tables import customers
from storage.reference.values import customer_from
from storage.unit_of_work import UnitOfWork

_SEARCHED = (customers.c.number, customers.c.name, customers.c.city, customers.c.postcode)


def customers_like(uow: UnitOfWork, text: str, limit: int) -> tuple[Customer, ...]:
    """Those that have every word of the text somewhere in number, name, city or postcode, by number."""
    words = text.split()
    if not words:
        return ()
    conditions = [or_(*(column.icontains(word, autoescape=True) for column in _SEARCHED)) for word in words]
    query = queries.of(customers, "customers", *conditions).order_by(customers.c.number).limit(limit)
    return tuple(map(customer_from, Layers.of(uow.connection, None).rows(query)))
