"""A posted order to a confirmed one. Where a reply to the customer is due it leaves here; so far none is."""

from orders.decision import DecisionKind
from orders.ids import OrderId
from orders.stages import Outcome, PostingState, Stage
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion


def confirm(flow: Flow, claim: Claim) -> Conclusion:
    """Close an order all of whose parts are released in the ERP."""
    with flow.store.read() as uow:
        postings = uow.postings.of_order(OrderId(claim.row.subject_id))
        decisions = uow.decisions.of_order(OrderId(claim.row.subject_id))
    unreleased = [posting.id for posting in postings if posting.state is not PostingState.RELEASED]
    if unreleased or not postings:
        raise RuntimeError(f"order {claim.row.subject_id} is posted, yet not released: {unreleased}")
    references = " ".join(posting.erp_reference for posting in postings)
    # Whoever recorded a clerk's order is told on the closed order, too, what of ours is left beside it.
    told = next((made.reason for made in reversed(decisions) if made.kind is DecisionKind.RECORD_POSTED), "")
    detail = {"erp_reference": references}
    return lambda _uow: Concluded(Stage.CONFIRMED, Outcome.DONE, "order.confirmed", detail, reason=told)
