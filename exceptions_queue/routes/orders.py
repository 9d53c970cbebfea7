"""Every order and document, to be found."""

from fastapi import APIRouter
from starlette.responses import Response

from exceptions_queue.problems import NotThere
from exceptions_queue.requests import WithPages, WithPerson, WithServices
from exceptions_queue.views.catalogue import catalogue
from exceptions_queue.views.words import OUTCOME_CHOICES
from orders.stages import Outcome, Subject

router = APIRouter()
_SEARCHED = {"orders": "PO number, customer, part, file, sender", "documents": "File, sender, subject"}


@router.get("/orders")
def orders(
    services: WithServices, pages: WithPages, person: WithPerson, q: str = "", outcome: str = "", page: int = 1
) -> Response:
    """Orders, newest first; a search finds documents too, since an order may be in one that was not read."""
    subject = None if q else Subject.ORDER
    return _list(services, pages, person, "orders", subject, q=q, outcome=outcome, page=page)


@router.get("/documents")
def documents(
    services: WithServices, pages: WithPages, person: WithPerson, q: str = "", outcome: str = "", page: int = 1
) -> Response:
    """All parts of all arrivals, with what became of each."""
    return _list(services, pages, person, "documents", Subject.DOCUMENT, q=q, outcome=outcome, page=page)


def _list(
    services: WithServices,
    pages: WithPages,
    person: WithPerson,
    section: str,
    subject: Subject | None,
    *,
    q: str,
    outcome: str,
    page: int,
) -> Response:
    if outcome and outcome not in set(Outcome):
        raise NotThere
    with services.store.read() as uow:
        found = catalogue(uow, f"/{section}", subject, q=q, outcome=outcome, number=max(page, 1))
    return pages.page(
        "found.html",
        person=person,
        section=section,
        rows=found.rows,
        paging=found.paging,
        q=q,
        outcome=outcome,
        outcomes=OUTCOME_CHOICES,
        placeholder=_SEARCHED[section],
    )
