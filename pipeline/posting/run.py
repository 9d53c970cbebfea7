"""One part of an order into the ERP, or all of it, exactly once.

The posting's id never changes. Before anything is written the ERP is searched; an attempt is committed before the call
that makes the order; what was made is read back and compared before it is released. Each sub-state is committed under
the fence, so that whoever takes over after a crash knows what may have happened, and looks before acting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, assert_never

from erp_adapters.adapter import ErpOrder, ErpOrderState, Idempotency
from erp_adapters.comparison import differences
from orders.errors import NeedsAttention, Retryable, UnknownOutcome
from orders.stages import Outcome, PostingState, Stage
from pipeline.boundaries import Boundary
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion, held, retrying
from pipeline.faults import retry_or_hold
from pipeline.posting.findings import draft_gone, foreign_order, unknown_outcome
from pipeline.posting.parts import names_of
from pipeline.posting.record import PostingRecord
from storage.rows import JournalDetail, OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork
from validation.validate import holding

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class PostedInPart:
    """The conclusion of a part that others follow: what is left is validated again."""

    conclusion: Conclusion

    def __call__(self, uow: UnitOfWork) -> Concluded:
        return self.conclusion(uow)


@dataclass(frozen=True, slots=True)
class PostingRun:
    """From whatever sub-state an earlier attempt left the posting in. `record` follows the committed one.

    `siblings` are the ids and references of other parts of the order, `is_more` whether lines are left for further
    ones.
    """

    flow: Flow
    work: WorkRow
    row: OrderRow
    record: PostingRecord
    siblings: frozenset[str] = frozenset()
    is_more: bool = False

    def carried_on(self) -> Conclusion:
        state = self.record.row.state
        match state:
            case PostingState.PLANNED | PostingState.REFUSED | PostingState.ABANDONED:
                return self._looked_first()
            case PostingState.ATTEMPTED | PostingState.UNKNOWN:
                return self._waited_for() or self._looked_first()
            case PostingState.DRAFT | PostingState.COMPARED | PostingState.RELEASED:
                return self._finished(self.record.row.erp_reference)
            case _:
                assert_never(state)

    def _waited_for(self) -> Conclusion | None:
        """A call that may still be under way, or whose effect may not show yet, is given its time."""
        if self._unsearchable:
            return self._for_a_person("an attempt was interrupted, and this ERP cannot be searched.")
        return self._later("waiting until the last attempt shows")

    def _looked_first(self) -> Conclusion:
        hits = self._found()
        self.flow.checkpoint(Boundary.LOOKED)
        match hits:
            case ():
                return self._created()
            case (hit,) if hit.posting_id == self.record.row.id:
                made = PostingState.DRAFT if hit.state is ErpOrderState.DRAFT else PostingState.RELEASED
                self.record.commit(made, hit.reference, "posting.adopted")
                return self._finished(hit.reference)
            case _:
                raise NeedsAttention([foreign_order(self.record.sent, hits)])

    def _found(self) -> tuple[ErpOrder, ...]:
        """What the ERP has of this customer and PO number, but for the other parts of the order."""
        hits = _asked(self.flow.adapter.find_orders, self.record.sent)
        return tuple(hit for hit in hits if not {hit.posting_id, hit.reference} & self.siblings)

    def _refuse_rivals(self) -> None:
        """A clerk may have typed the order in since it was looked for: while ours was made, or while it waited."""
        hits = self._found()
        if any(hit.posting_id != self.record.row.id for hit in hits):
            raise NeedsAttention([foreign_order(self.record.sent, hits)])

    def _created(self) -> Conclusion:
        self.record.attempt(self.row.accepted)
        self.flow.checkpoint(Boundary.ATTEMPT_COMMITTED)
        self.record.ensure_claim()
        try:
            reference = self.flow.adapter.create(self.record.sent)
        except Retryable as fault:
            return self.record.concluding(PostingState.PLANNED, retry_or_hold(self.flow, self.work, fault))
        except NeedsAttention as fault:
            refused = held(self.work, fault.findings, event="posting.refused")
            return self.record.concluding(PostingState.REFUSED, refused)
        except UnknownOutcome as fault:
            return self._unknown(fault)
        self.flow.checkpoint(Boundary.CREATED)
        made = PostingState.DRAFT if self.flow.adapter.capabilities.drafts else PostingState.RELEASED
        self.record.commit(made, reference, "posting.created")
        self.flow.checkpoint(Boundary.CREATION_COMMITTED)
        return self._finished(reference)

    def _finished(self, reference: str) -> Conclusion:
        try:
            found = _asked(self.flow.adapter.read, reference)
        except NeedsAttention as fault:
            return self._later("waiting until the ERP shows what was made") or self._gone(reference, str(fault))
        if found.state is ErpOrderState.CANCELLED:
            return self._gone(reference, "it was cancelled there.")
        unlike = self.record.placed(differences(self.record.order, found), self.row)
        if holding(unlike, self.row.accepted):
            # An answer that lags behind must not bother a person.
            later = self._later("waiting until the ERP shows what was made")
            return later or held(self.work, unlike, event="posting.differs")
        return self._released(found)

    def _released(self, found: ErpOrder) -> Conclusion:
        draft = found.state is ErpOrderState.DRAFT
        if draft:
            if self.record.row.state is not PostingState.COMPARED:
                self.record.commit(PostingState.COMPARED, found.reference, "posting.compared")
            self.flow.checkpoint(Boundary.COMPARED)
        self._refuse_rivals()
        if draft:
            self.record.ensure_claim()
            try:
                self.flow.adapter.release(found.reference)
            except UnknownOutcome as fault:
                return self._unknown(fault)
        self.flow.checkpoint(Boundary.RELEASED)
        return self._posted(found.reference)

    def _posted(self, reference: str) -> Conclusion:
        part = self.record.row
        detail: JournalDetail = {"posting": part.id, "erp_reference": reference, "payload": self.record.digest}
        if part.lines:
            detail = {**detail, "part": part.part, "lines": " ".join(names_of(part))}
        # What is left is validated again, now that this part is in the ERP.
        stage, event = (Stage.PARSED, "order.posted_in_part") if self.is_more else (Stage.POSTED, "order.posted")
        posted = Concluded(stage, Outcome.RUNNING, event, detail)

        def conclude(uow: UnitOfWork) -> Concluded:
            uow.postings.mark_posted(part.id, self.flow.clock())
            return posted

        conclusion = self.record.concluding(PostingState.RELEASED, conclude, reference)
        return PostedInPart(conclusion) if self.is_more else conclusion

    def _unknown(self, fault: UnknownOutcome) -> Conclusion:
        if self._unsearchable:
            return self._for_a_person(str(fault))
        attempts, now = self.work.attempts + 1, self.flow.clock()
        if self.flow.retries.next_attempt(attempts, now, self.flow.random) is None:
            return self._for_a_person(f"{fault} It stayed so in {attempts} attempts.")
        capabilities = self.flow.adapter.capabilities
        # The call that came to no answer may have begun just before its deadline was counted from now.
        at = now + capabilities.deadline + capabilities.settle
        again = retrying(self.work, at, str(fault), attempts=attempts, event="posting.unknown")
        return self.record.concluding(PostingState.UNKNOWN, again)

    def _for_a_person(self, reason: str) -> Conclusion:
        finding = unknown_outcome(self.record.row.id, reason)
        return self.record.concluding(PostingState.UNKNOWN, held(self.work, [finding], event="posting.unknown"))

    def _gone(self, reference: str, reason: str) -> Conclusion:
        if self._unsearchable:
            return self._for_a_person(f"it made {reference}, which cannot be used now: {reason}")
        # From REFUSED the ERP is searched before anything is made anew.
        gone = held(self.work, [draft_gone(reference, reason)], event="posting.gone")
        return self.record.concluding(PostingState.REFUSED, gone)

    def _later(self, reason: str) -> Conclusion | None:
        """Try again when every recorded attempt shows; None when that time has come."""
        settled = self.record.settled_at()
        if settled is None or self.flow.clock() >= settled:
            return None
        return retrying(self.work, settled, reason, attempts=self.work.attempts)

    @property
    def _unsearchable(self) -> bool:
        return self.flow.adapter.capabilities.idempotency is Idempotency.NONE


def _asked(question: Callable[[Asked], Answer], about: Asked) -> Answer:
    """The answer to a question that writes nothing, so that a lost answer is a passing fault."""
    try:
        return question(about)
    except UnknownOutcome as fault:
        raise Retryable(str(fault)) from fault
