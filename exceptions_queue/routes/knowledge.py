"""What people taught, and what waits for a second person."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from exceptions_queue import knowing
from exceptions_queue.problems import NotThere
from exceptions_queue.requests import WithPages, WithPerson, WithServices
from exceptions_queue.views.knowledge_page import SHOWN, knowledge_list, lesson_page
from orders.proposal import Answer

router = APIRouter(prefix="/knowledge")


@router.get("")
def listed(
    services: WithServices, pages: WithPages, person: WithPerson, q: str = "", show: str = "", page: int = 1
) -> Response:
    """What is valid now, and above it what waits for another person."""
    if show not in {value for value, _ in SHOWN}:
        raise NotThere
    with services.store.read() as uow:
        found = knowledge_list(uow, person, q=q, show=show, number=max(page, 1))
    return pages.page(
        "knowledge.html",
        person=person,
        section="knowledge",
        rows=found.rows,
        proposals=found.proposals,
        paging=found.paging,
        q=q,
        show=show,
        shown=SHOWN,
    )


@router.get("/{knowledge_id}")
def lesson(services: WithServices, pages: WithPages, person: WithPerson, knowledge_id: str) -> Response:
    """One lesson with every revision of it."""
    with services.store.read() as uow:
        page = lesson_page(uow, person, knowledge_id)
    return pages.page("lesson.html", person=person, section="knowledge", page=page)


@router.post("/{knowledge_id}/retire")
def retire(
    services: WithServices, person: WithPerson, knowledge_id: str, reason: Annotated[str, Form()] = ""
) -> Response:
    """Take it back, with the reason."""
    knowing.retire(services, person, knowledge_id, reason)
    return RedirectResponse(f"/knowledge/{knowledge_id}", HTTPStatus.SEE_OTHER)


@router.post("/proposals/{proposal_id}/{said}")
def answered(
    services: WithServices, person: WithPerson, proposal_id: str, said: Answer, reason: Annotated[str, Form()] = ""
) -> Response:
    """Confirm or decline a proposal."""
    if said is Answer.LAPSED:
        raise NotThere
    knowing.answer_proposal(services, person, proposal_id, said, reason)
    return RedirectResponse("/knowledge", HTTPStatus.SEE_OTHER)
