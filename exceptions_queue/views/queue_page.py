"""The queue as tabs and rows."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from exceptions_queue.views.formatting import age, money
from exceptions_queue.views.paging import Paging, paging
from exceptions_queue.views.reasons import FAMILY_LABELS, Family, reasons_of, short_words
from exceptions_queue.views.summaries import NOTHING_READ, Summaries
from orders.stages import Subject
from storage.rows import QueueRow
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 50
_REASONS_SHOWN = 3
_KINDS = {Subject.REPLY: "answer"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One family of reasons with how many wait for it; the empty key is for all."""

    key: str
    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue, as text."""

    id: str
    href: str
    who: str
    who_detail: str
    title: str
    kind: str
    reasons: tuple[tuple[str, int], ...]
    more_reasons: int
    value: str
    bad_lines: int
    lines: int
    posted: str
    requested: str
    age: str
    since: datetime
    source: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What the queue shows for one tab and search."""

    tabs: tuple[Tab, ...]
    rows: tuple[Waiting, ...]
    paging: Paging
    tab: str
    q: str
    number: int


def queue_page(uow: UnitOfWork, summaries: Summaries, now: datetime, *, tab: str, q: str, number: int) -> QueuePage:
    """Page `number` (from 1) of what waits for a reason of the family `tab` and matches `q`."""
    reasons = reasons_of(Family(tab)) if tab else None
    found = uow.queue.held(search=q, reasons=reasons, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    tabs = _tabs(uow, q)
    total = next(one.count for one in tabs if one.key == tab)
    return QueuePage(
        tabs=tabs,
        rows=tuple(_waiting(uow, summaries, row, now) for row in found),
        paging=paging("/", {"tab": tab, "q": q}, number, PAGE_SIZE, total),
        tab=tab,
        q=q,
        number=number,
    )


def neighbours(uow: UnitOfWork, subject_id: str) -> tuple[str, str]:
    """The addresses of what stands before and after a subject in the queue, empty at its ends.

    For a subject that has left the queue the next one is the one that waits longest.
    """
    before, after = uow.queue.beside(subject_id)
    return address_of(before) if before else "", address_of(after) if after else ""


def address_of(row: QueueRow) -> str:
    """The page on which it is decided."""
    return f"/replies/{row.subject_id}" if row.subject is Subject.REPLY else f"/{row.subject}s/{row.subject_id}"


def _tabs(uow: UnitOfWork, q: str) -> tuple[Tab, ...]:
    counts = uow.queue.counts({family.value: reasons_of(family) for family in Family}, search=q)
    families = (
        Tab(family.value, label, counts[family.value], _url(family.value, q)) for family, label in FAMILY_LABELS.items()
    )
    return (Tab("", "All", uow.queue.count(search=q), _url("", q)), *families)


def _url(tab: str, q: str) -> str:
    query = urlencode({name: value for name, value in (("tab", tab), ("q", q)) if value})
    return f"/?{query}" if query else "/"


def _waiting(uow: UnitOfWork, summaries: Summaries, row: QueueRow, now: datetime) -> Waiting:
    counted = NOTHING_READ
    # Of an answer, the version is its own, and what its order is held for is not why it waits.
    if row.subject is Subject.ORDER and row.order_id:
        counted = summaries.of(uow, row.order_id, row.version)
    words = counted.words or short_words(row.reasons)
    return Waiting(
        id=row.work_id,
        href=address_of(row),
        who=row.customer_name or counted.buyer or row.sender,
        who_detail=row.customer,
        title=row.po_number or row.name or row.subject_id[:8],
        kind="" if row.subject is Subject.ORDER and row.po_number else _KINDS.get(row.subject, row.subject.value),
        reasons=words[:_REASONS_SHOWN],
        more_reasons=max(0, len(words) - _REASONS_SHOWN),
        value=money(row.value, row.currency) or counted.worth,
        bad_lines=counted.bad_lines,
        lines=counted.lines,
        posted=counted.posted,
        requested=counted.requested,
        age=age(row.held_since, now),
        since=row.held_since,
        source=row.name if row.po_number else "",
    )
