"""All tables but those of the supplier's reference data, which `storage/reference/tables.py` adds to the same metadata.

What SQLAlchemy cannot express for both databases (the full-text index, the triggers that keep tables append-only)
stands in the migrations alone. JSON is text: written by pydantic, read by pydantic, never taken apart in SQL.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    false,
    text,
)

from storage.types import ExactDecimal, LongText, PlainText, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

MAIL = "message/rfc822"

# 64 bits on PostgreSQL; on SQLite only INTEGER is the rowid itself.
_position = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, default: str | None = "") -> "Column[str]":
    return Column(name, PlainText, nullable=False, server_default=default)


def _long(name: str, *, default: str | None = None) -> "Column[str]":
    return Column(name, LongText, nullable=False, server_default=default)


arrivals = Table(
    "arrivals",
    metadata,
    Column("id", PlainText, primary_key=True),
    _text("source", default=None),
    _text("key", default=None),
    _text("digest", default=None),
    Column("size", BigInteger, nullable=False),
    _text("name"),
    _text("media_type"),
    _text("sender"),
    Column("received_at", UtcDateTime, nullable=False),
    Column("historic", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("source", "key"),
)
# A mailbox that was moved or reset numbers its messages anew: the same bytes from the same source are the same mail.
Index(
    "uq_arrivals_mail",
    arrivals.c.source,
    arrivals.c.digest,
    unique=True,
    sqlite_where=text(f"media_type = '{MAIL}'"),
    postgresql_where=text(f"media_type = '{MAIL}'"),
)

arrival_keys = Table(
    "arrival_keys",
    metadata,
    Column("source", PlainText, nullable=False),
    Column("key", PlainText, nullable=False),
    Column("arrival_id", PlainText, ForeignKey("arrivals.id"), nullable=False),
    PrimaryKeyConstraint("source", "key"),
    comment="further keys under which a known mail was met again",
)

cursors = Table("cursors", metadata, Column("source", PlainText, primary_key=True), _text("cursor"))

documents = Table(
    "documents",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("arrival_id", PlainText, ForeignKey("arrivals.id"), nullable=False),
    _text("path", default=None),
    _text("name"),
    _text("media_type"),
    _text("digest", default=None),
    Column("size", BigInteger, nullable=False),
    _text("sender"),
    _text("subject"),
    _text("set_aside"),
    _long("origin", default=""),
    _text("sender_key"),
    UniqueConstraint("arrival_id", "path"),
)
# Who wrote before is asked by the address in lower case; most documents of an EDI drop have none.
_from_a_mail = text("sender_key <> ''")
Index(
    "ix_documents_sender_key",
    documents.c.sender_key,
    sqlite_where=_from_a_mail,
    postgresql_where=_from_a_mail,
)

transcripts = Table(
    "transcripts",
    metadata,
    Column("document_id", PlainText, ForeignKey("documents.id"), primary_key=True),
    _long("body"),
)

page_words = Table(
    "page_words",
    metadata,
    Column("document_id", PlainText, ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    _long("body"),
    PrimaryKeyConstraint("document_id", "number"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("document_id", PlainText, ForeignKey("documents.id"), nullable=False),
    Column("arrival_id", PlainText, ForeignKey("arrivals.id"), nullable=False),
    Column("run", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    _long("reading"),
    _text("changes", default="[]"),
    _text("accepted", default="[]"),
    _long("resolutions", default="{}"),
    _text("findings", default="[]"),
    Column("body", LongText),
    _text("identity"),
    _text("po_number"),
    _text("customer"),
    _text("customer_name"),
    Column("value", ExactDecimal),
    _text("currency"),
    _text("snapshot"),
    _text("validated_with"),
    _text("erp_reference"),
    Column("duplicate_of", PlainText, ForeignKey("orders.id")),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("document_id", "run", "position"),
)
Index("ix_orders_arrival_id", orders.c.arrival_id)
Index("ix_orders_customer", orders.c.customer, orders.c.created_at)

live_identities = Table(
    "live_identities",
    metadata,
    Column("identity", PlainText, primary_key=True),
    Column("order_id", PlainText, ForeignKey("orders.id"), nullable=False, unique=True),
)

requested_changes = Table(
    "requested_changes",
    metadata,
    Column("order_id", PlainText, ForeignKey("orders.id"), primary_key=True),
    _text("customer"),
    _text("number"),
    _text("release"),
    Column("concerns", PlainText, ForeignKey("orders.id")),
    Column("agreed", LongText),
    Column("settled_at", UtcDateTime),
    comment="changes, cancellations and changed copies: the order that each is about, and that order as then agreed",
)
Index("ix_requested_changes_number", requested_changes.c.number)
Index("ix_requested_changes_concerns", requested_changes.c.concerns)

work = Table(
    "work",
    metadata,
    Column("id", PlainText, primary_key=True),
    _text("subject", default=None),
    _text("subject_id", default=None),
    _text("stage", default=None),
    _text("outcome", default=None),
    _text("reason"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_attempt_at", UtcDateTime),
    Column("claim_no", Integer, nullable=False, server_default="0"),
    Column("claimed_until", UtcDateTime),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # When a machine may take it up: its time of retry, the end of its lease, or never (NULL).
    Column("due_at", UtcDateTime),
    UniqueConstraint("subject", "subject_id"),
)
_due = text("due_at IS NOT NULL")
Index("ix_work_due", work.c.due_at, sqlite_where=_due, postgresql_where=_due)
_held = text("outcome = 'held'")
# What the counts read, which every page of the web application shows.
Index("ix_work_standing", work.c.subject, work.c.outcome, work.c.stage, work.c.entered_at)
Index("ix_work_held", work.c.outcome, work.c.entered_at, work.c.id, sqlite_where=_held, postgresql_where=_held)

findings = Table(
    "findings",
    metadata,
    _text("subject", default=None),
    _text("subject_id", default=None),
    _text("body", default=None),
    PrimaryKeyConstraint("subject", "subject_id"),
    comment="of arrivals and documents; those of orders stand in their row",
)

reasons = Table(
    "reasons",
    metadata,
    _text("subject", default=None),
    _text("subject_id", default=None),
    _text("code", default=None),
    PrimaryKeyConstraint("subject", "subject_id", "code"),
    comment="the codes of findings that hold a subject, for the queue to count and choose by",
)

postings = Table(
    "postings",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("order_id", PlainText, ForeignKey("orders.id"), nullable=False),
    _text("part"),
    _text("state", default=None),
    _text("erp_reference"),
    Column("planned_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # Of a part: the keys of its lines, and what is sent of them. Both are empty where it is the whole order.
    _text("lines", default="[]"),
    Column("content", LongText),
    Column("posted_at", UtcDateTime),
    UniqueConstraint("order_id", "part"),
)

posting_attempts = Table(
    "posting_attempts",
    metadata,
    Column("posting_id", PlainText, ForeignKey("postings.id"), nullable=False),
    Column("attempt_no", Integer, nullable=False),
    _text("payload_digest", default=None),
    Column("started_at", UtcDateTime, nullable=False),
    Column("deadline_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("posting_id", "attempt_no"),
)

replies = Table(
    "replies",
    metadata,
    Column("id", PlainText, primary_key=True),
    _text("type", default=None),
    # The order, or the document and which of its interchanges.
    _text("about", default=None),
    Column("document_id", PlainText, ForeignKey("documents.id"), nullable=False),
    Column("order_id", PlainText, ForeignKey("orders.id")),
    # Of the answer to an interchange: which of the document's it is, counted from 0.
    Column("interchange", Integer, nullable=False, server_default="0"),
    _text("occasion"),
    _text("partner"),
    Column("expected_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    # Set once for all answers to the same bytes but those that repeat the first one.
    Column("first_for", PlainText, unique=True),
    Column("repeats", PlainText, ForeignKey("replies.id")),
    Column("test", Boolean, nullable=False, server_default=false()),
    _text("said"),
    _text("number"),
    Column("file_name", PlainText, unique=True),
    Column("body", LargeBinary),
    Column("written_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    _text("waived"),
    Column("alarmed_at", UtcDateTime),
    UniqueConstraint("about", "type", "occasion"),
    comment="answers that are due to customers, written or sent",
)
Index("ix_replies_order_id", replies.c.order_id)
Index("ix_replies_expected_at", replies.c.expected_at)
# What is neither sent nor given up is little, and is asked for by every page.
_open_reply = text("sent_at IS NULL AND waived = ''")
Index("ix_replies_due_at", replies.c.due_at, sqlite_where=_open_reply, postgresql_where=_open_reply)

control_numbers = Table(
    "control_numbers",
    metadata,
    _text("sender", default=None),
    _text("recipient", default=None),
    _text("kind", default=None),
    Column("last", BigInteger, nullable=False),
    PrimaryKeyConstraint("sender", "recipient", "kind"),
    comment="the last control number that was given to an answer, by who sends it to whom",
)

decisions = Table(
    "decisions",
    metadata,
    Column("position", _position, primary_key=True),
    Column("id", PlainText, nullable=False, unique=True),
    Column("order_id", PlainText, ForeignKey("orders.id"), nullable=False),
    _text("body", default=None),
)
Index("ix_decisions_order_id", decisions.c.order_id)

knowledge = Table(
    "knowledge",
    metadata,
    Column("id", PlainText, nullable=False),
    Column("revision", Integer, nullable=False),
    _text("kind", default=None),
    _text("customer"),
    _text("key", default=None),
    _text("value"),
    _text("author", default=None),
    Column("taught_at", UtcDateTime, nullable=False),
    _text("decision_id"),
    Column("retired", Boolean, nullable=False),
    _text("reason"),
    PrimaryKeyConstraint("id", "revision"),
    UniqueConstraint("kind", "customer", "key", "revision"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("position", _position, primary_key=True),
    Column("id", PlainText, nullable=False, unique=True),
    _text("kind", default=None),
    _text("customer"),
    _text("lesson_kind"),
    _text("lesson_key"),
    _text("lesson_value"),
    _text("author", default=None),
    Column("proposed_at", UtcDateTime, nullable=False),
    _text("decision_id"),
    comment="what waits, or waited, for a second person",
)
Index("ix_proposals_kind_customer", proposals.c.kind, proposals.c.customer)

proposal_answers = Table(
    "proposal_answers",
    metadata,
    Column("proposal_id", PlainText, ForeignKey("proposals.id"), nullable=False),
    Column("number", Integer, nullable=False),
    _text("answer", default=None),
    _text("answered_by", default=None),
    Column("answered_at", UtcDateTime, nullable=False),
    _text("reason"),
    PrimaryKeyConstraint("proposal_id", "number"),
)

journal = Table(
    "journal",
    metadata,
    Column("position", _position, primary_key=True),
    _text("subject", default=None),
    _text("subject_id", default=None),
    Column("seq", Integer, nullable=False),
    _text("event", default=None),
    _text("actor", default=None),
    _text("detail", default=None),
    Column("at", UtcDateTime, nullable=False),
    _text("previous", default=None),
    _text("digest", default=None),
    UniqueConstraint("subject", "subject_id", "seq"),
)

anchors = Table(
    "anchors",
    metadata,
    Column("day", PlainText, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("last_position", BigInteger, nullable=False),
    _text("previous", default=None),
    _text("root", default=None),
    Column("at", UtcDateTime, nullable=False),
)

anchored_heads = Table(
    "anchored_heads",
    metadata,
    Column("day", PlainText, ForeignKey("anchors.day"), nullable=False),
    _text("subject", default=None),
    _text("subject_id", default=None),
    Column("seq", Integer, nullable=False),
    _text("digest", default=None),
    PrimaryKeyConstraint("day", "subject", "subject_id"),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("imported_at", UtcDateTime, nullable=False),
    _text("origin"),
    _text("tables", default="{}"),
    _text("layers", default="{}"),
    comment="versions of the supplier's reference data; `tables` maps a kind of data to its number of rows",
)

policies = Table(
    "policies",
    metadata,
    Column("digest", PlainText, primary_key=True),
    _text("body", default=None),
    comment="policies by the digest of their text, as orders were validated with them",
)

search_entries = Table(
    "search_entries",
    metadata,
    Column("position", _position, primary_key=True),
    _text("subject", default=None),
    _text("subject_id", default=None),
    _text("words"),
    _text("more_words"),
    UniqueConstraint("subject", "subject_id"),
)

users = Table(
    "users",
    metadata,
    Column("name", PlainText, primary_key=True),
    _text("password_hash", default=None),
    _text("role", default=None),
    Column("active", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", PlainText, primary_key=True),
    Column("user_name", PlainText, ForeignKey("users.name"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
Index("ix_sessions_user_name", sessions.c.user_name)

APPEND_ONLY = (
    "journal",
    "anchors",
    "anchored_heads",
    "decisions",
    "knowledge",
    "policies",
    "proposals",
    "proposal_answers",
)
"""Tables whose rows triggers keep from being changed or deleted."""
