"""The queue, and the counts that every page shows."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from exceptions_queue.problems import NotThere
from exceptions_queue.requests import WithPages, WithPerson, WithServices, WithSummaries
from exceptions_queue.views.overview import overview
from exceptions_queue.views.queue_page import queue_page
from exceptions_queue.views.reasons import Family

router = APIRouter()


@router.get("/")
def queue(
    request: Request,
    services: WithServices,
    summaries: WithSummaries,
    pages: WithPages,
    person: WithPerson,
    tab: str = "",
    q: str = "",
    page: int = 1,
) -> Response:
    """What waits for a person; the page asks for itself again every few seconds."""
    if tab and tab not in set(Family):
        raise NotThere
    with services.store.read() as uow:
        shown = queue_page(uow, summaries, services.clock(), tab=tab, q=q, number=max(page, 1))
    own_refresh = (
        request.headers.get("hx-target") == "section#queue" and request.headers.get("hx-request-type") == "partial"
    )
    return pages.page(
        "_queue.html" if own_refresh else "queue.html",
        person=person,
        section="queue",
        poll_url=f"/?{urlencode({'poll': '1', 'tab': tab, 'q': q, 'page': str(shown.number)})}",
        tabs=shown.tabs,
        rows=shown.rows,
        paging=shown.paging,
        tab=tab,
        q=q,
    )


@router.get("/overview")
def counts(services: WithServices, pages: WithPages, _person: WithPerson) -> Response:
    """The counts in the bar."""
    with services.store.read() as uow:
        return pages.page("_overview.html", overview=overview(uow, services.clock()))
