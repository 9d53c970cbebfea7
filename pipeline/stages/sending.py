"""An answer that is written to one that is sent: out by the partner's channel, which takes the same name only once."""

from orders.ids import ReplyId
from orders.stages import Outcome, Stage
from pipeline.boundaries import Boundary
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion
from storage.unit_of_work import UnitOfWork


def send_answer(flow: Flow, claim: Claim) -> Conclusion:
    """Put it out, then write down that it is. Raises Retryable while its way is barred."""
    with flow.store.read() as uow:
        reply = uow.replies.get(ReplyId(claim.row.subject_id))
        body = uow.replies.body(reply.id)
    if body is None or reply.file_name is None:
        raise RuntimeError(f"answer {reply.id} is to be sent, yet not written")
    flow.answering.channel(reply.partner).send(reply.file_name, body)
    flow.checkpoint(Boundary.PUT_OUT)
    name = reply.file_name

    def conclude(uow: UnitOfWork) -> Concluded:
        uow.replies.mark_sent(reply.id, flow.clock())
        return Concluded(Stage.SENT, Outcome.DONE, "reply.sent", {"file": name})

    return conclude
