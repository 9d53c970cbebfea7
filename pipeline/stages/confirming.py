"""A posted order to a confirmed one. Where a reply to the customer is due it leaves here; so far none is."""

from collections.abc import Sequence

from orders.decision import Decision, DecisionKind
from orders.ids import OrderId
from orders.line_keys import line_of_key
from orders.stages import Outcome, PostingState, Stage
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion
from pipeline.edits import with_edits
from pipeline.posting.parts import Sent, keys_of, sent_of, told_lines, told_parts
from pipeline.posting.places import shares_of
from storage.rows import OrderRow


def confirm(flow: Flow, claim: Claim) -> Conclusion:
    """Close an order all of whose parts are released in the ERP, or given up by a person."""
    with flow.store.read() as uow:
        row = uow.orders.get(OrderId(claim.row.subject_id))
        postings, decisions = uow.postings.of_order(row.id), uow.decisions.of_order(row.id)
    released = [posting for posting in postings if posting.state is PostingState.RELEASED]
    open_ = [posting.id for posting in postings if posting.state not in (PostingState.RELEASED, PostingState.ABANDONED)]
    if open_ or not released:
        raise RuntimeError(f"order {row.id} is posted, yet not released: {open_}")
    detail = {"erp_reference": " ".join(dict.fromkeys(posting.erp_reference for posting in released))}
    told = " ".join(filter(None, (_left(row, sent_of(released), decisions), _said(decisions))))
    return lambda _uow: Concluded(Stage.CONFIRMED, Outcome.DONE, "order.confirmed", detail, reason=told)


def _said(decisions: Sequence[Decision]) -> str:
    """What the person said who refused what was left, or recorded a clerk's order: that tells, too, what of ours is
    left beside it."""
    if decisions and decisions[-1].kind is DecisionKind.REFUSE:
        return decisions[-1].reason
    return next((made.reason for made in reversed(decisions) if made.kind is DecisionKind.RECORD_POSTED), "")


def _left(row: OrderRow, sent: Sent, decisions: Sequence[Decision]) -> str:
    """Which lines were posted and which were not, where a person refused to post them all."""
    keys = keys_of(row)
    shares, there = shares_of(row.order, keys), sent.keys
    unsent = {line_of_key(share) for share in shares if share not in there}
    left = [index for index, key in enumerate(keys) if key in unsent] if sent.parts else []
    if not left:
        return ""
    reading, _ = with_edits(row, decisions)
    numbers = [reading.lines[index].line_no for index in left]
    names = [number.value if number else str(keys[index]) for index, number in zip(left, numbers, strict=True)]
    return f"{told_parts(sent, len(shares))} Not posted: {told_lines(names)}."
