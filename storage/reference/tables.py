"""Tables of the supplier's reference data. Every row belongs to a layer, by its number, and is never changed.

A layer is what one file brought at one import; a snapshot names the layers that it is made of, so that stock can be
imported every hour without a copy of the catalogue. Numbers and days stand as text, exactly as they were imported:
nothing here is summed in SQL. Columns that end in `_key` hold the keys of `orders/matching.py`.
"""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table

from storage.tables import metadata
from storage.types import PlainText, UtcDateTime

layers = Table(
    "reference_layers",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("part", PlainText, nullable=False),
    Column("imported_at", UtcDateTime, nullable=False),
    comment="whose rows are there; a layer that no snapshot names is being imported, or its import ended early",
)


def _text(name: str) -> "Column[str]":
    return Column(name, PlainText, nullable=False, server_default="")


def _flag(name: str) -> "Column[bool]":
    return Column(name, Boolean, nullable=False)


def _rows(name: str, *columns: "Column[str] | Column[bool]", key: tuple[str, ...], comment: str | None = None) -> Table:
    return Table(
        f"reference_{name}",
        metadata,
        # No foreign key: a million rows would each look for the same layer.
        Column("layer", Integer, nullable=False),
        *columns,
        PrimaryKeyConstraint("layer", *key),
        # The rows lie in the sequence of their key, which is then stored once.
        sqlite_with_rowid=False,
        comment=comment,
    )


def _address() -> tuple["Column[str]", ...]:
    return tuple(_text(name) for name in ("name", "street", "postcode", "city", "region", "country"))


customers = _rows(
    "customers",
    _text("number"),
    *_address(),
    _text("vat_id"),
    _text("gln"),
    _text("currency"),
    _text("language"),
    _text("payment_terms"),
    _text("delivery_terms"),
    _text("minimum_order_value"),
    _text("email_domain"),
    _text("vendor_number"),
    _text("edi_id"),
    _flag("blocked"),
    _text("name_key"),
    _text("postcode_key"),
    _text("vat_key"),
    key=("number",),
)
for _recognised_by in ("gln", "edi_id", "vat_key", "email_domain", "vendor_number", "name_key"):
    Index(f"ix_reference_customers_{_recognised_by}", customers.c[_recognised_by], customers.c.layer)

ship_tos = _rows("ship_tos", _text("customer"), _text("key"), *_address(), _text("gln"), key=("customer", "key"))

items = _rows(
    "items",
    _text("sku"),
    _text("unit"),
    _text("gtin"),
    _text("pack_quantity"),
    _text("minimum_quantity"),
    _text("lead_time_days"),
    _flag("blocked"),
    _text("descriptions"),
    _text("sku_key"),
    _text("words"),
    key=("sku",),
    comment="`gtin` has 14 digits, `descriptions` are separated by line ends, `words` are folded for search",
)
Index("ix_reference_items_gtin", items.c.gtin, items.c.layer)
Index("ix_reference_items_sku_key", items.c.sku_key, items.c.layer)

packs = _rows("packs", _text("sku"), _text("unit"), _text("factor"), _text("gtin"), key=("sku", "unit"))
Index("ix_reference_packs_gtin", packs.c.gtin, packs.c.layer)

customer_items = _rows(
    "customer_items",
    _text("customer"),
    _text("buyer_item"),
    _text("sku"),
    _text("buyer_item_key"),
    key=("customer", "buyer_item", "sku"),
)
Index(
    "ix_reference_customer_items_key",
    customer_items.c.customer,
    customer_items.c.buyer_item_key,
    customer_items.c.layer,
)

manufacturer_items = _rows(
    "manufacturer_items",
    _text("number_key"),
    _text("manufacturer"),
    _text("sku"),
    key=("number_key", "manufacturer", "sku"),
)

prices = _rows(
    "prices",
    _text("sku"),
    _text("customer"),
    _text("row"),
    _text("amount"),
    _text("currency"),
    _text("basis"),
    _text("unit"),
    _text("from_quantity"),
    _text("valid_from"),
    _text("valid_until"),
    _text("quote"),
    key=("sku", "customer", "row"),
    comment="quoted and contract prices, and list prices where `customer` is empty",
)

discounts = _rows(
    "discounts",
    _text("customer"),
    _text("sku"),
    _text("from_quantity"),
    _text("valid_from"),
    _text("valid_until"),
    _text("percent"),
    key=("customer", "sku", "from_quantity", "valid_from"),
    comment="off the list price of an item, or of all where `sku` is empty",
)

stock = _rows("stock", _text("sku"), _text("available"), key=("sku",))

supply = _rows(
    "supply", _text("sku"), _text("day"), _text("order_number"), _text("quantity"), key=("sku", "day", "order_number")
)

substitutes = _rows("substitutes", _text("sku"), _text("substitute"), key=("sku", "substitute"))

customer_packs = _rows(
    "customer_packs", _text("customer"), _text("sku"), _text("unit"), _text("factor"), key=("customer", "sku", "unit")
)

replacements = _rows("replacements", _text("sku"), _text("replacement"), _text("since"), key=("sku",))

credit = _rows(
    "credit",
    _text("customer"),
    _text("credit_limit"),
    _text("open_balance"),
    _text("currency"),
    _flag("blocked"),
    key=("customer",),
)

closed_days = _rows("closed_days", _text("customer"), _text("day"), _text("reason"), key=("customer", "day"))

PARTS = {
    "customers": customers,
    "ship_to": ship_tos,
    "items": items,
    "packs": packs,
    "customer_items": customer_items,
    "manufacturer_items": manufacturer_items,
    "list_prices": prices,
    "contract_prices": prices,
    "prices": prices,
    "quotes": prices,
    "discounts": discounts,
    "stock": stock,
    "supply": supply,
    "replacements": replacements,
    "substitutes": substitutes,
    "customer_packs": customer_packs,
    "credit": credit,
    "closed_days": closed_days,
}
"""What a layer can hold, each part from one file."""

BESIDE = ("list_prices", "contract_prices")
"""Prices that stand in files of other things, which bring some or none; they count as loaded once there is one."""

PRICED = (*BESIDE, "prices", "quotes")
"""The parts that are prices."""

KINDS = tuple(dict.fromkeys("prices" if part in PRICED else part for part in PARTS))
"""The kinds of data, by the names that `ReferenceData.has` and a snapshot's counts use."""


def kind_of(part: str) -> str:
    """The kind of data that the part belongs to."""
    return "prices" if part in PRICED else part
