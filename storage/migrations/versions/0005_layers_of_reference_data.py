"""Reference data in layers, one for each file that an import brought, and further kinds of it."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import PlainText, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ADDRESS = ("name", "street", "postcode", "city", "region", "country")
RECOGNISED_BY = ("gln", "edi_id", "vat_key", "email_domain", "vendor_number", "name_key")

OLD = {
    "customers": ("customers", RECOGNISED_BY, ""),
    "ship_to": ("ship_tos", (), ""),
    "items": ("items", ("gtin", "sku_key"), ""),
    "packs": ("packs", ("gtin",), ""),
    "customer_items": ("customer_items", (), ""),
    "list_prices": ("prices", (), "customer = ''"),
    "contract_prices": ("prices", (), "customer <> ''"),
    "stock": ("stock", (), ""),
}
"""By part: the table, its indexed columns, and which of its rows."""


def upgrade() -> None:
    op.create_table(
        "reference_layers",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("part", PlainText(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reference_layers")),
        comment="whose rows are there; a layer that no snapshot names is being imported, or its import ended early",
    )
    op.add_column("snapshots", sa.Column("layers", PlainText(), server_default="{}", nullable=False))
    kept = _set_aside()
    _create_tables()
    _put_back(kept)


def _set_aside() -> dict[str, Sequence[str]]:
    """Copies without constraints, whose names the new tables take; the columns of each."""
    kept: dict[str, Sequence[str]] = {}
    for table, _indexed, _which in OLD.values():
        if table in kept:
            continue
        columns = sa.inspect(op.get_bind()).get_columns(f"reference_{table}")
        kept[table] = [column["name"] for column in columns if column["name"] != "snapshot"]
        op.execute(f"CREATE TABLE old_{table} AS SELECT * FROM reference_{table}")  # noqa: S608 -- names of ours
        op.drop_table(f"reference_{table}")
    return kept


def _create_tables() -> None:
    identifiers = ("vat_id", "gln", "currency", "language", "payment_terms", "email_domain", "vendor_number", "edi_id")
    _create(
        "customers",
        [_text("number"), *map(_text, (*ADDRESS, *identifiers)), _flag("blocked")]
        + [_text(name) for name in ("name_key", "postcode_key", "vat_key")],
        key=("number",),
        indexed=RECOGNISED_BY,
    )
    _texts("ship_tos", "customer", "key", *ADDRESS, "gln", key=("customer", "key"))
    _create(
        "items",
        [_text(name) for name in ("sku", "unit", "gtin", "pack_quantity", "minimum_quantity")]
        + [_flag("blocked"), *map(_text, ("descriptions", "sku_key", "words"))],
        key=("sku",),
        indexed=("gtin", "sku_key"),
        comment="`gtin` has 14 digits, `descriptions` are separated by line ends, `words` are folded for search",
    )
    _texts("packs", "sku", "unit", "factor", "gtin", key=("sku", "unit"), indexed=("gtin",))
    _texts("customer_items", "customer", "buyer_item", "sku", key=("customer", "buyer_item", "sku"))
    _texts("manufacturer_items", "number_key", "manufacturer", "sku", key=("number_key", "manufacturer", "sku"))
    priced = ("sku", "customer", "row", "amount", "currency", "basis", "unit")
    _texts(
        "prices",
        *(*priced, "from_quantity", "valid_from", "valid_until", "quote"),
        key=("sku", "customer", "row"),
        comment="quoted and contract prices, and list prices where `customer` is empty",
    )
    _texts(
        "discounts",
        *("customer", "sku", "from_quantity", "valid_from", "valid_until", "percent"),
        key=("customer", "sku", "from_quantity", "valid_from"),
        comment="off the list price of an item, or of all where `sku` is empty",
    )
    _texts("stock", "sku", "available", key=("sku",))
    _texts("supply", "sku", "day", "order_number", "quantity", key=("sku", "day", "order_number"))
    _texts("replacements", "sku", "replacement", "since", key=("sku",))
    credit = [_text(name) for name in ("customer", "credit_limit", "open_balance", "currency")]
    _create("credit", [*credit, _flag("blocked")], key=("customer",))
    _texts("closed_days", "customer", "day", "reason", key=("customer", "day"))


def _put_back(kept: dict[str, Sequence[str]]) -> None:
    """Each snapshot had rows of its own, which are layers of its own now."""
    snapshots = op.get_bind().execute(sa.text("SELECT number, imported_at, tables FROM snapshots ORDER BY number"))
    for number, imported_at, tables in snapshots.all():
        layers = {part: _layer(part, number, imported_at, kept) for part in OLD if _has(json.loads(tables), part)}
        fill = sa.text("UPDATE snapshots SET layers = :layers WHERE number = :number")
        op.get_bind().execute(fill, {"layers": json.dumps(layers), "number": number})
    for table in kept:
        op.drop_table(f"old_{table}")


def _has(tables: dict[str, int], part: str) -> bool:
    return (part if not part.endswith("_prices") else "prices") in tables


def _layer(part: str, snapshot: int, imported_at: Any, kept: dict[str, Sequence[str]]) -> dict[str, Any]:
    table, _indexed, which = OLD[part]
    add = sa.text("INSERT INTO reference_layers (part, imported_at) VALUES (:part, :at) RETURNING number")
    number = op.get_bind().execute(add, {"part": part, "at": imported_at}).scalar_one()
    columns = ", ".join(f'"{name}"' for name in kept[table])
    copy = f"INSERT INTO reference_{table} (layer, {columns}) SELECT :layer, {columns} FROM old_{table}"  # noqa: S608 -- names of ours
    where = f" WHERE snapshot = :snapshot{f' AND {which}' if which else ''}"
    rows = op.get_bind().execute(sa.text(copy + where), {"layer": number, "snapshot": snapshot}).rowcount
    at = imported_at if isinstance(imported_at, str) else imported_at.isoformat()
    return {"layer": number, "rows": rows, "imported_at": at, "as_of": at}


def _texts(
    name: str, *columns: str, key: Sequence[str], indexed: Sequence[str] = (), comment: str | None = None
) -> None:
    _create(name, list(map(_text, columns)), key=key, indexed=indexed, comment=comment)


def _create(
    name: str,
    columns: "Sequence[sa.Column[Any]]",
    *,
    key: Sequence[str],
    indexed: Sequence[str] = (),
    comment: str | None = None,
) -> None:
    table = f"reference_{name}"
    op.create_table(
        table,
        sa.Column("layer", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("layer", *key, name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
        comment=comment,
    )
    for column in indexed:
        op.create_index(f"ix_{table}_{column}", table, [column, "layer"])


def _text(name: str) -> "sa.Column[Any]":
    return sa.Column(name, PlainText(), server_default="", nullable=False)


def _flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), nullable=False)
