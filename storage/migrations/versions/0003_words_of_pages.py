"""The words of pages, one row a page: a screen asks for those of the page that somebody works on."""

import sqlalchemy as sa
from alembic import op

from storage.types import PlainText

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_words",
        sa.Column("document_id", PlainText(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_page_words_document_id")),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_page_words")),
    )
