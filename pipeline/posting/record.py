"""The durable side of a posting: each sub-state in a commit of its own, under the fence of the claim."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from erp_adapters.adapter import Posting
from orders.errors import Retryable
from orders.findings import Finding
from orders.ids import OrderId
from orders.line_findings import line_of, moved_to
from orders.line_keys import line_of_key
from orders.order import PurchaseOrder
from orders.stages import PostingState, Subject
from pipeline.changes.unattended import refuse_unattended_change
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import MACHINE, Concluded, Conclusion
from pipeline.posting.parts import keys_of
from storage.rows import JournalDetail, OrderRow, PostingRow
from storage.unit_of_work import UnitOfWork

WHOLE = ""
"""The part of an order that is all of it."""


@dataclass(slots=True)
class PostingRecord:
    """The row of one posting, as last committed."""

    flow: Flow
    claim: Claim
    order: PurchaseOrder
    row: PostingRow
    begun_at: datetime | None = None
    """When an attempt was recorded whose call is not answered yet."""

    @property
    def sent(self) -> Posting:
        """What the adapter is given: the same id at every attempt."""
        return Posting(self.row.id, self.order, self.row.part)

    @property
    def digest(self) -> str:
        """What is sent, as a digest that an attempt and the journal can hold."""
        return sha256(self.order.model_dump_json().encode()).hexdigest()

    def placed(self, findings: Sequence[Finding], row: OrderRow) -> tuple[Finding, ...]:
        """Findings on the lines of what was sent, on the lines of the order as they stand."""
        if not self.row.lines:
            return tuple(findings)
        keys = keys_of(row)
        at = [keys.index(line_of_key(key)) for key in self.row.lines]
        lines = map(line_of, findings)
        return tuple(
            finding if line is None else moved_to(finding, at[line])
            for finding, line in zip(findings, lines, strict=True)
        )

    def attempt(self, accepted: frozenset[str]) -> None:
        """Commit that the order is about to be made. The transaction also proves that the claim still holds.

        Raises NeedsAttention where a change of the order waits that nobody `accepted`.
        """
        now = self.flow.clock()
        with self._fenced() as uow:
            refuse_unattended_change(uow, self.order, self.row.order_id, self.flow.policies, accepted)
            number = len(uow.postings.attempts(self.row.id)) + 1
            # The call begins within one deadline of this commit (see `ensure_claim`), so it ends within two.
            deadline = now + 2 * self.flow.adapter.capabilities.deadline
            uow.postings.record_attempt(self.row.id, number, self.digest, now, deadline)
            detail: JournalDetail = {"posting": self.row.id, "attempt": number, "payload": self.digest}
            self._write(uow, PostingState.ATTEMPTED, None, "posting.attempted", detail)
        self.begun_at = now

    def commit(self, state: PostingState, reference: str, event: str) -> None:
        """Commit a sub-state in the middle of the stage."""
        with self._fenced() as uow:
            self._write(uow, state, reference, event, {"posting": self.row.id, "erp_reference": reference})
        self.begun_at = None

    def concluding(self, state: PostingState, conclusion: Conclusion, reference: str | None = None) -> Conclusion:
        """The conclusion, with the sub-state in the same commit."""

        def conclude(uow: UnitOfWork) -> Concluded:
            if self.row.state is not state:
                self._set_state(uow, state, reference)
            return conclusion(uow)

        return conclude

    def settled_at(self) -> datetime | None:
        """When the effect of every recorded attempt shows in a search; None without an attempt."""
        with self.flow.store.read() as uow:
            deadlines = [attempt.deadline_at for attempt in uow.postings.attempts(self.row.id)]
        return max(deadlines) + self.flow.adapter.capabilities.settle if deadlines else None

    def ensure_claim(self) -> None:
        """Right before a call that writes: no call with a lost claim, none that may outlast the lease or the attempt.

        Raises Retryable where this process stood still since it recorded its attempt.
        """
        now, deadline = self.flow.clock(), self.flow.adapter.capabilities.deadline
        self.claim.ensure(self.flow.store, now, deadline)
        if self.begun_at is not None and now - self.begun_at > deadline:
            raise Retryable("The process stood still before it called the ERP; it looks there first.")

    def _write(
        self, uow: UnitOfWork, state: PostingState, reference: str | None, event: str, detail: JournalDetail
    ) -> None:
        now = self.flow.clock()
        self._set_state(uow, state, reference)
        uow.journal.write(Subject.ORDER, self.row.order_id, event, MACHINE, detail, now)
        self.row = replace(self.row, state=state, erp_reference=reference or self.row.erp_reference)

    def _set_state(self, uow: UnitOfWork, state: PostingState, reference: str | None) -> None:
        new = None if reference == self.row.erp_reference else reference
        uow.postings.set_state(self.row.id, state, erp_reference=new, now=self.flow.clock())

    @contextmanager
    def _fenced(self) -> Iterator[UnitOfWork]:
        with self.flow.store.begin() as uow:
            self.claim.fence(uow, self.flow.clock())
            yield uow


def planned(flow: Flow, claim: Claim, order: PurchaseOrder, rows: Sequence[PostingRow]) -> PostingRecord:
    """The record of the posting of the whole order; its id is made when it is first planned, and never again."""
    for row in rows:
        if row.part == WHOLE:
            return PostingRecord(flow, claim, order, row)
    with flow.store.begin() as uow:
        claim.fence(uow, flow.clock())
        return PostingRecord(flow, claim, order, uow.postings.plan(OrderId(claim.row.subject_id), WHOLE))
