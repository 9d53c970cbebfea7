"""What the repositories give back: frozen rows, in the terms of the domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from orders.findings import Change, Finding, FindingCode
from orders.ids import ArrivalId, Digest, DocumentId, OrderId, PostingId, SnapshotId, WorkId
from orders.line_keys import LineKey
from orders.order import AnyOrder, PurchaseOrder
from orders.reading import OrderReading
from orders.resolution import Resolution
from orders.stages import JournalSubject, Outcome, PostingState, Stage, Subject

JournalDetail = Mapping[str, str | int | bool | Sequence[str] | None]
"""Digests, references, codes and counts; never text of a document."""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """How far a subject has come. `version` rises with every change of state, `claim_no` with every claim as well."""

    id: WorkId
    subject: Subject
    subject_id: str
    stage: Stage
    outcome: Outcome
    reason: str
    attempts: int
    next_attempt_at: datetime | None
    claim_no: int
    claimed_until: datetime | None
    version: int
    entered_at: datetime
    """Since when it is at this stage with this outcome."""
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ValidatedWith:
    """What an order was validated with, beside its reading and the snapshot of reference data, for a replay."""

    policy: Digest
    """Of the policies that could apply to it, as the store keeps them."""
    knowledge: int
    """The last position of the journal then: what was taught up to there was known."""
    program: str
    """The version of Ordermill."""
    on: date
    """What it took for today."""
    sent: tuple[LineKey, ...] = ()
    """The lines that were in the ERP by then, or may have been, as parts of the order."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of a document, as read, as changed by people, and as last validated."""

    id: OrderId
    document_id: DocumentId
    arrival_id: ArrivalId
    run: int
    index: int
    reading: OrderReading
    changes: tuple[Change, ...]
    accepted: frozenset[str]
    resolutions: Mapping[str, Resolution]
    findings: tuple[Finding, ...]
    order: AnyOrder | None
    identity: str
    po_number: str
    customer: str
    customer_name: str
    value: Decimal | None
    """Rounded to four places, for lists; the exact lines are in `order`."""
    currency: str
    snapshot: SnapshotId
    validated_with: ValidatedWith | None
    """None before it was validated, and where that was by an Ordermill that did not note it."""
    erp_reference: str
    duplicate_of: OrderId | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One part of an order on its way into the ERP."""

    id: PostingId
    order_id: OrderId
    part: str
    state: PostingState
    erp_reference: str
    planned_at: datetime
    updated_at: datetime
    lines: tuple[LineKey, ...] = ()
    """The lines that it consists of; empty where it is the whole order."""
    content: PurchaseOrder | None = None
    """What is sent of them; None where it is the whole order, or what a clerk entered."""
    posted_at: datetime | None = None
    """When it was found in the ERP as it was sent, or a person recorded it."""

    @property
    def is_posted(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.posted_at is not None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One call that may have written to the ERP, recorded before it was made."""

    posting_id: PostingId
    attempt_no: int
    payload_digest: str
    started_at: datetime
    deadline_at: datetime


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry of a subject's hash chain; `seq` counts from 1, `previous` is the digest of the entry before."""

    subject: Subject | JournalSubject
    subject_id: str
    seq: int
    event: str
    actor: str
    detail: JournalDetail
    at: datetime
    previous: str
    digest: Digest


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One thing that waits for a person, with the order and document that it is, belongs to, or answers."""

    work_id: WorkId
    version: int
    subject: Subject
    subject_id: str
    stage: Stage
    reason: str
    held_since: datetime
    received_at: datetime
    arrival_id: ArrivalId
    document_id: DocumentId | None
    order_id: OrderId | None
    name: str
    sender: str
    po_number: str
    customer: str
    customer_name: str
    value: Decimal | None
    currency: str
    reasons: tuple[FindingCode, ...]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """An order or a document that a search found, with how it fares. A part that is not read has no work of its own."""

    subject: Subject
    subject_id: str
    work_id: WorkId | None
    stage: Stage
    outcome: Outcome
    reason: str
    arrival_id: ArrivalId
    document_id: DocumentId
    order_id: OrderId | None
    name: str
    sender: str
    po_number: str
    customer: str
    customer_name: str
    value: Decimal | None
    currency: str
    erp_reference: str
    received_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class UserRow:
    """A person who may sign in. The hash is made and checked by the web application; here it is text."""

    name: str
    password_hash: str
    role: str
    active: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A signed-in browser, by the hash of its token."""

    token_hash: str
    user: str
    expires_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LayerRow:
    """What one file brought at one import: its rows have this number. `as_of` is the file's own date."""

    number: int
    rows: int
    imported_at: datetime
    as_of: datetime


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One version of the supplier's reference data; `tables` has the number of rows of each kind that was loaded.

    `layers` has what it is made of, by part.
    """

    id: SnapshotId
    number: int
    imported_at: datetime
    origin: str
    tables: Mapping[str, int]
    layers: Mapping[str, LayerRow]
