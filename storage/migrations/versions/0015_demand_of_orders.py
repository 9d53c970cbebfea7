"""How much of an item each line asks for and when, for what is in the ERP and not yet off the stock."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import LongText, PlainText

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

AT_ONCE = 200
# By their types: on SQLite long texts are deflated.
_ORDERS = sa.table("orders", sa.column("id", PlainText()), sa.column("body", LongText()))
PAGE = (
    sa.select(_ORDERS)
    .where(_ORDERS.c.id > sa.bindparam("after"), _ORDERS.c.body.is_not(None))
    .order_by(_ORDERS.c.id)
    .limit(AT_ONCE)
)
FILL = sa.text(
    "UPDATE ordered_items SET quantity = :quantity, wanted = :wanted "
    "WHERE order_id = :order_id AND position = :position"
)


def upgrade() -> None:
    for name in ("quantity", "wanted"):
        op.add_column("ordered_items", sa.Column(name, PlainText(), nullable=False, server_default=""))
    op.create_index("ix_ordered_items_demand", "ordered_items", ["item"])
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    after = ""
    while rows := connection.execute(PAGE, {"after": after}).all():
        lines = [line for row in rows for line in _lines(row.id, json.loads(row.body))]
        if lines:
            connection.execute(FILL, lines)
        after = rows[-1].id


def _lines(order_id: str, order: Any) -> Iterator[dict[str, Any]]:
    for position, line in enumerate(order["lines"] if order["kind"] == "order" else ()):
        yield {
            "order_id": order_id,
            "position": position,
            "quantity": line["quantity"]["value"],
            "wanted": line["requested_date"] or order["requested_delivery_date"] or "",
        }
