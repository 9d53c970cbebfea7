"""Answers to customers, and the control numbers that they were given."""

import sqlalchemy as sa
from alembic import op

from storage.types import PlainText, UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

REPLIES = "answers that are due to customers, written or sent"
NUMBERS = "the last control number that was given to an answer, by who sends it to whom"
OPEN = sa.text("sent_at IS NULL AND waived = ''")


def upgrade() -> None:
    op.create_table(
        "replies",
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("type", PlainText(), nullable=False),
        sa.Column("about", PlainText(), nullable=False),
        sa.Column("document_id", PlainText(), nullable=False),
        sa.Column("order_id", PlainText(), nullable=True),
        sa.Column("interchange", sa.Integer(), server_default="0", nullable=False),
        sa.Column("occasion", PlainText(), server_default="", nullable=False),
        sa.Column("partner", PlainText(), server_default="", nullable=False),
        sa.Column("expected_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("first_for", PlainText(), nullable=True),
        sa.Column("repeats", PlainText(), nullable=True),
        sa.Column("test", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("said", PlainText(), server_default="", nullable=False),
        sa.Column("number", PlainText(), server_default="", nullable=False),
        sa.Column("file_name", PlainText(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("waived", PlainText(), server_default="", nullable=False),
        sa.Column("alarmed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_replies_document_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_replies_order_id")),
        sa.ForeignKeyConstraint(["repeats"], ["replies.id"], name=op.f("fk_replies_repeats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
        sa.UniqueConstraint("file_name", name=op.f("uq_replies_file_name")),
        sa.UniqueConstraint("first_for", name=op.f("uq_replies_first_for")),
        sa.UniqueConstraint("about", "type", "occasion", name=op.f("uq_replies_about_type_occasion")),
        comment=REPLIES,
    )
    op.create_index("ix_replies_order_id", "replies", ["order_id"])
    op.create_index("ix_replies_expected_at", "replies", ["expected_at"])
    op.create_index("ix_replies_due_at", "replies", ["due_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "control_numbers",
        sa.Column("sender", PlainText(), nullable=False),
        sa.Column("recipient", PlainText(), nullable=False),
        sa.Column("kind", PlainText(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "recipient", "kind", name=op.f("pk_control_numbers")),
        comment=NUMBERS,
    )
