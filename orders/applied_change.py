"""A change as edits of the order that still waits, each with the place in the change that it comes from.

The order is then validated like after any other edit: what the change states is resolved anew, beside what it leaves.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from orders.changed_order import Matched
from orders.evidence import OtherOrder
from orders.findings import Change
from orders.ids import OrderId
from orders.reading import LineAction, LineReading, OrderReading, PartyReading, Read
from orders.resolution import Resolution

_LINE = ("quantity", "uom", "unit_price", "price_basis", "price_uom", "discount_percent", "requested_date")
_NEW_LINE = ("line_no", "buyer_item", "supplier_item", "gtin", "description", *_LINE, "line_total")
_PRICE = ("price_basis", "price_uom", "discount_percent")
_HEADER = (
    "requested_delivery_date",
    "earliest_delivery_date",
    "latest_delivery_date",
    "payment_terms",
    "delivery_terms",
)
_PARTY = ("name", "street", "postcode", "city", "region", "country")
TOTALS = ("total_net", "total_tax", "total_gross")


def applied_change(
    order: OrderReading,
    change: OrderReading,
    matched: Sequence[Matched],
    chosen: Mapping[str, Resolution],
    change_id: OrderId,
    *,
    moved_to: str | None = None,
) -> tuple[Change, ...]:
    """The edits of `order`, in their sequence: values, lines that go (the last first), lines that come.

    `matched` says which line of the change is about which of the order; `chosen` is what a person chose on the change.
    `moved_to` is the account to which the goods now go, empty for a one-off address, None where that stays as it is.
    """
    edits = _Edits(change, chosen, change_id)
    kept = [one for one in matched if one.target is not None and edits.action(one.index) is LineAction.CHANGE]
    gone = [one for one in matched if one.target is not None and edits.action(one.index) is LineAction.CANCEL]
    new = [one.index for one in matched if one.target is None]
    made = [
        *edits.of_header(order),
        *(edits.of_place(order.ship_to or PartyReading(), moved_to) if moved_to is not None else ()),
        *(edit for one in kept for edit in edits.of_line(order.lines[one.target or 0], one.index, one.target or 0)),
        *(edits.without_line(one) for one in sorted(gone, key=lambda one: -(one.target or 0))),
        *(
            edit
            for count, index in enumerate(new)
            for edit in edits.new_line(index, len(order.lines) - len(gone) + count)
        ),
    ]
    if not made:
        return ()
    # What the order came to was printed before it was changed.
    stale = [Change(path=name, value="") for name in TOTALS if getattr(order, name) is not None]
    return (*made, *stale)


class _Edits:
    """The edits that one change comes to."""

    def __init__(self, change: OrderReading, chosen: Mapping[str, Resolution], change_id: OrderId) -> None:
        self._change = change
        self._chosen = chosen
        self._id = change_id

    def action(self, index: int) -> LineAction:
        read = self._change.lines[index].action
        return read.value if read else LineAction.CHANGE

    def of_header(self, order: OrderReading) -> Iterator[Change]:
        for name in _HEADER:
            read: Read[object] | None = getattr(self._change, name)
            if read is not None and _value(getattr(order, name)) != read.value:
                yield self._edit(name, _text(read.value), name)

    def of_line(self, line: LineReading, index: int, target: int) -> Iterator[Change]:
        """What the change states, and nothing that was printed for the values before."""
        new = self._change.lines[index]
        for name in _LINE:
            read: Read[object] | None = getattr(new, name)
            if read is not None and _value(getattr(line, name)) != read.value:
                yield self._edit(f"lines[{target}].{name}", _text(read.value), f"lines[{index}].{name}")
        # A price goes with the quantity that it is for, and with its discount.
        for name in _PRICE if new.unit_price is not None else ():
            if getattr(new, name) is None and getattr(line, name) is not None:
                yield self._edit(f"lines[{target}].{name}", "", f"lines[{index}].unit_price")
        if line.line_total is not None and _value(new.line_total) != line.line_total.value:
            total = "" if new.line_total is None else _text(new.line_total.value)
            yield self._edit(f"lines[{target}].line_total", total, f"lines[{index}]")
        yield from self._choices(index, target, ("unit",))

    def without_line(self, one: Matched) -> Change:
        return self._edit(f"lines[{one.target}]", "", f"lines[{one.index}]")

    def new_line(self, index: int, target: int) -> Iterator[Change]:
        yield self._edit("lines[+]", "", f"lines[{index}]")
        line = self._change.lines[index]
        for name in _NEW_LINE:
            read: Read[object] | None = getattr(line, name)
            if read is not None:
                yield self._edit(f"lines[{target}].{name}", _text(read.value), f"lines[{index}].{name}")
        yield from self._choices(index, target, ("item", "unit"))

    def _choices(self, index: int, target: int, facts: Sequence[str]) -> Iterator[Change]:
        for fact in facts:
            if choice := self._chosen.get(f"lines[{index}].{fact}"):
                yield self._edit(f"lines[{target}].{fact}", choice.value, f"lines[{index}].{fact}")

    def of_place(self, there: PartyReading, moved_to: str) -> Iterator[Change]:
        if moved_to:
            yield self._edit("ship_to", moved_to, "ship_to")
            return
        new = self._change.ship_to or PartyReading()
        for name in _PARTY:
            before, after = _value(getattr(there, name)), _value(getattr(new, name))
            if before != after:
                yield self._edit(f"ship_to.{name}", "" if after is None else _text(after), f"ship_to.{name}")
        # An address that a person chose before was that of the old words.
        yield self._edit("ship_to", "", "ship_to")

    def _edit(self, path: str, value: str, source: str) -> Change:
        return Change(path=path, value=value, evidence=OtherOrder(order_id=self._id, path=source))


def _value(read: Read[Any] | None) -> object:
    return None if read is None else read.value


def _text(value: object) -> str:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case _:
            return str(value)
