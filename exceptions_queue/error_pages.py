"""Faults as pages that say what to do, or as notices inside the page that asked."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from exceptions_queue.problems import NotSignedIn, NotThere, Problem
from exceptions_queue.requests import is_htmx, pages_of
from exceptions_queue.response_headers import SECURITY_HEADERS
from exceptions_queue.same_origin import SAFE_METHODS
from orders.errors import Retryable
from storage.errors import DamagedOriginal, MissingOriginal, NotFound

_log = structlog.get_logger()

_NOTICE = {"HX-Retarget": "#result", "HX-Reswap": "innerHTML"}


def add_error_pages(app: FastAPI) -> None:
    """Every fault gets an answer that a person can act upon."""
    app.add_exception_handler(NotSignedIn, _sign_in)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(NotFound, _not_found)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(MissingOriginal, _no_original)
    app.add_exception_handler(DamagedOriginal, _no_original)
    app.add_exception_handler(Retryable, _passing)
    app.add_exception_handler(Exception, _bug)


def answer(
    request: Request, status: int, title: str, message: str, particulars: Sequence[str] = (), reload: str = ""
) -> Response:
    """The fault as a notice in the page where htmx asked, else as a page of its own."""
    pages = pages_of(request)
    if not is_htmx(request):
        return pages.page("problem.html", status, title=title, message=" ".join((message, *particulars)))
    notice = pages.page("_problem.html", status, title=title, message=message, particulars=particulars, reload=reload)
    notice.headers.update(_NOTICE)
    return notice


async def _sign_in(request: Request, _error: Exception) -> Response:
    if is_htmx(request):
        # The page stays, with what was typed into it, and asks for the password itself (`static/session.js`).
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Reswap": "none"})
    query = urlencode({"next": request.url.path}) if request.method in SAFE_METHODS and request.url.path != "/" else ""
    return RedirectResponse(f"/sign-in?{query}" if query else "/sign-in", HTTPStatus.SEE_OTHER)


async def _problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, Problem):
        raise error
    return answer(request, error.status, error.title, str(error))


async def _not_found(request: Request, _error: Exception) -> Response:
    return answer(request, NotThere.status, NotThere.title, str(NotThere()))


async def _malformed(request: Request, _error: Exception) -> Response:
    return answer(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Not understood",
        "A part of the request is missing or malformed. Reload the page and repeat.",
    )


async def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == HTTPStatus.NOT_FOUND:
        return await _not_found(request, error)
    return answer(
        request, error.status_code, "That did not work", f"{error.detail}. Go back to the queue and try again."
    )


async def _no_original(request: Request, error: Exception) -> Response:
    # Which file it is, the log says: paths of the server are nobody's business here.
    _log.error("request.failed", path=request.url.path, error=type(error).__name__)
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "The original is not there", type(error).__doc__ or "")


async def _passing(request: Request, _error: Exception) -> Response:
    return answer(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Busy just now",
        "Nothing was changed. Try again in a few seconds; if it stays, run `ordermill doctor`.",
    )


async def _bug(request: Request, error: Exception) -> Response:
    _log.error("request.failed", path=request.url.path, error=type(error).__name__)
    page = answer(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong",
        "It is a fault of Ordermill, not yours; nothing was changed. The log names it: tell whoever runs the system.",
    )
    # Starlette answers this one outside of all middleware.
    page.headers.update(SECURITY_HEADERS | {"Cache-Control": "no-store"})
    return page
