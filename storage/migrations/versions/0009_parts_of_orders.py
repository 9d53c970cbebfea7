"""Of which lines each part of an order consists, what was sent of them, and when that was found in the ERP."""

import sqlalchemy as sa
from alembic import op

from storage.types import LongText, PlainText, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_POSTINGS = "postings"


def upgrade() -> None:
    op.add_column(_POSTINGS, sa.Column("lines", PlainText(), nullable=False, server_default="[]"))
    op.add_column(_POSTINGS, sa.Column("content", LongText()))
    op.add_column(_POSTINGS, sa.Column("posted_at", UtcDateTime()))
