"""Pages to orders: conditions set aside, the orders of a file parted, each read on its own."""

from collections.abc import Mapping, Sequence

from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderKind, OrderReading, PartyReading
from parsers.layout.order_reader import order_of
from parsers.layout.paper.conditions import divided
from parsers.layout.paper.line_count import with_line_count
from parsers.layout.paper.missing_pages import tell_missing_pages
from parsers.layout.paper.order_pages import OrderPages, order_pages
from parsers.layout.paper.origin import Origin
from parsers.layout.paper.several import parted
from parsers.layout.paper.signs import shows_order
from parsers.layout.text.lines import TextLine, text_lines
from parsers.layout.values.remarks import Remarks
from parsers.pages.page import Locate, Page, Stroke
from parsers.parser import Parsed

__all__ = ["Origin", "read_orders"]


def read_orders(pages: Sequence[Page], locate: Locate, origin: Origin) -> Parsed:
    """All orders of these pages; without any, a finding says whether they surely hold none."""
    strokes: Mapping[int, Sequence[Stroke]] = {page.number: page.strokes for page in pages}
    lines = [line for page in pages for line in text_lines(page)]
    parts = divided(lines)
    shared = Remarks(locate)
    tell_missing_pages(lines, len(pages), shared)
    _tell_conditions(parts.conditions, shared)
    owned = parted(parts.order, strokes)
    orders = [order_pages(own, pages, strokes, origin.names) for own in owned]
    if not parts.order or all(_is_no_order(one) for one in orders):
        return Parsed((), (*shared.findings, _no_order()))
    read = [order_of(one, locate, origin, shared.findings) for one in orders]
    readings = [with_line_count(reading, own, locate) for reading, own in zip(read, owned, strict=True)]
    told = tuple(reading for reading in readings if reading.lines or reading.kind is OrderKind.CANCEL)
    if told:
        return Parsed(tuple(_with_letterhead(reading, readings[0].buyer) for reading in readings))
    return Parsed((), (*shared.findings, _not_understood()))


def _with_letterhead(reading: OrderReading, first: PartyReading | None) -> OrderReading:
    """An order further down the paper is from whom the head of the paper names."""
    if reading.buyer is not None or first is None:
        return reading
    return reading.model_copy(update={"buyer": first})


def _tell_conditions(lines: Sequence[TextLine], remarks: Remarks) -> None:
    for page in dict.fromkeys(line.page for line in lines):
        first = next(line for line in lines if line.page == page)
        message = f"Page {page} holds conditions, which were not read as part of the order."
        remarks.note(FindingCode.UNREAD_CONTENT, message, first.words)


def _is_no_order(one: OrderPages) -> bool:
    return one.kinds.is_no_order or not shows_order(one)


def _no_order() -> Finding:
    message = "The document is no order: its titles name another kind of paper, or it has no numbers."
    return Finding(code=FindingCode.NO_ORDER, severity=Severity.NOTE, message=message)


def _not_understood() -> Finding:
    message = "This may be an order, but its lines were not understood. Type it in, or refuse it."
    return Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.HOLD, message=message)
