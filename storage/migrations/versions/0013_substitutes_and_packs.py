"""Substitutes of items, packs as single customers mean them, and customers' numbers without their punctuation.

The last are filled at the next import of customer_items.csv: until then such numbers are compared as they stand.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import PlainText

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _texts("substitutes", "sku", "substitute", key=("sku", "substitute"))
    _texts("customer_packs", "customer", "sku", "unit", "factor", key=("customer", "sku", "unit"))
    op.add_column(
        "reference_customer_items", sa.Column("buyer_item_key", PlainText(), nullable=False, server_default="")
    )
    op.create_index(
        "ix_reference_customer_items_key", "reference_customer_items", ["customer", "buyer_item_key", "layer"]
    )


def _texts(name: str, *columns: str, key: tuple[str, ...]) -> None:
    op.create_table(
        f"reference_{name}",
        sa.Column("layer", sa.Integer(), nullable=False),
        *(sa.Column(column, PlainText(), nullable=False, server_default="") for column in columns),
        sa.PrimaryKeyConstraint("layer", *key, name=op.f(f"pk_reference_{name}")),
        sqlite_with_rowid=False,
    )
