"""Signing in and out."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from exceptions_queue.problems import TooManyAttempts, WrongCredentials
from exceptions_queue.requests import WithPages, WithServices
from exceptions_queue.sessions import close_session, cookie_name
from exceptions_queue.sign_in import SignIn

router = APIRouter()


@router.get("/sign-in")
def form(pages: WithPages, next: str = "/") -> Response:
    """The sign-in page; `next` is where to go afterwards."""
    return pages.page("sign_in.html", problem="", name="", next=_own_path(next))


@router.post("/sign-in")
def enter(
    request: Request,
    services: WithServices,
    pages: WithPages,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Check the password; a session always gets a new token, whatever the browser brought."""
    sign_in: SignIn = request.app.state.sign_in
    cookie = cookie_name(services)
    try:
        token = sign_in(name, password, request.client.host if request.client else "")
    except (WrongCredentials, TooManyAttempts) as refused:
        return pages.page("sign_in.html", refused.status, problem=str(refused), name=name, next=_own_path(next))
    close_session(services, request.cookies.get(cookie, ""))
    response = RedirectResponse(_own_path(next), HTTPStatus.SEE_OTHER)
    response.set_cookie(
        cookie,
        token,
        max_age=int(services.settings.session_absolute.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=services.settings.secure_cookie,
        path="/",
    )
    return response


@router.post("/sign-out")
def leave(request: Request, services: WithServices) -> Response:
    """End the session on the server, and drop the cookie."""
    cookie = cookie_name(services)
    close_session(services, request.cookies.get(cookie, ""))
    response = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    response.delete_cookie(cookie, path="/", secure=services.settings.secure_cookie, httponly=True, samesite="lax")
    return response


def _own_path(address: str) -> str:
    # "//host" and "/\host" are addresses of other hosts to a browser.
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if own else "/"
