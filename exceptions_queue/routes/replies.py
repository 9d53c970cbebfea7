"""Answers to customers: what is due, what was sent, its text, and what to do with one that cannot leave."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from exceptions_queue import unread
from exceptions_queue.originals import download
from exceptions_queue.problems import NotThere
from exceptions_queue.requests import WithPages, WithPerson, WithServices, is_htmx
from exceptions_queue.views.replies_page import replies_page, reply_page
from orders.ids import ReplyId
from orders.stages import Subject

router = APIRouter(prefix="/replies")


@router.get("")
def replies(services: WithServices, pages: WithPages, person: WithPerson, show: str = "", page: int = 1) -> Response:
    """What is still to be sent, by when it is due; with `show=all` everything, the newest first."""
    with services.store.read() as uow:
        found = replies_page(uow, services.clock(), open_only=show != "all", number=max(page, 1))
    return pages.page("replies.html", person=person, section="orders", found=found, paging=found.paging)


@router.get("/{reply_id}")
def reply(services: WithServices, pages: WithPages, person: WithPerson, reply_id: ReplyId) -> Response:
    """One answer with its text and its history."""
    with services.store.read() as uow:
        page = reply_page(uow, reply_id, person, services.clock())
    return pages.page("reply.html", person=person, section="orders", page=page, base=f"/replies/{reply_id}")


@router.get("/{reply_id}/file")
def file(services: WithServices, _person: WithPerson, reply_id: ReplyId) -> Response:
    """The bytes as they were, or will be, sent."""
    with services.store.read() as uow:
        row, body = uow.replies.get(reply_id), uow.replies.body(reply_id)
    if body is None or row.file_name is None:
        raise NotThere
    return download(row.file_name, body)


@router.post("/{reply_id}/set-aside")
def set_aside(
    request: Request,
    services: WithServices,
    person: WithPerson,
    reply_id: ReplyId,
    version: Annotated[int, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:
    """It is not sent, for this reason."""
    unread.set_aside(services, person, Subject.REPLY, reply_id, version=version, reason=reason)
    return _decided(request, reply_id)


@router.post("/{reply_id}/try-again")
def try_again(
    request: Request, services: WithServices, person: WithPerson, reply_id: ReplyId, version: Annotated[int, Form()]
) -> Response:
    """Carry on where it stands, after the cause was mended."""
    unread.read_again(services, person, Subject.REPLY, reply_id, version=version)
    return _decided(request, reply_id)


def _decided(request: Request, reply_id: ReplyId) -> Response:
    address = f"/replies/{reply_id}?{urlencode({'decided': '1'})}"
    if is_htmx(request):
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
