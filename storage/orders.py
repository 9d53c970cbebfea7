"""Orders: as read, as changed by people, as last validated; and the table that keeps live ones unique."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from orders.findings import Change, Finding
from orders.ids import ArrivalId, DocumentId, OrderId
from orders.reading import OrderKind, OrderReading
from orders.reference import KnownOrder
from orders.stages import Subject
from storage import tables
from storage.errors import NotFound
from storage.findings import ReasonIndex
from storage.identities import LiveIdentities
from storage.order_rows import not_accepted, order_row, text_of, words_read
from storage.ordered_items import OrderedItems
from storage.posted_value import posted_value
from storage.requested_changes import RequestedChanges
from storage.rows import OrderRow
from storage.search import SearchIndex
from storage.serialisation import (
    changes_text,
    findings_text,
    read_changes,
    read_findings,
    read_texts,
    texts_text,
)
from storage.types import AnyRow
from storage.validated import Validated

NO_ORDER = OrderId("")

_order = tables.orders.c
_document = tables.documents.c

_ORIGIN = select(_document.arrival_id, _document.name, _document.sender).where(_document.id == bindparam("of"))
_ADD = insert(tables.orders)
_GET = select(tables.orders).where(_order.id == bindparam("order_id"))
_OF_DOCUMENT = select(tables.orders).where(_order.document_id == bindparam("of")).order_by(_order.run, _order.position)
_OF_ARRIVAL = (
    select(tables.orders)
    .where(_order.arrival_id == bindparam("of"))
    .order_by(_order.created_at, _order.document_id, _order.run, _order.position)
)
_STORE_VALIDATION = (
    update(tables.orders)
    .where(_order.id == bindparam("order_id"))
    .values(
        resolutions=bindparam("new_resolutions"),
        findings=bindparam("new_findings"),
        body=bindparam("new_body"),
        identity=bindparam("new_identity"),
        po_number=func.coalesce(bindparam("new_po_number"), _order.po_number),
        customer=bindparam("new_customer"),
        customer_name=bindparam("new_customer_name"),
        value=bindparam("new_value"),
        currency=bindparam("new_currency"),
        snapshot=bindparam("new_snapshot"),
        validated_with=bindparam("new_validated_with"),
    )
    .returning(_order.accepted, _order.erp_reference)
)
_CHANGES = select(_order.changes).where(_order.id == bindparam("order_id"))
_STORE_CHANGES = update(tables.orders).where(_order.id == bindparam("order_id")).values(changes=bindparam("new"))
_ACCEPTED = select(_order.accepted, _order.findings).where(_order.id == bindparam("order_id"))
_STORE_ACCEPTED = update(tables.orders).where(_order.id == bindparam("order_id")).values(accepted=bindparam("new"))
_STORE_FINDINGS = update(tables.orders).where(_order.id == bindparam("order_id")).values(findings=bindparam("new"))
_DUPLICATE = update(tables.orders).where(_order.id == bindparam("order_id")).values(duplicate_of=bindparam("original"))


class OrderRepository:
    """Orders. What was read never changes; what people and rules made of it does."""

    def __init__(self, connection: Connection, search: SearchIndex, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._search = search
        self._clock = clock
        self._reasons = ReasonIndex(connection)
        self._identities = LiveIdentities(connection)

    def add(self, order_id: OrderId, document_id: DocumentId, run: int, index: int, reading: OrderReading) -> None:
        """Order number `index` that reading number `run` found in the document.

        Raises Conflict when that one is there already, NotFound when there is no such document.
        """
        origin = self._connection.execute(_ORIGIN, {"of": document_id}).one_or_none()
        if origin is None:
            raise NotFound(f"there is no document {document_id}")
        arrival_id, name, sender = origin
        values = {
            "id": order_id,
            "document_id": document_id,
            "arrival_id": arrival_id,
            "run": run,
            "position": index,
            "reading": reading.model_dump_json(),
            "findings": findings_text(reading.findings),
            "po_number": text_of(reading.po_number),
            "currency": text_of(reading.currency),
            "created_at": self._clock(),
        }
        self._connection.execute(_ADD, values)
        self._search.add(Subject.ORDER, order_id, (*words_read(reading), name, sender))
        if reading.kind is not OrderKind.ORDER and reading.po_number is not None and not reading.test:
            # At once, so that no order with this number is posted before somebody has looked at the change.
            RequestedChanges(self._connection).note(order_id, reading.po_number.value)

    def get(self, order_id: OrderId) -> OrderRow:
        """Raises NotFound."""
        return order_row(self._one(_GET, order_id))

    def of_document(self, document_id: DocumentId) -> tuple[OrderRow, ...]:
        """The orders of a document, of every reading run."""
        return tuple(map(order_row, self._connection.execute(_OF_DOCUMENT, {"of": document_id})))

    def of_arrival(self, arrival_id: ArrivalId) -> tuple[OrderRow, ...]:
        """The orders of all documents of an arrival."""
        return tuple(map(order_row, self._connection.execute(_OF_ARRIVAL, {"of": arrival_id})))

    def store_validation(self, order_id: OrderId, validated: Validated) -> None:
        """Keep the outcome of validation in place of an earlier one. Raises NotFound."""
        row = self._one(_STORE_VALIDATION, order_id, {"order_id": order_id, **validated.columns()})
        OrderedItems(self._connection).replace(order_id, validated.order)
        self._reasons.replace(Subject.ORDER, order_id, not_accepted(validated.findings, read_texts(row.accepted)))
        self._search.enrich(Subject.ORDER, order_id, (row.erp_reference, *validated.words()))

    def add_changes(self, order_id: OrderId, changes: Sequence[Change]) -> None:
        """Append a person's edits to those made before. Raises NotFound."""
        before = read_changes(self._one(_CHANGES, order_id).changes)
        self._connection.execute(_STORE_CHANGES, {"order_id": order_id, "new": changes_text((*before, *changes))})

    def accept(self, order_id: OrderId, fingerprints: Iterable[str]) -> None:
        """Note the findings that a person accepts, beside those accepted before. Raises NotFound."""
        accepted = read_texts(self._one(_ACCEPTED, order_id).accepted)
        self.replace_accepted(order_id, accepted | frozenset(fingerprints))

    def replace_accepted(self, order_id: OrderId, accepted: frozenset[str]) -> None:
        """Keep these fingerprints in place of those accepted before. Raises NotFound."""
        findings = read_findings(self._one(_ACCEPTED, order_id).findings)
        self._connection.execute(_STORE_ACCEPTED, {"order_id": order_id, "new": texts_text(accepted)})
        self._reasons.replace(Subject.ORDER, order_id, not_accepted(findings, accepted))

    def findings(self, order_id: OrderId) -> tuple[Finding, ...]:
        """Its findings, without reading the rest of it. Raises NotFound."""
        return read_findings(self._one(_ACCEPTED, order_id).findings)

    def replace_findings(self, order_id: OrderId, findings: Sequence[Finding]) -> None:
        """Keep these findings in place of earlier ones, and nothing else. Raises NotFound."""
        accepted = read_texts(self._one(_ACCEPTED, order_id).accepted)
        self._connection.execute(_STORE_FINDINGS, {"order_id": order_id, "new": findings_text(findings)})
        self._reasons.replace(Subject.ORDER, order_id, not_accepted(findings, accepted))

    def mark_duplicate(self, order_id: OrderId, original: OrderId | None) -> None:
        """Note of which order this one is a copy; None takes that back."""
        self._connection.execute(_DUPLICATE, {"order_id": order_id, "original": original})

    def take_identity(self, identity: str, order_id: OrderId) -> OrderId | None:
        """Make this order the live one of its identity, and of no other; None when it is.

        Otherwise the order that holds the identity, which keeps it.
        """
        return self._identities.take(identity, order_id)

    def release_identity(self, order_id: OrderId) -> None:
        """The order is refused or cancelled: it absorbs no resend any more."""
        self._identities.release(order_id)

    def live(self, identity: str, *, beside: OrderId = NO_ORDER) -> tuple[KnownOrder, ...]:
        """The order that holds this identity, if any other than `beside` does."""
        return self._identities.holders(identity, beside)

    def live_of_number(self, customer: str, po_number: str) -> tuple[KnownOrder, ...]:
        """The live orders of this customer with this PO number, whatever their release."""
        return self._identities.of_number(customer, po_number)

    def posted_value(
        self, customer: str, currency: str, since: datetime, *, beside: OrderId, until: int | None = None
    ) -> Decimal:
        """What its live orders are worth that were posted after `since`, as `storage/posted_value.py` has it."""
        return posted_value(self._connection, customer, currency, since, beside=beside, until=until)

    def _one(self, statement: Any, order_id: OrderId, values: Mapping[str, Any] | None = None) -> AnyRow:
        row = self._connection.execute(statement, values or {"order_id": order_id}).one_or_none()
        if row is None:
            raise NotFound(f"there is no order {order_id}")
        return row
