"""What is agreed with customers beside prices, and how long items take."""

import sqlalchemy as sa
from alembic import op

from storage.types import PlainText

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (
        ("customers", "delivery_terms"),
        ("customers", "minimum_order_value"),
        ("items", "lead_time_days"),
    ):
        op.add_column(f"reference_{table}", sa.Column(column, PlainText(), server_default="", nullable=False))
