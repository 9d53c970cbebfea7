"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

from storage.types import ExactDecimal, PlainText, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("journal", "anchors", "anchored_heads", "decisions", "knowledge")


def upgrade() -> None:
    _create_tables()
    if op.get_context().dialect.name == "sqlite":
        _create_full_text_index()
        for table in APPEND_ONLY:
            _refuse_changes_on_sqlite(table)
    else:
        _create_trigram_index()
        _create_refusal()
        for table in APPEND_ONLY:
            _refuse_changes_on_postgresql(table)


def _create_full_text_index() -> None:
    # The words are folded before they are stored, so that case need not be looked at again.
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(words, more_words, content='search_entries', "
        "content_rowid='position', tokenize='trigram case_sensitive 1')"
    )
    add = "INSERT INTO search_index (rowid, words, more_words) VALUES (new.position, new.words, new.more_words);"
    remove = (
        "INSERT INTO search_index (search_index, rowid, words, more_words) "
        "VALUES ('delete', old.position, old.words, old.more_words);"
    )
    for event, actions in (("INSERT", add), ("DELETE", remove), ("UPDATE", f"{remove} {add}")):
        op.execute(f"CREATE TRIGGER search_entries_{event.lower()} AFTER {event} ON search_entries BEGIN {actions} END")


def _create_trigram_index() -> None:
    """Searches are right without the extension, only slower; the database's owner may not be allowed to make it."""
    try:
        with op.get_bind().begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            op.execute(
                "CREATE INDEX ix_search_entries_trigrams ON search_entries "
                "USING gin (words gin_trgm_ops, more_words gin_trgm_ops)"
            )
    except DBAPIError as fault:
        # 42501 insufficient privilege; 58P01 and 0A000 the extension is not installed on the server.
        if getattr(fault.orig, "sqlstate", None) not in {"42501", "58P01", "0A000"}:
            raise


def _refuse_changes_on_sqlite(table: str) -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _create_refusal() -> None:
    op.execute(
        "CREATE FUNCTION ordermill_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )


def _refuse_changes_on_postgresql(table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION ordermill_refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ordermill_refuse_change()"
    )


def _position() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _create_tables() -> None:
    op.create_table(
        "anchors",
        sa.Column("day", PlainText(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_position", sa.BigInteger(), nullable=False),
        sa.Column("previous", PlainText(), nullable=False),
        sa.Column("root", PlainText(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_anchors")),
        sa.UniqueConstraint("number", name=op.f("uq_anchors_number")),
    )
    op.create_table(
        "arrivals",
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("source", PlainText(), nullable=False),
        sa.Column("key", PlainText(), nullable=False),
        sa.Column("digest", PlainText(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("name", PlainText(), server_default="", nullable=False),
        sa.Column("media_type", PlainText(), server_default="", nullable=False),
        sa.Column("sender", PlainText(), server_default="", nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("historic", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.UniqueConstraint("source", "key", name=op.f("uq_arrivals_source_key")),
    )
    op.create_index(
        "uq_arrivals_mail",
        "arrivals",
        ["source", "digest"],
        unique=True,
        sqlite_where=sa.text("media_type = 'message/rfc822'"),
        postgresql_where=sa.text("media_type = 'message/rfc822'"),
    )
    op.create_table(
        "cursors",
        sa.Column("source", PlainText(), nullable=False),
        sa.Column("cursor", PlainText(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_cursors")),
    )
    op.create_table(
        "findings",
        sa.Column("subject", PlainText(), nullable=False),
        sa.Column("subject_id", PlainText(), nullable=False),
        sa.Column("body", PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "subject_id", name=op.f("pk_findings")),
        comment="of arrivals and documents; those of orders stand in their row",
    )
    op.create_table(
        "journal",
        sa.Column("position", _position(), nullable=False),
        sa.Column("subject", PlainText(), nullable=False),
        sa.Column("subject_id", PlainText(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("event", PlainText(), nullable=False),
        sa.Column("actor", PlainText(), nullable=False),
        sa.Column("detail", PlainText(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("previous", PlainText(), nullable=False),
        sa.Column("digest", PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_journal")),
        sa.UniqueConstraint("subject", "subject_id", "seq", name=op.f("uq_journal_subject_subject_id_seq")),
    )
    op.create_table(
        "knowledge",
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", PlainText(), nullable=False),
        sa.Column("customer", PlainText(), server_default="", nullable=False),
        sa.Column("key", PlainText(), nullable=False),
        sa.Column("value", PlainText(), server_default="", nullable=False),
        sa.Column("author", PlainText(), nullable=False),
        sa.Column("taught_at", UtcDateTime(), nullable=False),
        sa.Column("decision_id", PlainText(), server_default="", nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_knowledge")),
        sa.UniqueConstraint(
            "kind", "customer", "key", "revision", name=op.f("uq_knowledge_kind_customer_key_revision")
        ),
    )
    op.create_table(
        "reasons",
        sa.Column("subject", PlainText(), nullable=False),
        sa.Column("subject_id", PlainText(), nullable=False),
        sa.Column("code", PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "subject_id", "code", name=op.f("pk_reasons")),
        comment="the codes of findings that hold a subject, for the queue to count and choose by",
    )
    op.create_table(
        "search_entries",
        sa.Column("position", _position(), nullable=False),
        sa.Column("subject", PlainText(), nullable=False),
        sa.Column("subject_id", PlainText(), nullable=False),
        sa.Column("words", PlainText(), server_default="", nullable=False),
        sa.Column("more_words", PlainText(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_search_entries")),
        sa.UniqueConstraint("subject", "subject_id", name=op.f("uq_search_entries_subject_subject_id")),
    )
    op.create_table(
        "snapshots",
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("origin", PlainText(), server_default="", nullable=False),
        sa.Column("tables", PlainText(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("number", name=op.f("uq_snapshots_number")),
        comment="versions of the supplier's reference data; `tables` maps a kind of data to its number of rows",
    )
    op.create_table(
        "users",
        sa.Column("name", PlainText(), nullable=False),
        sa.Column("password_hash", PlainText(), nullable=False),
        sa.Column("role", PlainText(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "work",
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("subject", PlainText(), nullable=False),
        sa.Column("subject_id", PlainText(), nullable=False),
        sa.Column("stage", PlainText(), nullable=False),
        sa.Column("outcome", PlainText(), nullable=False),
        sa.Column("reason", PlainText(), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=True),
        sa.Column("claim_no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("subject", "subject_id", name=op.f("uq_work_subject_subject_id")),
    )
    op.create_index(
        "ix_work_due",
        "work",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_work_standing", "work", ["subject", "outcome", "stage", "entered_at"], unique=False)
    op.create_index(
        "ix_work_held",
        "work",
        ["outcome", "entered_at", "id"],
        unique=False,
        sqlite_where=sa.text("outcome = 'held'"),
        postgresql_where=sa.text("outcome = 'held'"),
    )
    op.create_table(
        "anchored_heads",
        sa.Column("day", PlainText(), nullable=False),
        sa.Column("subject", PlainText(), nullable=False),
        sa.Column("subject_id", PlainText(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["day"], ["anchors.day"], name=op.f("fk_anchored_heads_day")),
        sa.PrimaryKeyConstraint("day", "subject", "subject_id", name=op.f("pk_anchored_heads")),
    )
    op.create_table(
        "arrival_keys",
        sa.Column("source", PlainText(), nullable=False),
        sa.Column("key", PlainText(), nullable=False),
        sa.Column("arrival_id", PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrivals.id"], name=op.f("fk_arrival_keys_arrival_id")),
        sa.PrimaryKeyConstraint("source", "key", name=op.f("pk_arrival_keys")),
        comment="further keys under which a known mail was met again",
    )
    op.create_table(
        "documents",
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("arrival_id", PlainText(), nullable=False),
        sa.Column("path", PlainText(), nullable=False),
        sa.Column("name", PlainText(), server_default="", nullable=False),
        sa.Column("media_type", PlainText(), server_default="", nullable=False),
        sa.Column("digest", PlainText(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sender", PlainText(), server_default="", nullable=False),
        sa.Column("subject", PlainText(), server_default="", nullable=False),
        sa.Column("set_aside", PlainText(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrivals.id"], name=op.f("fk_documents_arrival_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("arrival_id", "path", name=op.f("uq_documents_arrival_id_path")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", PlainText(), nullable=False),
        sa.Column("user_name", PlainText(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_sessions_user_name")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_user_name", "sessions", ["user_name"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("document_id", PlainText(), nullable=False),
        sa.Column("arrival_id", PlainText(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reading", PlainText(), nullable=False),
        sa.Column("changes", PlainText(), server_default="[]", nullable=False),
        sa.Column("accepted", PlainText(), server_default="[]", nullable=False),
        sa.Column("resolutions", PlainText(), server_default="{}", nullable=False),
        sa.Column("findings", PlainText(), server_default="[]", nullable=False),
        sa.Column("body", PlainText(), nullable=True),
        sa.Column("identity", PlainText(), server_default="", nullable=False),
        sa.Column("po_number", PlainText(), server_default="", nullable=False),
        sa.Column("customer", PlainText(), server_default="", nullable=False),
        sa.Column("customer_name", PlainText(), server_default="", nullable=False),
        sa.Column("value", ExactDecimal(18, 4), nullable=True),
        sa.Column("currency", PlainText(), server_default="", nullable=False),
        sa.Column("snapshot", PlainText(), server_default="", nullable=False),
        sa.Column("erp_reference", PlainText(), server_default="", nullable=False),
        sa.Column("duplicate_of", PlainText(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrivals.id"], name=op.f("fk_orders_arrival_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_orders_document_id")),
        sa.ForeignKeyConstraint(["duplicate_of"], ["orders.id"], name=op.f("fk_orders_duplicate_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("document_id", "run", "position", name=op.f("uq_orders_document_id_run_position")),
    )
    op.create_index("ix_orders_arrival_id", "orders", ["arrival_id"], unique=False)
    op.create_table(
        "transcripts",
        sa.Column("document_id", PlainText(), nullable=False),
        sa.Column("body", PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_transcripts_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_transcripts")),
    )
    op.create_table(
        "decisions",
        sa.Column("position", _position(), nullable=False),
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("order_id", PlainText(), nullable=False),
        sa.Column("body", PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_decisions_order_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_decisions")),
        sa.UniqueConstraint("id", name=op.f("uq_decisions_id")),
    )
    op.create_index("ix_decisions_order_id", "decisions", ["order_id"], unique=False)
    op.create_table(
        "live_identities",
        sa.Column("identity", PlainText(), nullable=False),
        sa.Column("order_id", PlainText(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_live_identities_order_id")),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_live_identities")),
        sa.UniqueConstraint("order_id", name=op.f("uq_live_identities_order_id")),
    )
    op.create_table(
        "postings",
        sa.Column("id", PlainText(), nullable=False),
        sa.Column("order_id", PlainText(), nullable=False),
        sa.Column("part", PlainText(), server_default="", nullable=False),
        sa.Column("state", PlainText(), nullable=False),
        sa.Column("erp_reference", PlainText(), server_default="", nullable=False),
        sa.Column("planned_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_postings_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
        sa.UniqueConstraint("order_id", "part", name=op.f("uq_postings_order_id_part")),
    )
    op.create_table(
        "posting_attempts",
        sa.Column("posting_id", PlainText(), nullable=False),
        sa.Column("attempt_no", sa.Integer(), nullable=False),
        sa.Column("payload_digest", PlainText(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("deadline_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["postings.id"], name=op.f("fk_posting_attempts_posting_id")),
        sa.PrimaryKeyConstraint("posting_id", "attempt_no", name=op.f("pk_posting_attempts")),
    )
