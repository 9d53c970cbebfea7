"""What customers want changed: which order a change is about, and how that order is once it is carried out."""

import sqlalchemy as sa
from alembic import op

from storage.types import LongText, PlainText, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COMMENT = "changes, cancellations and changed copies: the order that each is about, and that order as then agreed"
# What waits already must hold its order, too; once it is validated anew it is known exactly.
FILL = """
    INSERT INTO requested_changes (order_id, customer, number, release)
    SELECT DISTINCT orders.id, lower(replace(orders.customer, ' ', '')), lower(replace(orders.po_number, ' ', '')), ''
    FROM orders JOIN reasons ON reasons.subject = 'order' AND reasons.subject_id = orders.id
    WHERE reasons.code IN ('change-request', 'changed-copy')
"""


def upgrade() -> None:
    op.create_table(
        "requested_changes",
        sa.Column("order_id", PlainText(), nullable=False),
        sa.Column("customer", PlainText(), server_default="", nullable=False),
        sa.Column("number", PlainText(), server_default="", nullable=False),
        sa.Column("release", PlainText(), server_default="", nullable=False),
        sa.Column("concerns", PlainText(), nullable=True),
        sa.Column("agreed", LongText(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_requested_changes_order_id")),
        sa.ForeignKeyConstraint(["concerns"], ["orders.id"], name=op.f("fk_requested_changes_concerns")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_requested_changes")),
        comment=COMMENT,
    )
    op.create_index("ix_requested_changes_number", "requested_changes", ["number"])
    op.create_index("ix_requested_changes_concerns", "requested_changes", ["concerns"])
    op.execute(FILL)
