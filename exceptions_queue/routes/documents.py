"""Documents and whole arrivals: what they hold, what became of them, and what to do with those that wait."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from exceptions_queue import unread
from exceptions_queue.originals import arrival_file_name, download
from exceptions_queue.requests import WithPages, WithPerson, WithServices, is_htmx
from exceptions_queue.views.document_page import arrival_page, document_page
from exceptions_queue.views.reasons import REASONS
from exceptions_queue.views.words import tone
from orders.ids import ArrivalId, DocumentId
from orders.stages import Subject

router = APIRouter(prefix="/{kind}/{subject_id}")

Kind = Literal["documents", "arrivals"]
_WORDS = {code: word for code, (_, word) in REASONS.items()}
_SUBJECTS: dict[Kind, Subject] = {"documents": Subject.DOCUMENT, "arrivals": Subject.ARRIVAL}


@router.get("")
def show(services: WithServices, pages: WithPages, person: WithPerson, kind: Kind, subject_id: str) -> Response:
    """Its content as it was kept, what was found, and every part that arrived with it."""
    archive = services.store.archive
    with services.store.read() as uow:
        if kind == "documents":
            page = document_page(uow, archive, DocumentId(subject_id), person)
        else:
            page = arrival_page(uow, archive, ArrivalId(subject_id), person)
    document, arrival = page.document, page.arrival
    return pages.page(
        "document.html",
        person=person,
        section="documents",
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
    unread.set_aside(services, person, _SUBJECTS[kind], subject_id, version=version, reason=reason)
    return _seen_to(request, kind, subject_id)


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
    unread.read_again(services, person, _SUBJECTS[kind], subject_id, version=version)
    return _seen_to(request, kind, subject_id)


def _seen_to(request: Request, kind: Kind, subject_id: str) -> Response:
    address = f"/{kind}/{subject_id}"
    if is_htmx(request):
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
