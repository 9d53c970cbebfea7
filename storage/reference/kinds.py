"""Which file holds which kind of reference data, and how its rows become rows of the tables."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orders.gtin import comparable
from orders.matching import name_key, number_key, words
from storage.reference.csv_files import CsvRow, CsvTable, UnusableRow

_LIST_PRICE = re.compile(r"list_price_([a-z]{3})")


@dataclass(slots=True)
class Loaded:
    """Rows by kind of data, each under its key so that a second one with the same key is noticed."""

    kinds: dict[str, dict[tuple[str, ...], dict[str, Any]]] = field(default_factory=dict)

    def add(self, kind: str, key: tuple[str, ...], row: dict[str, Any]) -> None:
        """Raises `UnusableRow` for a key that is there already."""
        rows = self.kinds.setdefault(kind, {})
        if key in rows:
            raise UnusableRow("", f"{' / '.join(filter(None, key))} stands in this file twice; the first row is used")
        rows[key] = row


def load_customers(table: CsvTable, loaded: Loaded) -> None:
    """`customers.csv`: customer_no and name; the rest is for recognition and defaults."""
    table.require("customer_no", "name")

    def use(row: CsvRow) -> None:
        number, name = row.required("customer_no"), row.required("name")
        keys = {
            "name_key": name_key(name),
            "postcode_key": number_key(row.text("postcode")),
            "vat_key": number_key(row.text("vat_id")),
        }
        identifiers = {
            "vat_id": row.text("vat_id"),
            "gln": row.text("gln"),
            "currency": row.text("currency").upper(),
            "language": row.text("language"),
            "payment_terms": row.text("payment_terms"),
            "email_domain": row.text("email_domain").casefold().removeprefix("@"),
            "vendor_number": row.text("vendor_no_at_customer"),
            "edi_id": row.text("edi_id"),
            "blocked": row.flag("blocked"),
        }
        loaded.add("customers", (number,), {"number": number, **_address(row), **identifiers, **keys})

    table.each(use)


def load_ship_tos(table: CsvTable, loaded: Loaded) -> None:
    """`ship_to.csv`: customer_no and seq."""
    table.require("customer_no", "seq")

    def use(row: CsvRow) -> None:
        customer, sequence = row.required("customer_no"), row.required("seq")
        key = f"{customer}/{sequence}"
        loaded.add("ship_to", (key,), {"customer": customer, "key": key, **_address(row), "gln": row.text("gln")})

    table.each(use)


def load_catalogue(table: CsvTable, loaded: Loaded) -> None:
    """`catalogue.csv`: supplier_item and uom; any number of description columns and of `list_price_<currency>`."""
    table.require("supplier_item", "uom")
    described = [column for column in table.columns if column.startswith("description")]
    priced = [(column, match[1].upper()) for column in table.columns if (match := _LIST_PRICE.fullmatch(column))]

    def use(row: CsvRow) -> None:
        sku = row.required("supplier_item")
        descriptions = [text for column in described if (text := " ".join(row.text(column).split()))]
        prices = [
            _price(row, sku, "", currency, row.number(column, absent=""), sku)
            for column, currency in priced
            if row.text(column)
        ]
        item = {
            "sku": sku,
            "unit": row.required("uom"),
            "gtin": comparable(row.text("gtin")),
            "pack_quantity": row.number("pack_qty", absent="1", positive=True),
            "blocked": row.flag("blocked"),
            "descriptions": "\n".join(descriptions),
            "sku_key": number_key(sku),
            "words": " ".join(dict.fromkeys(words(" ".join((sku, *descriptions))))),
        }
        loaded.add("items", (sku,), item)
        for price in prices:
            loaded.add("prices", (sku, "", price["row"]), price)

    table.each(use)


def load_packs(table: CsvTable, loaded: Loaded) -> None:
    """`packs.csv`: supplier_item, uom, and how many base units the pack holds."""
    table.require("supplier_item", "uom", "factor")

    def use(row: CsvRow) -> None:
        sku, unit = row.required("supplier_item"), row.required("uom")
        factor = row.number("factor", absent="", positive=True)
        pack = {"sku": sku, "unit": unit, "factor": factor, "gtin": comparable(row.text("gtin"))}
        loaded.add("packs", (sku, unit), pack)

    table.each(use)


def load_customer_items(table: CsvTable, loaded: Loaded) -> None:
    """`customer_items.csv`: a customer's part number for an item of ours, a contract price for it, or both."""
    table.require("customer_no", "supplier_item")

    def use(row: CsvRow) -> None:
        customer, sku = row.required("customer_no"), row.required("supplier_item")
        number, amount = row.text("customer_item"), row.text("contract_price")
        if not number and not amount:
            raise UnusableRow("customer_item", "the row has neither a part number nor a price")
        price = None
        if amount:
            currency = row.required("currency").upper()
            price = _price(row, sku, customer, currency, row.number("contract_price", absent=""), number or sku)
        if number:
            cross = {"customer": customer, "buyer_item": number, "sku": sku}
            loaded.add("customer_items", (customer, number, sku), cross)
        if price:
            loaded.add("prices", (sku, customer, price["row"]), price)

    table.each(use)


def load_stock(table: CsvTable, loaded: Loaded) -> None:
    """`stock.csv`: what is available of an item, in its base unit."""
    table.require("supplier_item", "available")

    def use(row: CsvRow) -> None:
        sku = row.required("supplier_item")
        row.required("available")
        loaded.add("stock", (sku,), {"sku": sku, "available": row.number("available", absent="")})

    table.each(use)


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """A file, the kinds of data it alone brings, and how it is read. `prices` come from two files."""

    name: str
    kinds: tuple[str, ...]
    load: Callable[[CsvTable, Loaded], None]
    brings_prices: str = ""
    """`list` or `contract`, where it does."""


FILES = (
    ReferenceFile("customers.csv", ("customers",), load_customers),
    ReferenceFile("ship_to.csv", ("ship_to",), load_ship_tos),
    ReferenceFile("catalogue.csv", ("items",), load_catalogue, "list"),
    ReferenceFile("packs.csv", ("packs",), load_packs),
    ReferenceFile("customer_items.csv", ("customer_items",), load_customer_items, "contract"),
    ReferenceFile("stock.csv", ("stock",), load_stock),
)


def _address(row: CsvRow) -> Mapping[str, str]:
    return {name: row.text(name) for name in ("name", "street", "postcode", "city", "region", "country")}


def _price(row: CsvRow, sku: str, customer: str, currency: str, amount: str, name: str) -> dict[str, Any]:
    return {
        "sku": sku,
        "customer": customer,
        "row": f"{name} {currency}",
        "amount": amount,
        "currency": currency,
        "basis": row.number("price_basis", absent="1", positive=True),
        "unit": row.text("price_uom"),
    }
