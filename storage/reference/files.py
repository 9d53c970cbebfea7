"""Which file brings which parts of the reference data, and which columns it must have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from storage.reference import item_files, party_files, price_files
from storage.reference.cells import FileRow

PartRow = tuple[str, dict[str, Any]]
"""The part, and a row of its table."""


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """A file of one name, as CSV or XLSX. `rows` makes of one of its rows those of the tables, the main one first.

    A part that is not first may be brought by some rows only. `rows` raises `UnusableRow`.
    """

    name: str
    parts: tuple[str, ...]
    required: tuple[str, ...]
    rows: Callable[[FileRow], Iterator[PartRow]]


FILES = (
    ReferenceFile("customers", ("customers",), ("customer_no", "name"), party_files.customers),
    ReferenceFile("ship_to", ("ship_to",), ("customer_no", "seq"), party_files.ship_tos),
    ReferenceFile("credit", ("credit",), ("customer_no", "currency", "open_balance"), party_files.credit),
    ReferenceFile("closed_days", ("closed_days",), ("date",), party_files.closed_days),
    ReferenceFile("catalogue", ("items", "list_prices"), ("supplier_item", "uom"), item_files.catalogue),
    ReferenceFile("packs", ("packs",), ("supplier_item", "uom", "factor"), item_files.packs),
    ReferenceFile(
        "customer_items",
        ("customer_items", "contract_prices"),
        ("customer_no", "supplier_item"),
        item_files.customer_items,
    ),
    ReferenceFile(
        "manufacturer_items",
        ("manufacturer_items",),
        ("manufacturer_item", "supplier_item"),
        item_files.manufacturer_items,
    ),
    ReferenceFile("substitutes", ("substitutes",), ("supplier_item", "substitute"), item_files.substitutes),
    ReferenceFile(
        "customer_packs",
        ("customer_packs",),
        ("customer_no", "supplier_item", "uom", "factor"),
        item_files.customer_packs,
    ),
    ReferenceFile("replacements", ("replacements",), ("supplier_item",), item_files.replacements),
    ReferenceFile("stock", ("stock",), ("supplier_item", "available"), item_files.stock),
    ReferenceFile("supply", ("supply",), ("supplier_item", "date", "quantity"), item_files.supply),
    ReferenceFile("prices", ("prices",), ("supplier_item", "price", "currency"), price_files.prices),
    ReferenceFile("discounts", ("discounts",), ("customer_no", "discount_percent"), price_files.discounts),
    ReferenceFile(
        "quotes", ("quotes",), ("quote_no", "customer_no", "supplier_item", "price", "currency"), price_files.quotes
    ),
)
