"""What people decide on what was taught: to take it back, and as a second person to let it count."""

from exceptions_queue.access import Permission, SignedIn, require
from exceptions_queue.deciding import answers_of_the_pipeline
from exceptions_queue.problems import NotPossible
from exceptions_queue.services import Services
from orders.proposal import Answer, Answered
from pipeline.decisions.proposals import answer


def retire(services: Services, person: SignedIn, knowledge_id: str, reason: str) -> None:
    """It is valid no more. Raises NotFound."""
    require(person, Permission.DECIDE)
    if not reason.strip():
        raise NotPossible("Say why in a few words: whoever wonders later why it is asked again will want to know.")
    with services.store.begin() as uow:
        uow.knowledge.retire(knowledge_id, person.name, services.clock(), reason.strip())


def answer_proposal(services: Services, person: SignedIn, proposal_id: str, said: Answer, reason: str) -> None:
    """Confirm or decline what another person, or the settings, proposed. Raises NotFound."""
    require(person, Permission.CONFIRM)
    if said is Answer.DECLINED and not reason.strip():
        raise NotPossible("Say why it is declined: whoever proposed it will want to know.")
    with answers_of_the_pipeline(), services.store.begin() as uow:
        answer(uow, proposal_id, Answered(said, person.name, services.clock(), reason.strip()))
