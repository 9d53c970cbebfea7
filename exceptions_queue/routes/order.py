"""One order: its page, and the items that its lines may mean."""

from fastapi import APIRouter
from starlette.responses import Response

from exceptions_queue.problems import NotPossible
from exceptions_queue.routes.desk import WithDesk
from exceptions_queue.views.candidates import candidates
from orders.stages import Subject
from pipeline.replay import replayed

router = APIRouter(prefix="/orders/{order_id}")


@router.get("")
def show(desk: WithDesk, lines: str = "") -> Response:
    """The reading beside its source, with what was found; only to look at unless it waits for a person."""
    return desk.show(all_lines=lines == "all")


@router.get("/items")
def items(desk: WithDesk, line: int, q: str = "") -> Response:
    """Items that a line may mean."""
    with desk.services.store.read() as uow:
        row = uow.orders.get(desk.order_id)
        lines = replayed(row, uow.decisions.of_order(desk.order_id))[0].lines
        if not 0 <= line < len(lines):
            raise NotPossible("The order has no such line any more: reload the page.")
        customer = row.resolutions["customer"].value if "customer" in row.resolutions else ""
        reference = uow.reference()
        found = candidates(reference, customer, lines[line], q.strip(), desk.services.clock().date())
        version, searchable = uow.work.of(Subject.ORDER, desk.order_id).version, reference.has("items")
    return desk.pages.page(
        "_items.html",
        order_id=desk.order_id,
        version=version,
        line=line,
        reading=lines[line],
        q=q,
        candidates=found,
        searchable=searchable,
        customer=customer,
        teachable=bool(customer and lines[line].buyer_item),
    )
