"""The web application of the exception queue."""

from fastapi import FastAPI, Request
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from exceptions_queue.attempts import FailedAttempts
from exceptions_queue.error_pages import add_error_pages, answer
from exceptions_queue.problems import ForeignOrigin
from exceptions_queue.rendering import STATIC, Pages
from exceptions_queue.response_headers import ResponseHeaders
from exceptions_queue.routes import (
    decisions,
    documents,
    health,
    knowledge,
    order,
    orders,
    pages,
    queue,
    replies,
    sign_in,
)
from exceptions_queue.same_origin import is_own_request
from exceptions_queue.services import Services
from exceptions_queue.sign_in import SignIn
from exceptions_queue.views.summaries import Summaries


def create_app(services: Services) -> FastAPI:
    """The pages over these services. It opens nothing: store and pipeline come with the services."""
    app = FastAPI(title="Ordermill", openapi_url=None, docs_url=None, redoc_url=None)
    settings = services.settings
    app.state.services = services
    app.state.pages = Pages(settings.refresh_seconds)
    app.state.summaries = Summaries()
    app.state.sign_in = SignIn(
        services, FailedAttempts(settings.sign_in_failures, settings.sign_in_window, services.clock)
    )
    app.mount("/static", StaticFiles(directory=STATIC))
    for module in (sign_in, health, queue, orders, order, decisions, knowledge, replies, pages, documents):
        app.include_router(module.router)
    add_error_pages(app)
    app.middleware("http")(_own_requests_only)
    app.add_middleware(ResponseHeaders)
    return app


async def _own_requests_only(request: Request, call_next: RequestResponseEndpoint) -> Response:
    if not is_own_request(request.method, request.headers):
        return answer(request, ForeignOrigin.status, ForeignOrigin.title, str(ForeignOrigin()))
    return await call_next(request)
