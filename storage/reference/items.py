"""The items of one snapshot with all that is known of them, read for many at once and then remembered."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from orders.reference import Item, Pack, Price, Replacement, Supply
from storage.reference import queries
from storage.reference.layers import Layers
from storage.reference.values import discounted, item_from, price_from, ranked, replacement_from, supply_from

MOST_PARAMETERS = 5_000
"""In one list of a query; SQLite takes 32,766 in all."""


class ItemRows:
    """Items by what finds them, their details, and the prices for the customers that were asked about."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._items: dict[str, Item | None] = {}
        self._found: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self._details: dict[str, dict[str, list[Row[Any]]]] = {}
        self._prices: dict[tuple[str, str], Sequence[Price]] = {}

    def find(
        self,
        customer: str,
        *,
        skus: Iterable[str] = (),
        gtins: Iterable[str] = (),
        buyer_items: Iterable[str] = (),
        manufacturer_items: Iterable[str] = (),
        sku_keys: Iterable[str] = (),
        buyer_keys: Iterable[str] = (),
    ) -> None:
        """Read what these numbers mean, in one query."""
        asked = {
            "skus": {sku for sku in skus if sku not in self._items},
            "gtins": set(gtins),
            "buyer_items": set(buyer_items) if customer else set(),
            "manufacturer_items": set(manufacturer_items),
            "sku_keys": set(sku_keys),
            "buyer_keys": set(buyer_keys) if customer else set(),
        }
        rows = [row for lists in _batches(asked) for row in self._find(customer, lists)]
        self._items |= dict.fromkeys(asked["skus"])
        found: dict[tuple[str, str, str], set[str]] = {
            (by, of, number): set() for by, of, name in _found_by(customer) for number in asked[name]
        }
        for row in rows:
            if row.found_by != "sku":
                found[row.found_by, customer if row.found_by in _OF_CUSTOMER else "", row.asked].add(row.sku)
        self._found |= {key: tuple(sorted(skus)) for key, skus in found.items()}
        self._items |= {sku: item_from(of_item) for sku, of_item in _by_item(rows).items() if not self._items.get(sku)}

    def read_details(self, customer: str) -> None:
        """Read all that is known of the items found so far, and the customer's prices for them, in one query."""
        self._read_details(customer, [sku for sku, item in self._items.items() if item])

    def item(self, sku: str) -> Item | None:
        if sku not in self._items:
            self.find("", skus=(sku,))
        return self._items[sku]

    def found(self, by: str, customer: str, number: str) -> tuple[Item, ...]:
        """The items that have this number, by our own number."""
        if by in _OF_CUSTOMER and not customer:
            return ()
        if (by, customer, number) not in self._found:
            self.find(customer, **{_LISTS[by]: (number,)})
        return tuple(item for sku in self._found[by, customer, number] if (item := self.item(sku)))

    def details(self, part: str, sku: str) -> Sequence[Row[Any]]:
        """What a part says of an item that need not be in the catalogue."""
        if sku not in self._details:
            self._read_details("", {sku})
        return self._details[sku].get(part, ())

    def prices(self, customer: str, sku: str) -> Sequence[Price]:
        """Those of any time."""
        if (customer, sku) not in self._prices:
            self._read_details(customer, {sku})
        return self._prices[customer, sku]

    def incoming(self, sku: str) -> tuple[Supply, ...]:
        """The next one first."""
        return tuple(sorted(map(supply_from, self.details("supply", sku)), key=lambda one: (one.day, one.row)))

    def replacement(self, sku: str) -> Replacement | None:
        rows = self.details("replacements", sku)
        return replacement_from(rows[0]) if rows else None

    def substitutes(self, sku: str) -> tuple[str, ...]:
        """By our number."""
        return tuple(sorted(row.text0 for row in self.details("substitutes", sku)))

    def customer_packs(self, customer: str, sku: str) -> tuple[Pack, ...]:
        """Of the customer with whom the item was read."""
        if (customer, sku) not in self._prices:
            self._read_details(customer, {sku})
        of_customer = (row for row in self.details("customer_packs", sku) if row.text0 == customer)
        return tuple(Pack(unit=row.text1, factor=Decimal(row.text2)) for row in of_customer)

    def replacements(self) -> set[str]:
        """The numbers of those that follow items which were read."""
        rows = (row for details in self._details.values() for row in details.get("replacements", ()))
        return {row.text0 for row in rows if row.text0} - set(self._items)

    def _find(self, customer: str, lists: dict[str, list[str]]) -> Sequence[Row[Any]]:
        given = {name: values for name, values in lists.items() if values}
        query = queries.items_by(frozenset(given), frozenset(self._layers.parts))
        rows = self._layers.rows(query, customer=customer, **given)
        return [row for row in rows if row.sku is not None]

    def _read_details(self, customer: str, skus: Collection[str]) -> None:
        wanted = {sku for sku in skus if (customer, sku) not in self._prices}
        if not wanted:
            return
        # A discount may be for all items.
        query = queries.details_of(self._layers.detailed)
        lists = _batches({"skus": {*wanted, ""}})
        rows = [row for one in lists for row in self._layers.rows(query, customer=customer, **one)]
        read: dict[str, dict[str, list[Row[Any]]]] = {sku: {} for sku in (*wanted, "")}
        for row in rows:
            read[row.sku].setdefault(row.part, []).append(row)
        general = read.pop("").get("discounts", [])
        self._details |= read
        self._prices |= {(customer, sku): _prices(details, general) for sku, details in read.items()}


_LISTS = {
    "gtin": "gtins",
    "buyer_item": "buyer_items",
    "manufacturer": "manufacturer_items",
    "sku_key": "sku_keys",
    "buyer_key": "buyer_keys",
}
_OF_CUSTOMER = frozenset({"buyer_item", "buyer_key"})


def _found_by(customer: str) -> Iterator[tuple[str, str, str]]:
    for by, name in _LISTS.items():
        yield by, customer if by in _OF_CUSTOMER else "", name


def _by_item(rows: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    items: dict[str, list[Row[Any]]] = {}
    for row in rows:
        items.setdefault(row.sku, []).append(row)
    return items


def _prices(details: dict[str, list[Row[Any]]], general: Sequence[Row[Any]]) -> Sequence[Price]:
    prices = [price_from(row) for row in details.get("prices", ())]
    discounts = details.get("discounts", []) or general
    less = [discounted(price, row) for price in prices if price.origin == "list" for row in discounts]
    return ranked([*prices, *less])


def _batches(asked: dict[str, set[str]]) -> Iterator[dict[str, list[str]]]:
    """The lists in as many queries as the databases' limit on parameters asks for; none where all are empty."""
    lists = {name: sorted(values) for name, values in asked.items()}
    for start in range(0, max(map(len, lists.values())), MOST_PARAMETERS):
        yield {name: values[start : start + MOST_PARAMETERS] for name, values in lists.items()}
