"""What each order was validated with beside the snapshot, and the text of every policy that any was validated with."""

import sqlalchemy as sa
from alembic import op

from storage.types import PlainText

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_POLICIES = "policies"


def upgrade() -> None:
    op.create_table(
        _POLICIES,
        sa.Column("digest", PlainText(), nullable=False),
        sa.Column("body", PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_policies")),
        comment="policies by the digest of their text, as orders were validated with them",
    )
    op.add_column("orders", sa.Column("validated_with", PlainText(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


def _refuse_changes_on_sqlite() -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {_POLICIES}_{event.lower()} BEFORE {event} ON {_POLICIES} "
            f"BEGIN SELECT RAISE(ABORT, '{_POLICIES} is append-only'); END"
        )


def _refuse_changes_on_postgresql() -> None:
    for name, events, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {_POLICIES}_{name} BEFORE {events} ON {_POLICIES} "
            f"FOR EACH {each} EXECUTE FUNCTION ordermill_refuse_change()"
        )
