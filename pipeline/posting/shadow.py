"""In mode `shadow` an order is not posted: it is compared with what a clerk enters in the ERP meanwhile.

An order that was validated in this mode never posts later, whatever the settings say by then: nobody confirmed it.
"""

from collections.abc import Sequence
from datetime import timedelta

from erp_adapters.adapter import ErpOrder, Idempotency
from erp_adapters.comparison import differences
from orders.errors import Retryable, UnknownOutcome
from orders.findings import Finding, FindingCode, Severity
from orders.policy import Mode
from orders.stages import Outcome, PostingState, Stage, Subject
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion, retrying
from pipeline.findings import add_findings
from pipeline.posting.record import PostingRecord
from storage.rows import OrderRow, PostingRow
from storage.unit_of_work import UnitOfWork

LOOK_EVERY = timedelta(hours=1)
"""A clerk enters an order within hours, and an ERP is not asked more often than anybody would."""


def is_shadow(flow: Flow, row: OrderRow, postings: Sequence[PostingRow]) -> bool:
    """Whether nothing of this order may be posted. What was begun in another mode is finished."""
    if any(posting.state not in (PostingState.PLANNED, PostingState.ABANDONED) for posting in postings):
        return False
    validated_so = any(finding.code is FindingCode.SHADOW_MODE for finding in row.findings)
    return validated_so or flow.policies.of(row.customer).mode is Mode.SHADOW


def compare_with_erp(flow: Flow, claim: Claim, row: OrderRow, record: PostingRecord) -> Conclusion:
    """Look for the order in the ERP until it is there or its time is over, then set ours aside with what differs.

    Raises Retryable when the ERP cannot be asked just now.
    """
    if flow.adapter.capabilities.idempotency is Idempotency.NONE:
        return _set_aside(row, "not_compared", "this ERP cannot be searched, so it was compared with nothing.")
    try:
        hits = flow.adapter.find_orders(record.sent)
    except UnknownOutcome as fault:
        raise Retryable(str(fault)) from fault
    match hits:
        case ():
            return _later(flow, claim, row)
        case (hit,):
            return _compared(row, record, hit)
        case _:
            references = ", ".join(hit.reference for hit in hits)
            return _set_aside(row, "several", f"the ERP has it several times: {references}.")


def _later(flow: Flow, claim: Claim, row: OrderRow) -> Conclusion:
    hours, now = flow.policies.of(row.customer).shadow_hours, flow.clock()
    if now >= row.created_at + timedelta(hours=hours):
        return _set_aside(row, "absent", f"the ERP did not have it within {hours} hours.")
    reason = "Shadow mode: waits until the order is entered in the ERP."
    return retrying(claim.row, now + LOOK_EVERY, reason, attempts=claim.row.attempts, event="order.waiting")


def _compared(row: OrderRow, record: PostingRecord, hit: ErpOrder) -> Conclusion:
    unlike = differences(record.order, hit)
    if not unlike:
        return _set_aside(row, "same", f"the ERP has it as {hit.reference}, and it is the same.", hit.reference)
    told = "; ".join(finding.message for finding in unlike)
    # They tell of what somebody else entered; nothing of ours is to be mended.
    notes = [finding.model_copy(update={"severity": Severity.NOTE}) for finding in unlike]
    return _set_aside(
        row, "different", f"the ERP has it as {hit.reference}, and it differs. {told}", hit.reference, notes
    )


def _set_aside(
    row: OrderRow, compared: str, words: str, reference: str = "", findings: Sequence[Finding] = ()
) -> Conclusion:
    """Closed without a posting; a resend is looked at like a new order."""

    def conclude(uow: UnitOfWork) -> Concluded:
        add_findings(uow, Subject.ORDER, row.id, findings)
        uow.orders.release_identity(row.id)
        detail = {"compared": compared, "erp_reference": reference}
        reason = f"Shadow mode: nothing was posted; {words}"
        return Concluded(Stage.VALIDATED, Outcome.SET_ASIDE, "order.shadowed", detail, reason)

    return conclude
