"""What waits for a second person, and why knowledge was retired."""

import sqlalchemy as sa
from alembic import op

from storage.types import PlainText, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_PROPOSALS, _ANSWERS = "proposals", "proposal_answers"


def upgrade() -> None:
    op.add_column("knowledge", sa.Column("reason", PlainText(), nullable=False, server_default=""))
    op.create_table(
        _PROPOSALS,
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("kind", PlainText(), nullable=False),
        *(
            sa.Column(name, PlainText(), nullable=False, server_default="")
            for name in ("customer", "lesson_kind", "lesson_key", "lesson_value")
        ),
        sa.Column("author", PlainText(), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("decision_id", PlainText(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_proposals")),
        sa.UniqueConstraint("id", name=op.f("uq_proposals_id")),
        comment="what waits, or waited, for a second person",
    )
    op.create_index("ix_proposals_kind_customer", _PROPOSALS, ["kind", "customer"])
    op.create_table(
        _ANSWERS,
        sa.Column("proposal_id", PlainText(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", PlainText(), nullable=False),
        sa.Column("answered_by", PlainText(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.Column("reason", PlainText(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_answers_proposal_id")),
        sa.PrimaryKeyConstraint("proposal_id", "number", name=op.f("pk_proposal_answers")),
    )
    for table in (_PROPOSALS, _ANSWERS):
        _refuse_changes(table)


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    for name, events, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {events} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION ordermill_refuse_change()"
        )
