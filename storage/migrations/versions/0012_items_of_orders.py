"""The lines of orders by customer and item, for what was paid before; those of orders that are there are filled in."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import LongText, PlainText

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXTS = ("customer", "item", "unit", "amount", "currency", "basis", "discount_percent")
COMMENT = "numbers as text, exactly as they were ordered: nothing here is summed in SQL"
AT_ONCE = 200
# By their types: on SQLite long texts are deflated.
_ORDERS = sa.table("orders", sa.column("id", PlainText()), sa.column("body", LongText()))
PAGE = (
    sa.select(_ORDERS)
    .where(_ORDERS.c.id > sa.bindparam("after"), _ORDERS.c.body.is_not(None))
    .order_by(_ORDERS.c.id)
    .limit(AT_ONCE)
)


def upgrade() -> None:
    made = op.create_table(
        "ordered_items",
        sa.Column("order_id", PlainText(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(sa.Column(name, PlainText(), server_default="", nullable=False) for name in TEXTS),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_ordered_items_order_id")),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_ordered_items")),
        comment=COMMENT,
    )
    op.create_index("ix_ordered_items_item", "ordered_items", ["customer", "item"])
    _fill(op.get_bind(), made)


def _fill(connection: sa.Connection, made: sa.Table) -> None:
    after = ""
    while rows := connection.execute(PAGE, {"after": after}).all():
        lines = [line for row in rows for line in _lines(row.id, json.loads(row.body))]
        if lines:
            connection.execute(sa.insert(made), lines)
        after = rows[-1].id


def _lines(order_id: str, order: Any) -> Iterator[dict[str, Any]]:
    """Changes and cancellations have none."""
    for position, line in enumerate(order["lines"] if order["kind"] == "order" else ()):
        yield {
            "order_id": order_id,
            "position": position,
            "customer": order["customer"],
            "item": line["item"],
            "unit": line["quantity"]["unit"],
            "amount": line["unit_price"]["amount"],
            "currency": line["unit_price"]["currency"],
            "basis": line["price_basis"],
            "discount_percent": line["discount_percent"],
        }
