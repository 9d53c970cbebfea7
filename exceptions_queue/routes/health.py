"""Whether the daemon is well, for whoever watches it. Says nothing about orders, and needs no sign-in."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.responses import JSONResponse

from exceptions_queue.requests import WithServices

router = APIRouter()


@router.get("/healthz")
def healthz(services: WithServices) -> JSONResponse:
    """200 when all is well, else 503; the body names each part."""
    health = services.health()
    status = HTTPStatus.OK if health.ok else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"ok": health.ok, "checks": dict(health.checks)}, status)
