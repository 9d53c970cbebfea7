"""What of an order is posted next: all of it, its clean lines, what goes to one place, or what is left.

Written with the validation's outcome.

Part follows part: while one is under way no other is planned, so that one state of posting is one state of the order.
Of the places of one order only the first is planned here; posting it plans the next.
"""

from collections.abc import Sequence
from dataclasses import replace

from orders.completion import completed_line, order_of
from orders.findings import Finding
from orders.ids import OrderId
from orders.line_findings import concerns_one_line, line_of
from orders.line_keys import LineKey
from orders.order import Line, PurchaseOrder
from orders.policy import Mode, Parts
from pipeline.examination import Examined
from pipeline.posting.parts import IN_THE_ERP
from pipeline.posting.places import NOT_AGAIN, PlacePart, goes_to_places, numbered, parts_for_places
from pipeline.posting.record import WHOLE
from storage.rows import PostingRow
from storage.unit_of_work import UnitOfWork


def plan_next(uow: UnitOfWork, examined: Examined, held: Sequence[Finding]) -> bool:
    """Plan what may be posted though these findings hold; False where nothing may be, and the order waits."""
    under_way = examined.sent.under_way
    if under_way is not None:
        return all(line_of(finding) is not None for finding in held)
    order = examined.validation.order
    if isinstance(order, PurchaseOrder) and goes_to_places(order):
        return not held and _plan_next_place(uow, examined, order)
    if held and not _comes_in_parts(examined, held):
        return False
    chosen = _choice(examined, held)
    if held and not chosen:
        return False
    if not held and not examined.sent.parts:
        _plan(uow, examined, WHOLE)
    elif chosen:
        part = _plan(uow, examined, str(len(examined.sent.parts) + 1))
        uow.postings.set_lines(part.id, tuple(chosen), _content(examined, tuple(chosen.values())))
    return True


def _plan_next_place(uow: UnitOfWork, examined: Examined, order: PurchaseOrder) -> bool:
    """One part for each place, one after another, whatever the policy says of clean lines."""
    if _whole_begun(examined):
        return False
    sent = examined.sent
    for part in parts_for_places(order, examined.reading, examined.keys, sent.keys, len(sent.parts)):
        plan_place(uow, examined.row.id, part)
        break
    return True


def plan_place(uow: UnitOfWork, order_id: OrderId, part: PlacePart) -> PostingRow:
    """Plan this part, in place of those of which nothing can be in the ERP."""
    row = uow.postings.plan_instead(order_id, part.part)
    uow.postings.set_lines(row.id, part.lines, part.content)
    return replace(row, lines=part.lines, content=part.content)


def _whole_begun(examined: Examined) -> bool:
    return any(not posting.lines and posting.state in IN_THE_ERP for posting in examined.postings)


def _comes_in_parts(examined: Examined, held: Sequence[Finding]) -> bool:
    """Whether the policy lets the clean lines go ahead of those that are held."""
    policy, row = examined.policies.of(examined.customer), examined.row
    return (
        policy.mode is Mode.AUTO
        and policy.posting is Parts.CLEAN_LINES
        # A person looks the whole order through.
        and not policy.draws(row.id)
        and not _whole_begun(examined)
        and all(map(concerns_one_line, held))
    )


def _choice(examined: Examined, held: Sequence[Finding]) -> dict[LineKey, Line]:
    """The lines that are not in the ERP, that nothing holds, and that are complete."""
    doubtful, sent = {line_of(finding) for finding in held}, examined.sent.keys
    chosen: dict[LineKey, Line] = {}
    for index, key in enumerate(examined.keys):
        line = completed_line(examined.reading, index, examined.validation.resolutions)
        if key not in sent and index not in doubtful and line is not None:
            chosen[key] = numbered(line, key) if examined.reading.lines[index].line_no is None else line
    return chosen


def _content(examined: Examined, lines: Sequence[Line]) -> PurchaseOrder | None:
    order = order_of(examined.reading, examined.validation.resolutions, lines)
    if order is None or not examined.sent.parts:
        return order
    return order.model_copy(update=dict(NOT_AGAIN))


def _plan(uow: UnitOfWork, examined: Examined, part: str) -> PostingRow:
    postings = uow.postings
    return (postings.plan_instead if examined.postings else postings.plan)(examined.row.id, part)
