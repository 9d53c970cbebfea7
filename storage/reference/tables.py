"""Tables of the supplier's reference data. Every row belongs to a snapshot, by its number, and is never changed.

Numbers stand as text, exactly as they were imported: nothing here is summed in SQL. Columns that end in `_key` hold the
keys of `orders/matching.py`.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from storage.tables import metadata, snapshots
from storage.types import PlainText


def _text(name: str) -> "Column[str]":
    return Column(name, PlainText, nullable=False, server_default="")


def _snapshot() -> "Column[int]":
    return Column("snapshot", Integer, ForeignKey(snapshots.c.number), nullable=False)


def _address() -> tuple["Column[str]", ...]:
    return tuple(_text(name) for name in ("name", "street", "postcode", "city", "region", "country"))


customers = Table(
    "reference_customers",
    metadata,
    _snapshot(),
    _text("number"),
    *_address(),
    _text("vat_id"),
    _text("gln"),
    _text("currency"),
    _text("language"),
    _text("payment_terms"),
    _text("email_domain"),
    _text("vendor_number"),
    _text("edi_id"),
    Column("blocked", Boolean, nullable=False),
    _text("name_key"),
    _text("postcode_key"),
    _text("vat_key"),
    PrimaryKeyConstraint("snapshot", "number"),
)
for _recognised_by in ("gln", "edi_id", "vat_key", "email_domain", "vendor_number", "name_key"):
    Index(f"ix_reference_customers_{_recognised_by}", customers.c.snapshot, customers.c[_recognised_by])

ship_tos = Table(
    "reference_ship_tos",
    metadata,
    _snapshot(),
    _text("customer"),
    _text("key"),
    *_address(),
    _text("gln"),
    PrimaryKeyConstraint("snapshot", "customer", "key"),
)

items = Table(
    "reference_items",
    metadata,
    _snapshot(),
    _text("sku"),
    _text("unit"),
    _text("gtin"),
    _text("pack_quantity"),
    Column("blocked", Boolean, nullable=False),
    _text("descriptions"),
    _text("sku_key"),
    _text("words"),
    PrimaryKeyConstraint("snapshot", "sku"),
    comment="`gtin` has 14 digits, `descriptions` are separated by line ends, `words` are folded for search",
)
Index("ix_reference_items_gtin", items.c.snapshot, items.c.gtin)
Index("ix_reference_items_sku_key", items.c.snapshot, items.c.sku_key)

packs = Table(
    "reference_packs",
    metadata,
    _snapshot(),
    _text("sku"),
    _text("unit"),
    _text("factor"),
    _text("gtin"),
    PrimaryKeyConstraint("snapshot", "sku", "unit"),
)
Index("ix_reference_packs_gtin", packs.c.snapshot, packs.c.gtin)

customer_items = Table(
    "reference_customer_items",
    metadata,
    _snapshot(),
    _text("customer"),
    _text("buyer_item"),
    _text("sku"),
    PrimaryKeyConstraint("snapshot", "customer", "buyer_item", "sku"),
)

prices = Table(
    "reference_prices",
    metadata,
    _snapshot(),
    _text("sku"),
    _text("customer"),
    _text("row"),
    _text("amount"),
    _text("currency"),
    _text("basis"),
    _text("unit"),
    PrimaryKeyConstraint("snapshot", "sku", "customer", "row"),
    comment="contract prices, and list prices where `customer` is empty",
)

stock = Table(
    "reference_stock",
    metadata,
    _snapshot(),
    _text("sku"),
    _text("available"),
    PrimaryKeyConstraint("snapshot", "sku"),
)

KINDS = {
    "customers": customers,
    "ship_to": ship_tos,
    "items": items,
    "packs": packs,
    "customer_items": customer_items,
    "prices": prices,
    "stock": stock,
}
"""The kinds of data, by the names that `ReferenceData.has` and a snapshot's counts use."""
