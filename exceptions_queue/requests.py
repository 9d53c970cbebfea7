"""What every route needs of a request."""

from typing import Annotated

from fastapi import Depends, Request

from exceptions_queue.access import Permission, SignedIn, require
from exceptions_queue.rendering import Pages
from exceptions_queue.services import Services
from exceptions_queue.sessions import cookie_name, resume_session
from exceptions_queue.views.summaries import Summaries


def services_of(request: Request) -> Services:
    """The collaborators that `create_app` was given."""
    services: Services = request.app.state.services
    return services


def pages_of(request: Request) -> Pages:
    """The templates."""
    pages: Pages = request.app.state.pages
    return pages


def summaries_of(request: Request) -> Summaries:
    """What lists know of orders."""
    summaries: Summaries = request.app.state.summaries
    return summaries


def signed_in(request: Request) -> SignedIn:
    """The person behind the request, who may read. Raises `NotSignedIn`."""
    services = services_of(request)
    token = request.cookies.get(cookie_name(services), "")
    # A page that refreshes itself is no sign of a person at the desk.
    person = resume_session(services, token, extend="poll" not in request.query_params)
    require(person, Permission.READ)
    return person


def is_htmx(request: Request) -> bool:
    """Whether htmx asked, which takes a part of a page and follows its own redirect header."""
    return request.headers.get("hx-request") == "true"


WithServices = Annotated[Services, Depends(services_of)]
WithPages = Annotated[Pages, Depends(pages_of)]
WithSummaries = Annotated[Summaries, Depends(summaries_of)]
WithPerson = Annotated[SignedIn, Depends(signed_in)]
