"""An ERP without faults that lives in one SQLite file, so that it outlives the processes that a kill test kills.

Any number of processes may open one path. Nothing is fsynced: a SIGKILL loses nothing that the operating system holds,
and a create stays well below a millisecond.
"""

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from erp_adapters.adapter import Capabilities, ErpOrder, ErpOrderState, Idempotency, Posting
from erp_adapters.memory.adapter import as_held
from orders.errors import NeedsAttention, UnknownOutcome
from orders.findings import Finding, FindingCode, Severity
from orders.order import PurchaseOrder, order_identity
from tests.fakes.faults import Operation
from tests.fakes.faulty import Clock, now_utc

QUICK = Capabilities(
    idempotency=Idempotency.SEARCHABLE_REFERENCE,
    drafts=True,
    deadline=timedelta(milliseconds=200),
    settle=timedelta(milliseconds=300),
)
"""The ordinary kind of ERP, with times short enough for tests."""

_TABLES = """
CREATE TABLE IF NOT EXISTS orders (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    posting_id TEXT NOT NULL,
    identity TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at REAL NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS orders_posting ON orders (posting_id);
CREATE INDEX IF NOT EXISTS orders_identity ON orders (identity);
CREATE TABLE IF NOT EXISTS calls (
    operation TEXT NOT NULL,
    key TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (operation, key)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class HeldOrder:
    """What the ERP truly holds. `posting_id` is empty for a clerk's order; `created_at` may lie in the future."""

    reference: str
    posting_id: str
    identity: str
    state: ErpOrderState
    created_at: datetime


class SqliteErp:
    """The ERP behind the simulator: an `OrderPosting` without faults, and the backdoor of those that have some."""

    def __init__(self, path: Path | str, *, capabilities: Capabilities = QUICK, clock: Clock = now_utc) -> None:
        self.name = "simulator"
        self._capabilities = capabilities
        self._clock = clock
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_TABLES)

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    def find_orders(self, posting: Posting) -> tuple[ErpOrder, ...]:
        if self._capabilities.idempotency is Idempotency.NONE:
            return ()
        return self._select(
            "(posting_id = ? OR identity = ?) AND state <> ?",
            (posting.id, _identity(posting.order), ErpOrderState.CANCELLED),
        )

    def create(self, posting: Posting) -> str:
        state = ErpOrderState.DRAFT if self._capabilities.drafts else ErpOrderState.RELEASED
        return self._insert(posting.order, posting.id, state, self._clock())

    def read(self, reference: str) -> ErpOrder:
        found = self._select("number = ?", (_number(reference),))
        if not found:
            raise NeedsAttention((_unknown_order(reference),))
        return found[0]

    def release(self, reference: str) -> None:
        if self.read(reference).state is ErpOrderState.CANCELLED:
            raise NeedsAttention((_unknown_order(reference),))
        with self._transaction() as connection:
            connection.execute(
                "UPDATE orders SET state = ? WHERE number = ? AND state = ?",
                (ErpOrderState.RELEASED, _number(reference), ErpOrderState.DRAFT),
            )

    def type_in(self, order: PurchaseOrder) -> str:
        """Enter the order as a clerk does: released, without a posting id."""
        return self._insert(order, "", ErpOrderState.RELEASED, self._clock())

    def cancel(self, reference: str) -> None:
        """Cancel the order as a clerk does."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE orders SET state = ? WHERE number = ?", (ErpOrderState.CANCELLED, _number(reference))
            )

    def count(self, operation: Operation, key: str) -> int:
        """The number of this call, from 0, over all processes."""
        statement = (
            "INSERT INTO calls VALUES (?, ?, 1)"
            " ON CONFLICT (operation, key) DO UPDATE SET times = times + 1 RETURNING times"
        )
        with self._transaction() as connection:
            (row,) = connection.execute(statement, (operation, key)).fetchall()
        return int(row[0]) - 1

    def times(self, operation: Operation, key: str) -> int:
        """How many of these calls were begun, over all processes."""
        with self._lock:
            row = self._connection.execute(
                "SELECT times FROM calls WHERE operation = ? AND key = ?", (operation, key)
            ).fetchone()
        return int(row[0]) if row else 0

    def create_at(self, posting: Posting, instant: datetime) -> None:
        """Durable: the order appears then, whatever becomes of this process."""
        state = ErpOrderState.DRAFT if self._capabilities.drafts else ErpOrderState.RELEASED
        self._insert(posting.order, posting.id, state, instant)

    def created_since(self, instant: datetime) -> frozenset[str]:
        """References of the orders created after the instant."""
        with self._lock:
            rows = self._connection.execute("SELECT number FROM orders WHERE created_at > ?", (instant.timestamp(),))
            return frozenset(_reference(number) for (number,) in rows)

    def orders(self) -> tuple[HeldOrder, ...]:
        """All of them, late and cancelled ones too."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT number, posting_id, identity, state, created_at FROM orders ORDER BY number"
            ).fetchall()
        return tuple(
            HeldOrder(
                _reference(number),
                posting_id,
                identity,
                ErpOrderState(state),
                datetime.fromtimestamp(at, now_utc().tzinfo),
            )
            for number, posting_id, identity, state, at in rows
        )

    def per_posting(self) -> Counter[str]:
        """How many orders, cancelled ones left out, each of our postings has. More than one is one too many."""
        return Counter(order.posting_id for order in self._live() if order.posting_id)

    def per_identity(self) -> Counter[str]:
        """How many orders, cancelled ones left out, each customer, PO number and release has; clerks' included."""
        return Counter(order.identity for order in self._live())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _live(self) -> Iterator[HeldOrder]:
        return (order for order in self.orders() if order.state is not ErpOrderState.CANCELLED)

    def _select(self, where: str, values: tuple[object, ...]) -> tuple[ErpOrder, ...]:
        # The conditions are those above; what came from outside are the values.
        statement = f"SELECT number, state, content FROM orders WHERE {where} AND created_at <= ? ORDER BY number"
        with self._lock:
            rows = self._connection.execute(statement, (*values, self._clock().timestamp())).fetchall()
        return tuple(
            ErpOrder.model_validate_json(content).model_copy(
                update={"reference": _reference(number), "state": ErpOrderState(state)}
            )
            for number, state, content in rows
        )

    def _insert(self, order: PurchaseOrder, posting_id: str, state: ErpOrderState, at: datetime) -> str:
        content = as_held(order, "", posting_id, state).model_dump_json()
        native_key = self._capabilities.idempotency is Idempotency.NATIVE_KEY and posting_id
        with self._transaction() as connection:
            if (
                native_key
                and connection.execute(
                    "SELECT 1 FROM orders WHERE posting_id = ? AND state <> ?", (posting_id, ErpOrderState.CANCELLED)
                ).fetchall()
            ):
                raise UnknownOutcome("The ERP says that it has an order with this key.")
            cursor = connection.execute(
                "INSERT INTO orders (posting_id, identity, state, created_at, content) VALUES (?, ?, ?, ?, ?)",
                (posting_id, _identity(order), state, at.timestamp(), content),
            )
            return _reference(cursor.lastrowid)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _identity(order: PurchaseOrder) -> str:
    return order_identity(order.customer, order.po_number, order.release)


def _reference(number: int | None) -> str:
    return f"SO-{number}"


def _number(reference: str) -> str:
    return reference.removeprefix("SO-")


def _unknown_order(reference: str) -> Finding:
    return Finding(
        code=FindingCode.ERP_REFUSED,
        severity=Severity.HOLD,
        message=f"The ERP has no order {reference}. Look there for what became of it.",
        found=reference,
    )
