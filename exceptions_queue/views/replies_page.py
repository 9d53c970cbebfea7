"""Answers to customers as lists and pages show them: what was answered, when, its text, and what is due or late."""

import re
from dataclasses import dataclass
from datetime import datetime

from exceptions_queue.access import Permission, SignedIn
from exceptions_queue.views.history import HistoryEntry, history
from exceptions_queue.views.paging import Paging, paging
from orders.findings import Finding
from orders.ids import ReplyId
from orders.stages import Outcome, Subject
from storage.errors import NotFound
from storage.replies import ReplyRow
from storage.rows import OrderRow, WorkRow
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 50
_UNA = re.compile(rb"UNA.....(?P<end>.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One answer in words. `tone` is the colour of its state."""

    row: ReplyRow
    state: str
    tone: str
    about: str
    about_href: str
    is_late: bool

    @property
    def href(self) -> str:
        """Its own page."""
        return f"/replies/{self.row.id}"


@dataclass(frozen=True, slots=True)
class RepliesPage:
    """A list of answers."""

    rows: tuple[ReplyView, ...]
    paging: Paging
    open_only: bool
    open_count: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """All about one answer; `work` is None while it is awaited."""

    view: ReplyView
    work: WorkRow | None
    text: str
    findings: tuple[Finding, ...]
    history: tuple[HistoryEntry, ...]
    may_decide: bool


def replies_page(uow: UnitOfWork, now: datetime, *, open_only: bool, number: int) -> RepliesPage:
    """Page `number` (from 1): what is to be sent by when it is due, or everything, the newest first."""
    total = uow.replies.count(open_only=open_only)
    rows = uow.replies.listed(open_only=open_only, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return RepliesPage(
        rows=tuple(_view(uow, row, now) for row in rows),
        paging=paging("/replies", {"show": "" if open_only else "all"}, number, PAGE_SIZE, total),
        open_only=open_only,
        open_count=total if open_only else uow.replies.count(open_only=True),
        overdue=uow.replies.overdue(now),
    )


def reply_page(uow: UnitOfWork, reply_id: ReplyId, person: SignedIn, now: datetime) -> ReplyPage:
    """Raises `NotFound` for an unknown answer."""
    row = uow.replies.get(reply_id)
    work = _work(uow, row)
    body = uow.replies.body(reply_id)
    waits = work is not None and work.outcome in (Outcome.HELD, Outcome.RETRYING)
    return ReplyPage(
        view=_view(uow, row, now),
        work=work,
        text="" if body is None else readable(body),
        findings=uow.findings.of(Subject.REPLY, row.id),
        history=history(uow.journal.of(Subject.REPLY, row.id)),
        may_decide=waits and person.may(Permission.DECIDE),
    )


def replies_to(uow: UnitOfWork, order: OrderRow, now: datetime) -> tuple[ReplyView, ...]:
    """The answers to an order, and those to the interchange that brought it."""
    rows = (row for row in uow.replies.of_document(order.document_id) if row.order_id in (None, order.id))
    # The order is at hand: reading one of thousands of shares once more takes seconds.
    return tuple(_to_order(row, order, now) if row.order_id else _view(uow, row, now) for row in rows)


def readable(body: bytes) -> str:
    """As text, each segment on a line of its own."""
    if body[:3] in (b"UNA", b"UNB", b"ISA"):
        body = _by_segments(body)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def _by_segments(body: bytes) -> bytes:
    advice = _UNA.match(body)
    end = body[105:106] if body[:3] == b"ISA" else advice["end"] if advice else b"'"
    releases = body[:3] != b"ISA"
    sign = re.escape(end)
    piece = rb"(?:\?.|[^?" + sign + rb"])*" + sign if releases else rb"[^" + sign + rb"]*" + sign
    pieces = re.findall(piece, body, re.DOTALL)
    return b"\n".join(piece.strip(b"\r\n") for piece in pieces if piece.strip()) or body


def _view(uow: UnitOfWork, row: ReplyRow, now: datetime) -> ReplyView:
    if row.order_id is not None:
        return _to_order(row, uow.orders.get(row.order_id), now)
    document = uow.documents.get(row.document_id)
    name = document.name or document.subject or document.path
    return _named(row, f"interchange {name}", f"/documents/{document.id}", now)


def _to_order(row: ReplyRow, order: OrderRow, now: datetime) -> ReplyView:
    return _named(row, f"order {order.po_number or order.id[:8]}", f"/orders/{order.id}", now)


def _named(row: ReplyRow, name: str, url: str, now: datetime) -> ReplyView:
    is_late = row.is_open and not row.test and row.due_at < now
    state, tone = _state(row, is_late=is_late)
    return ReplyView(row, state, tone, name, url, is_late)


def _state(row: ReplyRow, *, is_late: bool) -> tuple[str, str]:
    if row.sent_at is not None:
        return "Sent", "passed"
    if row.waived:
        return "Not sent", "aside"
    words = _open_words(row)
    if row.outcome is Outcome.HELD:
        return words, "holds"
    return (f"Overdue: {words[:1].lower()}{words[1:]}", "holds") if is_late else (words, "moving")


def _open_words(row: ReplyRow) -> str:
    match row.outcome:
        case Outcome.HELD:
            return "Waits for a person"
        case Outcome.RETRYING:
            return "Tried again"
        case None:
            return "Waits until the order is settled"
        case _:
            return "Written, not sent yet" if row.written_at else "Being written"


def _work(uow: UnitOfWork, row: ReplyRow) -> WorkRow | None:
    try:
        return uow.work.of(Subject.REPLY, row.id)
    except NotFound:
        return None
