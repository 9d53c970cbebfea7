"""What mails say of their senders, and an index for who sent orders before."""

import sqlalchemy as sa
from alembic import op

from storage.types import LongText, PlainText

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("origin", LongText(), server_default="", nullable=False))
    op.add_column("documents", sa.Column("sender_key", PlainText(), server_default="", nullable=False))
    # SQLite folds ASCII letters only; who writes otherwise is new once.
    op.execute("UPDATE documents SET sender_key = lower(sender) WHERE sender LIKE '%@%'")
    from_a_mail = sa.text("sender_key <> ''")
    op.create_index(
        "ix_documents_sender_key",
        "documents",
        ["sender_key"],
        sqlite_where=from_a_mail,
        postgresql_where=from_a_mail,
    )
