"""One order: its page, and the items that its lines may mean."""

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from exceptions_queue.access import Permission
from exceptions_queue.capturing import captured
from exceptions_queue.pointing import Printed
from exceptions_queue.problems import NotPossible
from exceptions_queue.routes.desk import WithDesk
from exceptions_queue.views.candidates import candidates
from exceptions_queue.views.change_rows import difference_rows
from exceptions_queue.views.customer_candidates import customer_candidates
from exceptions_queue.views.summaries import buyer_text
from orders.ids import OrderId
from orders.lessons import lesson, lesson_for_everyone
from orders.reading import OrderReading
from orders.stages import Outcome, Subject
from pipeline.edits import with_edits
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork

router = APIRouter(prefix="/orders/{order_id}")


@router.get("")
def show(desk: WithDesk, lines: str = "", *, decided: bool = False) -> Response:
    """The reading beside its source, with what was found; only to look at unless it waits for a person.

    `decided` goes on saying what becomes of it, and where to go next, while a decision is carried out.
    """
    return desk.show(all_lines=lines == "all", decided=decided)


@router.get("/difference")
def difference(desk: WithDesk) -> Response:
    """A change beside the order that it is about, as posted, as asked for, and as the ERP has it at this moment."""
    found = desk.services.difference(desk.order_id)
    with desk.services.store.read() as uow:
        work = uow.work.of(Subject.ORDER, desk.order_id)
    return desk.pages.page(
        "_difference.html",
        found=found,
        rows=difference_rows(found),
        order_id=desk.order_id,
        version=work.version,
        may_decide=desk.person.may(Permission.DECIDE) and work.outcome is Outcome.HELD,
        may_accept=desk.person.may(Permission.RECORD_POSTED),
    )


@router.get("/items")
def items(desk: WithDesk, line: int, q: str = "") -> Response:
    """Items that a line may mean."""
    with desk.services.store.read() as uow:
        row, reading = _current(uow, desk.order_id)
        if not 0 <= line < len(reading.lines):
            raise NotPossible("The order has no such line any more: reload the page.")
        customer = row.resolutions["customer"].value if "customer" in row.resolutions else ""
        reference = uow.reference()
        found = candidates(reference, customer, reading.lines[line], q.strip(), desk.services.clock().date())
        version, searchable = uow.work.of(Subject.ORDER, desk.order_id).version, reference.has("items")
    return desk.pages.page(
        "_items.html",
        order_id=desk.order_id,
        version=version,
        line=line,
        reading=reading.lines[line],
        q=q,
        candidates=found,
        searchable=searchable,
        customer=customer,
        teachable=bool(customer and lesson(reading, customer, f"lines[{line}].item", "")),
        shareable=lesson_for_everyone(reading, f"lines[{line}].item", "") is not None,
    )


@router.get("/captured")
def capture(desk: WithDesk, path: str, at: str) -> Response:
    """What the field at `path` is filled with when a person points at the place `at` of the document."""
    with desk.services.store.read() as uow:
        row, reading = _current(uow, desk.order_id)
        found = captured(Printed(uow.documents, row.document_id), reading, path, at)
    return JSONResponse({"values": found.values, "printed": found.printed, "at": found.anchor})


@router.get("/customers")
def customers(desk: WithDesk, q: str = "") -> Response:
    """Customers that the order may be from."""
    with desk.services.store.read() as uow:
        _, reading = _current(uow, desk.order_id)
        found = customer_candidates(uow, reading, q.strip())
        version, searchable = uow.work.of(Subject.ORDER, desk.order_id).version, uow.reference().has("customers")
    return desk.pages.page(
        "_customers.html",
        order_id=desk.order_id,
        version=version,
        buyer=buyer_text(reading),
        q=q,
        candidates=found,
        searchable=searchable,
        teachable=lesson(reading, "", "customer", "") is not None,
    )


def _current(uow: UnitOfWork, order_id: OrderId) -> tuple[OrderRow, OrderReading]:
    row = uow.orders.get(order_id)
    return row, with_edits(row, uow.decisions.of_order(order_id))[0]
