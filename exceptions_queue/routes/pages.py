"""The pages of a document as they were kept when it was parsed: their pictures and words, and the whole as a part of
another page."""

from typing import Annotated

from fastapi import APIRouter, Header
from starlette.responses import JSONResponse, Response

from exceptions_queue.pictures import picture
from exceptions_queue.problems import NotThere
from exceptions_queue.requests import WithPages, WithPerson, WithServices
from exceptions_queue.views.sources import source_of
from orders.ids import DocumentId

router = APIRouter(prefix="/documents/{document_id}")


@router.get("/source")
def source(services: WithServices, pages: WithPages, _person: WithPerson, document_id: DocumentId) -> Response:
    """What the document holds, to be shown beside an order that came with it."""
    with services.store.read() as uow:
        document = uow.documents.get(document_id)
        view = source_of(uow, services.store.archive, document)
    return pages.page("_transcript.html", source=view, own=False)


@router.get("/pages/{number}/picture")
def page_picture(
    services: WithServices,
    _person: WithPerson,
    document_id: DocumentId,
    number: int,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """The picture of a page."""
    with services.store.read() as uow:
        transcript = uow.documents.transcript(document_id)
    digests = [page.image for page in transcript.pages if page.number == number] if transcript else []
    if not digests or not digests[0]:
        raise NotThere
    return picture(services.store.archive.get(digests[0]), digests[0], if_none_match)


@router.get("/pages/{number}/words")
def page_words(services: WithServices, _person: WithPerson, document_id: DocumentId, number: int) -> Response:
    """Each word of a page with the sides of its box in points: left, top, right, bottom."""
    with services.store.read() as uow:
        words = uow.documents.words(document_id, number)
    sides = [[word.text, *map(float, (word.left, word.top, word.right, word.bottom))] for word in words]
    return JSONResponse({"words": sides})
