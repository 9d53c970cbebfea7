"""The customers of one snapshot by what finds them, read for many keys at once and then remembered."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row

from orders.matching import name_key, number_key
from orders.reference import Customer
from storage.reference import queries
from storage.reference.layers import Layers
from storage.reference.values import customer_from


def _as_it_is(text: str) -> str:
    return text


_COMPARABLE = {
    "gln": _as_it_is,
    "edi_id": _as_it_is,
    "vat_id": number_key,
    "email_domain": str.casefold,
    "vendor_number": _as_it_is,
    "name": name_key,
}
"""The kinds of keys, and how two spellings of one become equal."""


class CustomerRows:
    """Customers by number and by key; numbers and keys of nobody are remembered, too."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._customers: dict[str, Customer | None] = {}
        self._found: dict[tuple[str, str], tuple[Customer, ...]] = {}

    def customer(self, number: str) -> Customer | None:
        if number not in self._customers:
            rows = self._layers.rows(queries.CUSTOMER, number=number)
            self._customers[number] = customer_from(rows[0]) if rows else None
        return self._customers[number]

    def find(self, keys: Mapping[str, Iterable[str]]) -> None:
        """Read who has these keys, by their kind, in one query."""
        asked = {(kind, _COMPARABLE[kind](text)) for kind, texts in keys.items() for text in texts}
        wanted = {(kind, key) for kind, key in asked if key and (kind, key) not in self._found}
        if not wanted:
            return
        lists = {kind: sorted(key for of, key in wanted if of == kind) for kind in {kind for kind, _ in wanted}}
        rows = self._layers.rows(queries.customers_by(frozenset(lists)), **lists)
        self._found |= dict.fromkeys(wanted, ())
        for row in sorted(rows, key=lambda row: row.number):
            self._found[row.found_by, row.asked] += (self._remembered(row),)

    def found(self, keys: Mapping[str, str]) -> tuple[Customer, ...]:
        """Those that have any of these keys, by their number; an empty one is none."""
        self.find({kind: (text,) for kind, text in keys.items()})
        asked = ((kind, _COMPARABLE[kind](text)) for kind, text in keys.items())
        found = {one.number: one for kind, key in asked if key for one in self._found[kind, key]}
        return tuple(found[number] for number in sorted(found))

    def _remembered(self, row: Row[Any]) -> Customer:
        customer = self._customers.get(row.number) or customer_from(row)
        self._customers[customer.number] = customer
        return customer
