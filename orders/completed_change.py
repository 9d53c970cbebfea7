"""A line of a change: what the document states of it is to become so, the rest stays as it is in the order."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from orders.order import ChangedLine, Line, Money, Quantity
from orders.reading import LineAction, LineReading


@dataclass(frozen=True, slots=True)
class Established:
    """What is known of a line in the supplier's terms; empty or None where it is not."""

    item: str
    unit: str
    quantity: Decimal | None
    currency: str


def changed_line(read: LineReading, index: int, whole: Line | None, known: Established) -> ChangedLine | None:
    """`whole` is the line as it would be posted, if it could be. None while something that it states is not understood.

    A line to be added must be whole. Of any other only what it states must be: "cancel line 20" is enough.
    """
    action = read.action.value if read.action else LineAction.CHANGE
    unstated = tuple(_unstated(read))
    if whole is None and (action is LineAction.ADD or _is_unclear(read, action, known)):
        return None
    return ChangedLine(action=action, line=whole or _partial(read, index, known), unstated=unstated)


def _unstated(read: LineReading) -> Iterator[str]:
    if read.line_no is None:
        yield "line_no"
    if not _names_item(read):
        yield "item"
    if read.quantity is None:
        yield "quantity"
    if read.uom is None:
        yield "unit"
    if read.unit_price is None:
        yield "unit_price"


def _names_item(read: LineReading) -> bool:
    return any((read.buyer_item, read.supplier_item, read.gtin))


def _is_unclear(read: LineReading, action: LineAction, known: Established) -> bool:
    if _names_item(read) and not known.item:
        return True
    if action is not LineAction.CHANGE:
        return False
    counted = read.quantity is not None and (known.quantity is None or not known.unit)
    return counted or read.unit_price is not None


def _partial(read: LineReading, index: int, known: Established) -> Line:
    return Line(
        line_no=read.line_no.value if read.line_no else str(index + 1),
        item=known.item,
        quantity=Quantity(value=known.quantity or Decimal(0), unit=known.unit),
        unit_price=Money(amount=Decimal(0), currency=known.currency),
        requested_date=read.requested_date.value if read.requested_date else None,
        buyer_item=read.buyer_item.value if read.buyer_item else "",
        description=read.description.value if read.description else "",
    )
