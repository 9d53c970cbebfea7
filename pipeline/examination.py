"""What there is to say about one order: validation of its reading, and what came with it. Reads only.

The flow examines an order under what holds now; a simulation or a replay under what holds otherwise.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from orders.document import Document
from orders.findings import Finding, FindingCode, Severity
from orders.ids import OrderId, SnapshotId
from orders.line_keys import LineKey
from orders.mail_origin import MailOrigin
from orders.order import PurchaseOrder, order_identity
from orders.policy import Mode, Policies, Policy
from orders.reading import OrderKind, OrderReading, Read
from orders.reference import Asked, KnowledgeBase, KnownOrder, OpenDemand, PricePaid, ReferenceData
from orders.resolution import Resolution
from pipeline.findings import merged
from pipeline.parts.orderless import is_body
from pipeline.parts.siblings import siblings
from pipeline.posting.findings import change_request, incomplete, test_order
from pipeline.posting.parts import NOTHING_SENT, Sent, keys_of, sent_of
from pipeline.posting.places import shares_of
from pipeline.posting.sent_lines import with_sent
from pipeline.recognition import is_unread
from storage.orders_before import Before, orders_before
from storage.rows import OrderRow, PostingRow
from storage.unit_of_work import UnitOfWork
from validation.review_mode import drawn_for_review
from validation.rule import Rule
from validation.validate import Validation, holding, validate


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an order is examined under."""

    rules: Sequence[Rule]
    policies: Policies
    reference: ReferenceData
    knowledge: KnowledgeBase
    today: date
    known_until: int | None = None
    """The position of the journal up to which orders of the past count. None: all of them do."""


@dataclass(frozen=True, slots=True)
class Examined:
    """An order as it now reads, what validation made of it, and all findings."""

    row: OrderRow
    reading: OrderReading
    validation: Validation
    findings: tuple[Finding, ...]
    identity: str
    snapshot: SnapshotId
    policies: Policies
    """Those that could apply."""
    original: OrderId | None
    """The order in another part of the same arrival of which this is an equal copy."""
    keys: tuple[LineKey, ...] = ()
    """Of the lines of the reading."""
    postings: tuple[PostingRow, ...] = ()
    sent: Sent = NOTHING_SENT

    @property
    def shares(self) -> tuple[LineKey, ...]:
        """Of all that can be in a part: of its lines, and of the shares of those that go to places."""
        return shares_of(self.validation.order, self.keys)

    @property
    def customer(self) -> str:
        """The supplier's number of the customer; empty while that is unknown."""
        resolution = self.validation.resolutions.get("customer")
        return resolution.value if resolution else ""

    @property
    def mode(self) -> Mode:
        """That of the customer, the default one while it is unknown."""
        return self.policies.of(self.customer).mode


@dataclass(frozen=True, slots=True)
class Beginning:
    """An order as people have changed it, before anything is established about it."""

    row: OrderRow
    reading: OrderReading
    chosen: Mapping[str, Resolution]
    documents: Sequence[Document]
    told: tuple[Finding, ...]
    """What the other parts of the arrival say about it."""
    unfinished: tuple[datetime | None, ...]
    """Other parts that are still to be read, with when that is tried again."""
    original: OrderId | None
    postings: tuple[PostingRow, ...] = ()

    @property
    def origin(self) -> MailOrigin | None:
        """What the mail that brought it said of its sender."""
        return next(document.origin for document in self.documents if document.id == self.row.document_id)


def beginning_of(
    uow: UnitOfWork,
    row: OrderRow,
    changed: tuple[OrderReading, Mapping[str, Resolution]],
    postings: tuple[PostingRow, ...] | None = None,
) -> Beginning:
    """The order with what came with it. `changed` is its reading as people have changed it, with their choices.

    `postings` are those that it has; without them those parts count that were in the ERP when it was last validated.
    """
    reading, chosen = changed
    postings = _postings_then(uow, row) if postings is None else postings
    documents = uow.documents.of_arrival(row.arrival_id)
    others = siblings(uow, row.arrival_id, row)
    if others.unfinished:
        return Beginning(row, reading, chosen, documents, (), others.unfinished, None)
    path = next(document.path for document in documents if document.id == row.document_id)
    beside = others.beside(row, path, reading)
    # What is in the ERP is no copy of anything any more.
    original = others.orders[beside.copy_of] if beside.copy_of and not sent_of(postings).parts else None
    told = (*parts_beside(documents), *beside.findings)
    return Beginning(row, reading, chosen, documents, told, (), original, postings)


def _postings_then(uow: UnitOfWork, row: OrderRow) -> tuple[PostingRow, ...]:
    sent = row.validated_with.sent if row.validated_with else ()
    return sent_of(uow.postings.of_order(row.id), sent).parts if sent else ()


def examine(uow: UnitOfWork, beginning: Beginning, conditions: Conditions) -> Examined:
    """The same for the same arguments, but for what is live beside it."""
    row, reading = beginning.row, beginning.reading
    validation = validate(
        reading,
        chosen=beginning.chosen,
        rules=conditions.rules,
        reference=conditions.reference,
        knowledge=conditions.knowledge,
        history=LiveOrders(uow, row.id, conditions.known_until),
        policies=conditions.policies,
        today=conditions.today,
        origin=beginning.origin,
    )
    keys, sent = keys_of(row), sent_of(beginning.postings)
    validation = with_sent(validation, reading, keys, sent)
    customer = validation.resolutions.get("customer")
    policy = conditions.policies.of(customer.value if customer else "")
    told = (*beginning.told, *_guarded(row, reading, validation))
    findings = merged(validation.findings, tuple(map(policy.grade, told)))
    findings = (*findings, *_drawn(row, policy, validation, findings))
    return Examined(
        row,
        reading,
        validation,
        findings,
        _identity(reading, validation.resolutions, sent),
        conditions.reference.snapshot,
        conditions.policies,
        beginning.original,
        keys,
        beginning.postings,
        sent,
    )


_LET_THROUGH = frozenset({"order.validated", "order.recorded_posted"})
"""What befalls an order that goes to the ERP: by the policy, with a person's approval, or by a person's hand."""


@dataclass(frozen=True, slots=True)
class LiveOrders:
    """The live orders beside the one that asks, as `OrderHistory`. What was read ahead is not asked for again."""

    uow: UnitOfWork
    asking: OrderId
    until: int | None = None
    ahead: list[tuple[Asked, Before]] = field(default_factory=list)

    def read_ahead(self, asked: Asked) -> None:
        """One query, and none for the past, where each look-up has its own bounds."""
        if self.until is None and not self.ahead:
            before = orders_before(self.uow.connection, asked, _LET_THROUGH, beside=self.asking)
            self.ahead.append((asked, before))

    def live_orders(self, identity: str) -> tuple[KnownOrder, ...]:
        for asked, before in self.ahead:
            if asked.identity == identity:
                return before.live
        return self.uow.orders.live(identity, beside=self.asking)

    def prices_paid(self, customer: str, items: Collection[str]) -> Mapping[str, Sequence[PricePaid]]:
        return self.uow.ordered_items.prices_paid(customer, items, beside=self.asking, until=self.until)

    def has_ordered(self, customer: str, sender: str) -> bool:
        for asked, before in self.ahead:
            if (asked.customer, asked.sender) == (customer, sender):
                return before.has_ordered
        return self.uow.documents.has_brought(customer, sender, _LET_THROUGH, beside=self.asking, until=self.until)

    def posted_demand(self, items: Collection[str], since: datetime) -> Mapping[str, Sequence[OpenDemand]]:
        for asked, before in self.ahead:
            if asked.stock_since == since and asked.items.issuperset(items):
                return {item: before.demand[item] for item in items if item in before.demand}
        return self.uow.ordered_items.posted_demand(items, since, beside=self.asking, until=self.until)

    def posted_value(self, customer: str, currency: str, since: datetime) -> Decimal:
        for asked, before in self.ahead:
            if (asked.customer, asked.currency, asked.credit_since) == (customer, currency, since):
                return before.posted
        return self.uow.orders.posted_value(customer, currency, since, beside=self.asking, until=self.until)


def parts_beside(documents: Sequence[Document]) -> tuple[Finding, ...]:
    """A note of the parts that came with the order and gave none, with the reason of each.

    The text of a mail was read, and what it says is told by itself: `pipeline.parts`.
    """
    aside = [part for part in documents if part.set_aside and not _was_read_as_text(part)]
    if not aside:
        return ()
    names = "; ".join(f"{part.name or part.path} ({part.set_aside.rstrip('.')})" for part in aside)
    message = f"With it came {names}."
    return (Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.NOTE, message=message, found=str(len(aside))),)


def _was_read_as_text(part: Document) -> bool:
    return is_body(part) and not is_unread(part.name, part.media_type, part.size, part.set_aside)


def _identity(reading: OrderReading, resolutions: Mapping[str, Resolution], sent: Sent) -> str:
    """Empty while the customer or the PO number is unknown, and for what is not a new order.

    A test message has none either, or it would stand in the way of the real one. What is in the ERP keeps its place
    among the live orders, whatever the reference data make of it now.
    """
    if first := sent.first:
        return order_identity(first.customer, first.po_number, first.release)
    customer, po_number = resolutions.get("customer"), _value(reading.po_number)
    if reading.kind is not OrderKind.ORDER or reading.test or customer is None or not po_number.strip():
        return ""
    return order_identity(customer.value, po_number, _value(reading.release))


def _guarded(row: OrderRow, reading: OrderReading, validation: Validation) -> tuple[Finding, ...]:
    """What keeps an order from being posted whatever the rules in use say.

    No adapter amends orders yet, so a change is a person's task however clean its reading is.
    """
    if row.reading.test:
        return (test_order(),)
    if reading.kind is not OrderKind.ORDER:
        return (change_request(reading.kind.value),)
    if validation.order is None and not holding(validation.findings, frozenset()):
        return (incomplete(),)
    return ()


def _drawn(row: OrderRow, policy: Policy, validation: Validation, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Among the orders that nobody would see, the share that the policy has a person look at."""
    is_unseen = policy.mode is Mode.AUTO and not row.changes and not any(finding.holds for finding in findings)
    if not is_unseen or not policy.draws(row.id) or not isinstance(validation.order, PurchaseOrder):
        return ()
    return (drawn_for_review(validation.order),)


def _value(read: Read[str] | None) -> str:
    return read.value if read else ""
