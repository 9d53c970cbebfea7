"""Documents and whole arrivals: what they hold, what became of them, and what to do with those that wait."""

import re
from http import HTTPStatus
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from exceptions_queue import unread
from exceptions_queue.originals import arrival_file_name, download
from exceptions_queue.requests import WithPages, WithPerson, WithServices, is_htmx
from exceptions_queue.services import Services
from exceptions_queue.views.document_page import arrival_page, document_page
from exceptions_queue.views.queue_page import neighbours
from exceptions_queue.views.reasons import REASONS
from exceptions_queue.views.words import tone
from orders.ids import ArrivalId, DocumentId
from orders.stages import Outcome, Subject

router = APIRouter(prefix="/{kind}/{subject_id}")

Kind = Literal["documents", "arrivals"]
_WORDS = {code: word for code, (_, word) in REASONS.items()}
_PAGE = re.compile(r"/(?:orders|documents|arrivals|replies)/[A-Za-z0-9_-]{1,64}")
_SUBJECTS: dict[Kind, Subject] = {"documents": Subject.DOCUMENT, "arrivals": Subject.ARRIVAL}


@router.get("")
def show(
    services: WithServices, pages: WithPages, person: WithPerson, kind: Kind, subject_id: str, then: str | None = None
) -> Response:
    """Its content as it was kept, what was found, and every part that arrived with it.

    After a decision `then` is the page of what stood next in the queue, if anything did.
    """
    archive = services.store.archive
    with services.store.read() as uow:
        if kind == "documents":
            page = document_page(uow, archive, DocumentId(subject_id), person)
        else:
            page = arrival_page(uow, archive, ArrivalId(subject_id), person)
        previous_url, next_url = neighbours(uow, subject_id)
    held = page.outcome is Outcome.HELD
    document, arrival = page.document, page.arrival
    return pages.page(
        "document.html",
        person=person,
        section="queue" if held else "documents",
        back_url="/" if held else "/documents",
        previous_url=previous_url if held else "",
        next_url=(then if then and _PAGE.fullmatch(then) else next_url) if held or then is not None else "",
        seen_to=then is not None and not held,
        base=f"/{kind}/{subject_id}",
        title=(document.name or document.subject or document.path) if document else (arrival.name or "Arrival"),
        page=page,
        standing=page.standing,
        tone=tone(page.outcome),
        words=_WORDS,
        sender=document.sender if document else arrival.sender,
    )


@router.get("/original")
def original(services: WithServices, _person: WithPerson, kind: Kind, subject_id: str) -> Response:
    """The bytes as they were received."""
    with services.store.read() as uow:
        if kind == "documents":
            document = uow.documents.get(DocumentId(subject_id))
            name, digest = document.name or document.subject or document.path, document.digest
        else:
            arrival = uow.arrivals.get(ArrivalId(subject_id))
            name, digest = arrival_file_name(arrival), arrival.digest
    return download(name, services.store.archive.get(digest))


@router.post("/set-aside")
def set_aside(
    request: Request,
    services: WithServices,
    person: WithPerson,
    kind: Kind,
    subject_id: str,
    version: Annotated[int, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Take it out of the queue, with the reason."""
    then = _next(services, subject_id)
    unread.set_aside(services, person, _SUBJECTS[kind], subject_id, version=version, reason=reason)
    return _seen_to(request, kind, subject_id, then)


@router.post("/read-again")
def read_again(
    request: Request,
    services: WithServices,
    person: WithPerson,
    kind: Kind,
    subject_id: str,
    version: Annotated[int, Form()],
) -> Response:
    """Carry the step out once more."""
    then = _next(services, subject_id)
    unread.read_again(services, person, _SUBJECTS[kind], subject_id, version=version)
    return _seen_to(request, kind, subject_id, then)


def _next(services: Services, subject_id: str) -> str:
    with services.store.read() as uow:
        return neighbours(uow, subject_id)[1]


def _seen_to(request: Request, kind: Kind, subject_id: str, then: str) -> Response:
    address = f"/{kind}/{subject_id}?{urlencode({'then': then})}"
    if is_htmx(request):
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
