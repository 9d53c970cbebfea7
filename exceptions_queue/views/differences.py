"""Two orders side by side, so that a person sees at once whether they are the same."""

from dataclasses import dataclass
from decimal import Decimal

from exceptions_queue.views.formatting import decimal_text, value_text
from exceptions_queue.views.paths import read_at
from orders.reading import LineReading, OrderReading, Read

_HEADER = (
    ("po_number", "PO number"),
    ("release", "Release"),
    ("order_date", "Order date"),
    ("requested_delivery_date", "Requested delivery"),
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

    @property
    def differs(self) -> bool:
        """Whether the two sides say different things."""
        return self.there != self.here


def differences(there: OrderReading, here: OrderReading) -> tuple[Difference, ...]:
    """Header fields that either side has, then each line, matched by line number or else by item."""
    header = (Difference(label, _text(there, path), _text(here, path)) for path, label in _HEADER)
    return tuple(row for row in header if row.there or row.here) + _line_differences(there, here)


def _line_differences(there: OrderReading, here: OrderReading) -> tuple[Difference, ...]:
    theirs = {_key(line, index): line for index, line in enumerate(there.lines)}
    ours = {_key(line, index): line for index, line in enumerate(here.lines)}
    keys = list(theirs) + [key for key in ours if key not in theirs]
    return tuple(Difference(f"Line {key}", _summary(theirs.get(key)), _summary(ours.get(key))) for key in keys)


def _key(line: LineReading, index: int) -> str:
    named = line.line_no or line.buyer_item or line.supplier_item or line.gtin
    return named.value.lstrip("0") if named else f"at position {index + 1}"


def _summary(line: LineReading | None) -> str:
    if line is None:
        return ""
    item = line.buyer_item or line.supplier_item or line.gtin
    values = [getattr(line, name) for name in _LINE]
    return " · ".join(filter(None, (value_text(item.value) if item else "", *(_plain(value) for value in values))))


def _text(reading: OrderReading, path: str) -> str:
    return _plain(read_at(reading, path))


def _plain(read: Read[object] | None) -> str:
    if read is None:
        return ""
    # 10 and 10.00 are the same amount.
    return decimal_text(read.value) if isinstance(read.value, Decimal) else value_text(read.value)
