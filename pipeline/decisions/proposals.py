"""What a second person says to a proposal, carried out in one transaction."""

from orders.proposal import Answer, Answered, Proposal
from pipeline.decisions.exits import NotDecidable
from storage.unit_of_work import UnitOfWork


def answer(uow: UnitOfWork, proposal_id: str, answered: Answered) -> Proposal:
    """Confirm or decline it; the same answer twice is one. What is confirmed counts from the commit on.

    Whether the role of the person allows it is for the caller to ask. Raises NotDecidable, with a sentence for the
    person, and NotFound; Conflict when two answer at the same time.
    """
    proposal = uow.proposals.get(proposal_id)
    if proposal.standing is not None:
        if proposal.standing.answer is answered.answer:
            return proposal
        raise NotDecidable(f"It was {proposal.standing.answer.value} by {proposal.standing.by} already.")
    if proposal.is_by(answered.by):
        raise NotDecidable("You proposed this yourself: another person has to answer it.")
    uow.proposals.answer(proposal, answered)
    if answered.answer is Answer.CONFIRMED and proposal.lesson is not None:
        uow.knowledge.teach(proposal.lesson, author=proposal.author, at=answered.at, decision_id=proposal.decision_id)
    return proposal
