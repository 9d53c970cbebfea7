"""The orders of a customer by their day: what was posted of them since its credit was drawn up."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_orders_customer", "orders", ["customer", "created_at"])
