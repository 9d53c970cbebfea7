"""The supplier's data in one snapshot, as rules look it up. One instance serves one order and remembers its rows."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Connection, Row, Select, or_

from orders.gtin import comparable
from orders.ids import SnapshotId
from orders.matching import name_key, number_key, words
from orders.reference import Customer, Item, Pack, Price, ShipTo
from storage.reference import queries
from storage.reference.tables import KINDS, items
from storage.tables import snapshots

MOST_CANDIDATES = 200
MOST_PARAMETERS = 10_000


class SqlReference:
    """`ReferenceData` of one snapshot, the current one where none is named; before the first import it has nothing.

    Raises LookupError for a snapshot that never was, or whose rows were pruned.
    """

    def __init__(self, connection: Connection, snapshot: SnapshotId | None = None) -> None:
        self._connection = connection
        self.snapshot, self._number, self._tables = _opened(connection, snapshot)
        if snapshot and not self._has_rows():
            raise LookupError(f"the rows of reference snapshot {snapshot} were pruned; validate with a newer one")
        self._customers: dict[str, Customer | None] = {}
        self._ship_tos: dict[str, tuple[ShipTo, ...]] = {}
        self._items: dict[str, Item | None] = {}
        self._by_gtin: dict[str, tuple[str, ...]] = {}
        self._cross: dict[tuple[str, str], tuple[str, ...]] = {}
        self._prices: dict[tuple[str, str], tuple[Price, ...]] = {}
        self._stock: dict[str, Decimal | None] = {}

    def has(self, table: str) -> bool:
        return table in self._tables

    def read_ahead(
        self, customer: str, *, skus: Collection[str], gtins: Collection[str], buyer_items: Collection[str]
    ) -> None:
        """At most eight queries for the whole order."""
        if customer:
            self._read_cross(customer, buyer_items)
        crossed = {sku for number in buyer_items for sku in self._cross.get((customer, number), ())}
        self._read_items({*skus, *crossed}, {comparable(number) for number in gtins})
        found = [sku for sku, item in self._items.items() if item is not None]
        self._read_prices(customer, found)
        if self.has("stock"):
            self._read_stock(found)

    def customer(self, number: str) -> Customer | None:
        if number not in self._customers:
            found = self._all(queries.CUSTOMER, number=number)
            self._customers[number] = queries.customer_from(found[0]) if found else None
        return self._customers[number]

    def customers_matching(
        self, *, gln: str = "", edi_id: str = "", vat_id: str = "", email_domain: str = "", vendor_number: str = ""
    ) -> tuple[Customer, ...]:
        """Those that have any of the identifiers given."""
        asked = {
            "gln": gln,
            "edi_id": edi_id,
            "vat_id": number_key(vat_id),
            "email_domain": email_domain.casefold(),
            "vendor_number": vendor_number,
        }
        found: dict[str, Customer] = {}
        for name, value in asked.items():
            if value:
                rows = self._all(queries.CUSTOMERS_BY[name], value=value)
                found |= {row.number: queries.customer_from(row) for row in rows}
        self._customers |= found
        return tuple(found.values())

    def customers_named(self, name: str, postcode: str) -> tuple[Customer, ...]:
        """Those of that name, and at that postcode if one is given."""
        key, place = name_key(name), number_key(postcode)
        rows = self._all(queries.CUSTOMERS_BY["name"], value=key) if key else []
        found = {row.number: queries.customer_from(row) for row in rows if not place or row.postcode_key == place}
        self._customers |= found
        return tuple(found.values())

    def ship_tos(self, customer: str) -> tuple[ShipTo, ...]:
        if customer not in self._ship_tos:
            self._ship_tos[customer] = tuple(map(queries.ship_to_from, self._all(queries.SHIP_TOS, customer=customer)))
        return self._ship_tos[customer]

    def item(self, sku: str) -> Item | None:
        if sku not in self._items:
            self._read_items({sku}, set())
        return self._items[sku]

    def items_by_gtin(self, gtin: str) -> tuple[Item, ...]:
        number = comparable(gtin)
        if number not in self._by_gtin:
            self._read_items(set(), {number})
        return tuple(item for sku in self._by_gtin[number] if (item := self.item(sku)))

    def items_of_customer(self, customer: str, buyer_item: str) -> tuple[Item, ...]:
        if (customer, buyer_item) not in self._cross:
            self._read_cross(customer, [buyer_item])
        return tuple(item for sku in self._cross[customer, buyer_item] if (item := self.item(sku)))

    def similar_items(self, text: str, limit: int) -> tuple[Item, ...]:
        """Those whose number or description shares a beginning or a word with the text, the most similar first."""
        key, asked = number_key(text), words(text)
        parts = [items.c.words.contains(word, autoescape=True) for word in sorted(asked, key=len)[-3:] if len(word) > 2]
        if len(key) > 2:
            parts.append(items.c.sku_key.startswith(key[: max(3, len(key) * 2 // 3)], autoescape=True))
        if not parts or not limit:
            return ()
        rows = self._all(queries.of(items, or_(*parts)).order_by(items.c.sku).limit(MOST_CANDIDATES))
        ranked = sorted(rows, key=lambda row: -_likeness(key, asked, row))
        return self._made(ranked[:limit])

    def prices(self, customer: str, sku: str, on: date) -> tuple[Price, ...]:
        """Contract prices before list prices. Imported prices have no end, so the day makes no difference here."""
        if (customer, sku) not in self._prices:
            self._read_prices(customer, [sku])
        return self._prices[customer, sku]

    def available_stock(self, sku: str) -> Decimal | None:
        if sku not in self._stock:
            self._read_stock([sku])
        return self._stock[sku]

    def _all(self, statement: Select[Any], **values: Any) -> list[Row[Any]]:
        return list(self._connection.execute(statement, {"snapshot": self._number, **values}))

    def _among(self, statement: Select[Any], values: Collection[str], **others: str) -> list[Row[Any]]:
        """The rows for any of the values, in as many queries as the databases' limit on parameters asks for."""
        wanted = sorted(values)
        batches = (wanted[start : start + MOST_PARAMETERS] for start in range(0, len(wanted), MOST_PARAMETERS))
        return [row for batch in batches for row in self._all(statement, values=batch, **others)]

    def _has_rows(self) -> bool:
        loaded = [KINDS[kind] for kind, count in self._tables.items() if count and kind in KINDS]
        return not loaded or any(self._all(queries.of(table).limit(1)) for table in loaded)

    def _read_cross(self, customer: str, numbers: Collection[str]) -> None:
        found: dict[str, list[str]] = {number: [] for number in numbers}
        for row in self._among(queries.CROSS, found, customer=customer):
            found[row.buyer_item].append(row.sku)
        self._cross |= {(customer, number): tuple(sorted(skus)) for number, skus in found.items()}

    def _read_items(self, skus: set[str], gtins: set[str]) -> None:
        packed = self._among(queries.PACKS_BY_GTIN, gtins) if self.has("packs") else []
        wanted = skus | {row.sku for row in packed}
        rows = (*self._among(queries.ITEMS, wanted), *self._among(queries.ITEMS_BY_GTIN, gtins))
        made = self._made({row.sku: row for row in rows}.values())
        self._items |= dict.fromkeys(wanted) | {item.sku: item for item in made}
        for number in gtins:
            own = {item.sku for item in made if item.gtin == number}
            self._by_gtin[number] = tuple(sorted(own | {row.sku for row in packed if row.gtin == number}))

    def _made(self, rows: Iterable[Row[Any]]) -> tuple[Item, ...]:
        rows = list(rows)
        by_sku: dict[str, list[Pack]] = {row.sku: [] for row in rows}
        if rows and self.has("packs"):
            for pack in self._among(queries.PACKS, by_sku):
                by_sku[pack.sku].append(Pack(unit=pack.unit, factor=Decimal(pack.factor), gtin=pack.gtin))
        return tuple(queries.item_from(row, tuple(by_sku[row.sku])) for row in rows)

    def _read_prices(self, customer: str, skus: Collection[str]) -> None:
        found: dict[str, list[Price]] = {sku: [] for sku in skus}
        rows = self._among(queries.PRICES, found, customer=customer)
        for row in sorted(rows, key=lambda row: not row.customer):
            found[row.sku].append(queries.price_from(row))
        self._prices |= {(customer, sku): tuple(of_item) for sku, of_item in found.items()}

    def _read_stock(self, skus: Collection[str]) -> None:
        found = {row.sku: Decimal(row.available) for row in self._among(queries.STOCK, skus)}
        self._stock |= {sku: found.get(sku) for sku in skus}


def _opened(connection: Connection, snapshot: SnapshotId | None) -> tuple[SnapshotId, int, Mapping[str, int]]:
    statement = queries.CURRENT if snapshot is None else queries.SNAPSHOT_ROW.where(snapshots.c.id == snapshot)
    row = connection.execute(statement).one_or_none()
    if row is not None:
        return SnapshotId(row.id), row.number, json.loads(row.tables)
    if snapshot is not None:
        raise LookupError(f"there is no reference snapshot {snapshot}")
    return SnapshotId(""), 0, {}


def _likeness(key: str, asked: tuple[str, ...], row: Row[Any]) -> float:
    """From 0 to 2: how like the number is, and how much of what was asked for stands in the description."""
    present = set(row.words.split())
    shared = sum(word in present for word in asked) / len(asked) if asked else 0.0
    return SequenceMatcher(None, key, row.sku_key).ratio() + shared
