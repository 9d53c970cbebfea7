"""An order into the ERP: all of it, or one part after another. `pipeline.posting.run` has what each of them takes.

While parts follow each other and nothing else has changed, the order is read and validated once for all of them.
"""

from collections.abc import Iterator
from datetime import timedelta

import structlog

from orders.errors import NeedsAttention
from orders.ids import OrderId
from orders.order import PurchaseOrder
from orders.stages import Outcome, Stage, Subject
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import MACHINE, Concluded, Conclusion
from pipeline.edits import with_edits
from pipeline.posting.findings import incomplete
from pipeline.posting.parts import Sent, keys_of, open_part, sent_of, siblings_of
from pipeline.posting.places import PlacePart, goes_to_places, parts_for_places, shares_of
from pipeline.posting.planning import plan_place
from pipeline.posting.postable import postable
from pipeline.posting.record import PostingRecord, planned
from pipeline.posting.run import PostedInPart, PostingRun
from pipeline.posting.shadow import compare_with_erp, is_shadow
from storage.rows import OrderRow, PostingRow

log = structlog.get_logger()

LONGEST_RUN = timedelta(seconds=30)
"""For which parts follow each other before what is left is validated anew. A stop of the daemon waits as long."""


def post(flow: Flow, claim: Claim) -> Conclusion:
    """Bring the order into the ERP, from whatever sub-state an earlier attempt left it in.

    Raises NeedsAttention for what must not be posted, LostClaim as soon as somebody else has taken over.
    """
    with flow.store.read() as uow:
        row = uow.orders.get(OrderId(claim.row.subject_id))
        postings = uow.postings.of_order(row.id)
    if is_shadow(flow, row, postings):
        return compare_with_erp(flow, claim, row, planned(flow, claim, postable(row), postings))
    part, sent = open_part(postings), sent_of(postings)
    if part is not None:
        return _post_parts(flow, claim, row, part, postings)
    if sent.parts:
        return _all_posted(row)
    if goes_to_places(row.order):
        # Validation plans its parts; should it not have, one place must not get the goods of all.
        raise NeedsAttention([incomplete()])
    return PostingRun(flow, claim.row, row, planned(flow, claim, postable(row), postings)).carried_on()


def _all_posted(row: OrderRow) -> Conclusion:
    """The lines that were in no part yet were deleted by a person."""
    detail = {"erp_reference": row.erp_reference}
    return lambda _uow: Concluded(Stage.POSTED, Outcome.RUNNING, "order.posted", detail)


def _post_parts(
    flow: Flow, claim: Claim, row: OrderRow, part: PostingRow, postings: tuple[PostingRow, ...]
) -> Conclusion:
    """Post the part and, where they go to places, those after it; each was planned when the one before was posted."""
    sent, siblings, begun_at = sent_of(postings), siblings_of(part, postings), flow.clock()
    left = set(shares_of(row.order, keys_of(row))) - sent.keys - set(part.lines)
    following = _following(flow, row, part, sent)
    while True:
        record = PostingRecord(flow, claim, postable(row, part), part)
        conclusion = PostingRun(flow, claim.row, row, record, siblings, bool(left)).carried_on()
        if not isinstance(conclusion, PostedInPart) or flow.clock() - begun_at >= LONGEST_RUN:
            return conclusion
        siblings |= {record.row.id, record.row.erp_reference}
        after = _planned_after(flow, claim, row, conclusion, following)
        if after is None:
            return conclusion
        part, left = after, left - set(after.lines)


def _following(flow: Flow, row: OrderRow, part: PostingRow, sent: Sent) -> Iterator[PlacePart]:
    """What goes to further places after this part; nothing where lines go in parts for another reason."""
    if not isinstance(row.order, PurchaseOrder) or not goes_to_places(row.order):
        return iter(())
    with flow.store.read() as uow:
        reading, _ = with_edits(row, uow.decisions.of_order(row.id))
    begun = {part.id, *(each.id for each in sent.parts)}
    return parts_for_places(row.order, reading, keys_of(row), sent.keys | set(part.lines), len(begun))


def _planned_after(
    flow: Flow, claim: Claim, row: OrderRow, posted: PostedInPart, following: Iterator[PlacePart]
) -> PostingRow | None:
    """The next part, planned in the commit that notes the one before as posted.

    None, and nothing is written, where there is none, or other reference data hold than the order was validated with.
    """
    now = flow.clock()
    with flow.store.begin() as uow:
        claim.fence(uow, now)
        after = next(following, None) if uow.reference().snapshot == row.snapshot else None
        if after is None:
            return None
        concluded = posted(uow)
        uow.journal.write(Subject.ORDER, row.id, concluded.event, MACHINE, concluded.detail, now)
        part = plan_place(uow, row.id, after)
    claim.progressed()
    log.info(concluded.event, stage=claim.row.stage.value, outcome=concluded.outcome.value)
    return part
