"""The supplier's data in one snapshot, as rules look it up. One instance serves one order and remembers its rows."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, or_, select

from orders.gtin import comparable
from orders.ids import SnapshotId
from orders.matching import name_key, number_key, words
from orders.reference import Customer, Item, Pack, Price, ShipTo
from storage.reference_tables import KINDS, customer_items, customers, items, packs, prices, ship_tos, stock
from storage.tables import snapshots

_SNAPSHOT: BindParameter[int] = bindparam("snapshot")
_MOST_CANDIDATES = 200


def _of(table: Any, *conditions: Any) -> Select[Any]:
    return select(table).where(table.c.snapshot == _SNAPSHOT, *conditions)


def _among(column: Any, name: str) -> Any:
    return column.in_(bindparam(name, expanding=True))


_SNAPSHOT_ROW = select(snapshots.c.id, snapshots.c.number, snapshots.c.tables)
_CURRENT = _SNAPSHOT_ROW.order_by(snapshots.c.number.desc()).limit(1)
_CUSTOMER = _of(customers, customers.c.number == bindparam("number"))
_CUSTOMERS_BY = {
    name: _of(customers, customers.c[column] == bindparam("value")).order_by(customers.c.number)
    for name, column in (
        ("gln", "gln"),
        ("edi_id", "edi_id"),
        ("vat_id", "vat_key"),
        ("email_domain", "email_domain"),
        ("vendor_number", "vendor_number"),
        ("name", "name_key"),
    )
}
_SHIP_TOS = _of(ship_tos, ship_tos.c.customer == bindparam("customer")).order_by(ship_tos.c.key)
_ITEMS = _of(items, or_(_among(items.c.sku, "skus"), _among(items.c.gtin, "gtins")))
_PACKS = _of(packs, _among(packs.c.sku, "skus")).order_by(packs.c.sku, packs.c.unit)
_PACKED = _of(packs, _among(packs.c.gtin, "gtins"))
_CROSS = _of(
    customer_items, customer_items.c.customer == bindparam("customer"), _among(customer_items.c.buyer_item, "numbers")
)
_PRICES = _of(prices, _among(prices.c.sku, "skus"), _among(prices.c.customer, "customers")).order_by(prices.c.row)
_STOCK = _of(stock, _among(stock.c.sku, "skus"))


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
        """Five queries for the whole order, seven where packs are loaded."""
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
            found = self._all(_CUSTOMER, number=number)
            self._customers[number] = _customer(found[0]) if found else None
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
                found |= {row.number: _customer(row) for row in self._all(_CUSTOMERS_BY[name], value=value)}
        self._customers |= found
        return tuple(found.values())

    def customers_named(self, name: str, postcode: str) -> tuple[Customer, ...]:
        """Those of that name, and at that postcode if one is given."""
        key, place = name_key(name), number_key(postcode)
        rows = self._all(_CUSTOMERS_BY["name"], value=key) if key else []
        found = {row.number: _customer(row) for row in rows if not place or row.postcode_key == place}
        self._customers |= found
        return tuple(found.values())

    def ship_tos(self, customer: str) -> tuple[ShipTo, ...]:
        if customer not in self._ship_tos:
            self._ship_tos[customer] = tuple(map(_ship_to, self._all(_SHIP_TOS, customer=customer)))
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
        rows = self._all(_of(items, or_(*parts)).order_by(items.c.sku).limit(_MOST_CANDIDATES))
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

    def _has_rows(self) -> bool:
        loaded = [KINDS[kind] for kind, count in self._tables.items() if count and kind in KINDS]
        return not loaded or any(self._all(_of(table).limit(1)) for table in loaded)

    def _read_cross(self, customer: str, numbers: Collection[str]) -> None:
        found: dict[str, list[str]] = {number: [] for number in numbers}
        for row in self._all(_CROSS, customer=customer, numbers=list(found)):
            found[row.buyer_item].append(row.sku)
        self._cross |= {(customer, number): tuple(sorted(skus)) for number, skus in found.items()}

    def _read_items(self, skus: set[str], gtins: set[str]) -> None:
        packed = self._all(_PACKED, gtins=list(gtins)) if gtins and self.has("packs") else []
        wanted = skus | {row.sku for row in packed}
        made = self._made(self._all(_ITEMS, skus=list(wanted), gtins=list(gtins)))
        self._items |= dict.fromkeys(wanted) | {item.sku: item for item in made}
        for number in gtins:
            own = {item.sku for item in made if item.gtin == number}
            self._by_gtin[number] = tuple(sorted(own | {row.sku for row in packed if row.gtin == number}))

    def _made(self, rows: Iterable[Row[Any]]) -> tuple[Item, ...]:
        rows = list(rows)
        by_sku: dict[str, list[Pack]] = {row.sku: [] for row in rows}
        if rows and self.has("packs"):
            for pack in self._all(_PACKS, skus=list(by_sku)):
                by_sku[pack.sku].append(Pack(unit=pack.unit, factor=Decimal(pack.factor), gtin=pack.gtin))
        return tuple(_item(row, tuple(by_sku[row.sku])) for row in rows)

    def _read_prices(self, customer: str, skus: Collection[str]) -> None:
        found: dict[str, list[Price]] = {sku: [] for sku in skus}
        rows = self._all(_PRICES, skus=list(found), customers=["", customer])
        for row in sorted(rows, key=lambda row: not row.customer):
            found[row.sku].append(_price(row))
        self._prices |= {(customer, sku): tuple(of_item) for sku, of_item in found.items()}

    def _read_stock(self, skus: Collection[str]) -> None:
        found = {row.sku: Decimal(row.available) for row in self._all(_STOCK, skus=list(skus))}
        self._stock |= {sku: found.get(sku) for sku in skus}


def _opened(connection: Connection, snapshot: SnapshotId | None) -> tuple[SnapshotId, int, Mapping[str, int]]:
    statement = _CURRENT if snapshot is None else _SNAPSHOT_ROW.where(snapshots.c.id == snapshot)
    row = connection.execute(statement).one_or_none()
    if row is not None:
        return SnapshotId(row.id), row.number, json.loads(row.tables)
    if snapshot is not None:
        raise LookupError(f"there is no reference snapshot {snapshot}")
    return SnapshotId(""), 0, {}


def _customer(row: Row[Any]) -> Customer:
    return Customer(**{name: getattr(row, name) for name in Customer.model_fields})


def _ship_to(row: Row[Any]) -> ShipTo:
    return ShipTo(**{name: getattr(row, name) for name in ShipTo.model_fields})


def _item(row: Row[Any], item_packs: tuple[Pack, ...]) -> Item:
    return Item(
        sku=row.sku,
        unit=row.unit,
        gtin=row.gtin,
        descriptions=tuple(row.descriptions.split("\n")) if row.descriptions else (),
        pack_quantity=Decimal(row.pack_quantity),
        packs=item_packs,
        blocked=row.blocked,
    )


def _price(row: Row[Any]) -> Price:
    return Price(
        amount=Decimal(row.amount),
        currency=row.currency,
        basis=Decimal(row.basis),
        origin="contract" if row.customer else "list",
        row=f"{row.customer}/{row.row}" if row.customer else row.row,
        unit=row.unit,
    )


def _likeness(key: str, asked: tuple[str, ...], row: Row[Any]) -> float:
    """From 0 to 2: how like the number is, and how much of what was asked for stands in the description."""
    present = set(row.words.split())
    shared = sum(word in present for word in asked) / len(asked) if asked else 0.0
    return SequenceMatcher(None, key, row.sku_key).ratio() + shared
