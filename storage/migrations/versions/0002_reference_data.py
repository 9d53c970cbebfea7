"""The supplier's reference data, by snapshot."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import PlainText

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ADDRESS = ("name", "street", "postcode", "city", "region", "country")
RECOGNISED_BY = ("gln", "edi_id", "vat_key", "email_domain", "vendor_number", "name_key")


def upgrade() -> None:
    identifiers = ("vat_id", "gln", "currency", "language", "payment_terms", "email_domain", "vendor_number", "edi_id")
    _create(
        "customers",
        [_text("number"), *map(_text, (*ADDRESS, *identifiers)), _flag("blocked")]
        + [_text(name) for name in ("name_key", "postcode_key", "vat_key")],
        key=("number",),
        indexed=RECOGNISED_BY,
    )
    _create(
        "ship_tos",
        [_text(name) for name in ("customer", "key", *ADDRESS, "gln")],
        key=("customer", "key"),
    )
    _create(
        "items",
        [_text(name) for name in ("sku", "unit", "gtin", "pack_quantity")]
        + [_flag("blocked"), *map(_text, ("descriptions", "sku_key", "words"))],
        key=("sku",),
        indexed=("gtin", "sku_key"),
        comment="`gtin` has 14 digits, `descriptions` are separated by line ends, `words` are folded for search",
    )
    _create("packs", list(map(_text, ("sku", "unit", "factor", "gtin"))), key=("sku", "unit"), indexed=("gtin",))
    _create(
        "customer_items",
        [_text(name) for name in ("customer", "buyer_item", "sku")],
        key=("customer", "buyer_item", "sku"),
    )
    _create(
        "prices",
        [_text(name) for name in ("sku", "customer", "row", "amount", "currency", "basis", "unit")],
        key=("sku", "customer", "row"),
        comment="contract prices, and list prices where `customer` is empty",
    )
    _create("stock", [_text("sku"), _text("available")], key=("sku",))


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
        sa.Column("snapshot", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.number"], name=op.f(f"fk_{table}_snapshot")),
        sa.PrimaryKeyConstraint("snapshot", *key, name=op.f(f"pk_{table}")),
        comment=comment,
    )
    for column in indexed:
        op.create_index(f"ix_{table}_{column}", table, ["snapshot", column])


def _text(name: str) -> "sa.Column[Any]":
    return sa.Column(name, PlainText(), server_default="", nullable=False)


def _flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), nullable=False)
