"""Two orders side by side, so that a person sees at once whether they are the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exceptions_queue.views.formatting import value_text
from exceptions_queue.views.paths import read_at
from orders.reading import LineReading, OrderReading, Read

_HEADER = (
    ("po_number", "PO number"),
    ("release", "Release"),
    ("order_date", "Order date"),
    ("requested_delivery_date", "Requested delivery"),
    ("earliest_delivery_date", "Earliest delivery"),
    ("latest_delivery_date", "Latest delivery"),
    ("currency", "Currency"),
    ("buyer.name", "Buyer"),
    ("ship_to.name", "Ship to"),
    ("ship_to.street", "Street"),
    ("ship_to.city", "City"),
    ("total_net", "Net total"),
)
_LINE = ("quantity", "uom", "unit_price", "requested_date")


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of the comparison."""

    label: str
    there: str
    here: str
    differs: bool


def differences(there: OrderReading, here: OrderReading) -> tuple[Difference, ...]:
    """Header fields that either side has, then each line, matched by line number or else by item."""
    header = (_compared(label, [read_at(there, path)], [read_at(here, path)]) for path, label in _HEADER)
    return tuple(row for row in header if row.there or row.here) + _line_differences(there, here)


def _line_differences(there: OrderReading, here: OrderReading) -> tuple[Difference, ...]:
    theirs = {_key(line, index): line for index, line in enumerate(there.lines)}
    ours = {_key(line, index): line for index, line in enumerate(here.lines)}
    keys = list(theirs) + [key for key in ours if key not in theirs]
    return tuple(_compared(f"Line {key}", _reads(theirs.get(key)), _reads(ours.get(key))) for key in keys)


def _key(line: LineReading, index: int) -> str:
    named = line.line_no or line.buyer_item or line.supplier_item or line.gtin
    return named.value.lstrip("0") if named else f"at position {index + 1}"


def _reads(line: LineReading | None) -> list[Read[Any] | None]:
    if line is None:
        return []
    item = line.buyer_item or line.supplier_item or line.gtin
    return [item, *(getattr(line, name) for name in _LINE)]


def _compared(label: str, there: Sequence[Read[Any] | None], here: Sequence[Read[Any] | None]) -> Difference:
    return Difference(label, _text(there), _text(here), _values(there) != _values(here))


def _values(reads: Sequence[Read[Any] | None]) -> list[Any]:
    # As values, since 10 and 10.00 are the same amount.
    return [read.value for read in reads if read]


def _text(reads: Sequence[Read[Any] | None]) -> str:
    return " · ".join(value_text(read.value) for read in reads if read)
