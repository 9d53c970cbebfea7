"""The lines of an order as rows of a grid."""

from dataclasses import dataclass, replace
from decimal import Decimal

from exceptions_queue.views.anchors import anchor_of
from exceptions_queue.views.conditions import allowance_texts, date_texts
from exceptions_queue.views.fields import Field, OrderFacts, State, read_field, resolved_field, state_of
from exceptions_queue.views.formatting import decimal_text, grouped
from exceptions_queue.views.paths import shown_at
from orders.completion import LARGEST_AMOUNT
from orders.findings import Finding
from orders.places import place_path
from orders.reading import LineReading, OrderReading, PartyReading

ITEM_NUMBERS = ("buyer_item", "supplier_item", "gtin")
"""The fields of a line that name its item."""

LINE_LABELS = {
    "line_no": "Line",
    "item": "Our item",
    "buyer_item": "Customer's part",
    "description": "Description",
    "quantity": "Quantity",
    "uom": "Unit",
    "unit_price": "Price",
    "line_total": "Amount",
    "requested_date": "Requested",
    "supplier_item": "Our item as written",
    "gtin": "GTIN",
    "price_basis": "Price per",
    "price_uom": "Price unit",
    "discount_percent": "Discount %",
}
"""The names of a line's fields."""

_NUMERIC = frozenset({"quantity", "unit_price", "line_total", "price_basis", "discount_percent"})
_MOST_DECIMALS = 12
_CHECKED = frozenset({"quantity", "price_basis"})
"""Read fields beside which stands what reference data made of them."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line: the cells of the grid, the details below it, and findings that belong to no single cell."""

    index: int
    line_no: Field
    item: Field
    buyer_item: Field
    description: Field
    quantity: Field
    uom: Field
    unit_price: Field
    line_total: Field
    requested_date: Field
    details: tuple[Field, ...]
    findings: tuple[Finding, ...]
    state: State
    deliveries: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def details_open(self) -> bool:
        """Whether something in the details wants to be looked at."""
        return any(field.state in (State.BLOCKS, State.HOLDS) for field in self.details)


def line_rows(facts: OrderFacts) -> tuple[LineRow, ...]:
    """All lines, in the document's order."""
    return tuple(_row(facts, index, line) for index, line in enumerate(facts.reading.lines))


def line_anchors(facts: OrderFacts, index: int) -> tuple[str, ...]:
    """The places in the transcript that say what a line is about: its item numbers, else its number."""
    line = facts.reading.lines[index] if index < len(facts.reading.lines) else LineReading()
    numbers = [read for name in ITEM_NUMBERS if (read := getattr(line, name))]
    reads = numbers or [read for read in (line.line_no, line.description) if read]
    return tuple(filter(None, (anchor_of(evidence) for read in reads for evidence in read.evidence)))


def lines_total(reading: OrderReading) -> Decimal | None:
    """The running total of what the lines say; None when a line cannot be added."""
    amounts = [_amount(line) for line in reading.lines]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def gap_to_net(reading: OrderReading, lines: Decimal) -> Decimal | None:
    """What the lines are off the printed net total; 0 where freight, allowances and charges of the order explain it."""
    if reading.total_net is None or not is_amount(reading.total_net.value):
        return None
    beside = [one.signed for one in reading.allowances] + ([reading.freight.value] if reading.freight else [])
    gap = lines - reading.total_net.value
    return Decimal(0) if all(map(is_amount, beside)) and gap + sum(beside, Decimal(0)) == 0 else gap


def is_amount(number: Decimal) -> bool:
    """Whether it is of a size to be calculated with: a document may say anything."""
    return number == 0 or -_MOST_DECIMALS <= number.adjusted() < LARGEST_AMOUNT.adjusted()


def _amount(line: LineReading) -> Decimal | None:
    if line.line_total:
        return line.line_total.value if is_amount(line.line_total.value) else None
    if line.quantity is None or line.unit_price is None:
        return None
    numbers = (line.quantity, line.unit_price, line.price_basis, line.discount_percent)
    if not all(is_amount(number.value) for number in numbers if number):
        return None
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    discount = line.discount_percent.value if line.discount_percent else Decimal(0)
    return (
        line.quantity.value * line.unit_price.value / (basis or Decimal(1)) * (Decimal(100) - discount) / Decimal(100)
    )


def _row(facts: OrderFacts, index: int, line: LineReading) -> LineRow:
    at = f"lines[{index}]."
    details = tuple(
        _read(facts, at, name) for name in ("supplier_item", "gtin", "price_basis", "price_uom", "discount_percent")
    )
    cells = {
        "line_no": _read(facts, at, "line_no"),
        "item": replace(resolved_field(facts, f"{at}item", LINE_LABELS["item"]), about=line_anchors(facts, index)),
        "buyer_item": _their_part(facts, at, line),
        "description": _read(facts, at, "description"),
        "quantity": _read(facts, at, "quantity"),
        "uom": _unit(facts, at),
        "unit_price": _price(facts, at, line),
        "line_total": _read(facts, at, "line_total"),
        "requested_date": _read(facts, at, "requested_date"),
    }
    shown = {field.path for field in (*cells.values(), *details)}
    mine = facts.on_line(index)
    return LineRow(
        index=index,
        **cells,
        details=details,
        findings=tuple(finding for finding in mine if shown_at(finding.path) not in shown),
        state=state_of(facts, mine, "line"),
        deliveries=tuple(_delivery(facts, line, n) for n in range(len(line.deliveries))),
        conditions=(*date_texts(line.other_dates), *allowance_texts(line.allowances)),
        notes=tuple(note.value for note in line.notes),
    )


def _read(facts: OrderFacts, at: str, name: str) -> Field:
    resolved = f"{at}{name}" if name in _CHECKED else ""
    return read_field(facts, f"{at}{name}", LINE_LABELS[name], resolved=resolved, numeric=name in _NUMERIC)


def _price(facts: OrderFacts, at: str, line: LineReading) -> Field:
    """The price with what it is for below it: a price per 100 that looks like one per piece misleads."""
    field = _read(facts, at, "unit_price")
    basis, discount = line.price_basis, line.discount_percent
    terms = (
        f"per {decimal_text(basis.value)}" if basis and basis.value != 1 else "",
        f"less {decimal_text(discount.value)} %" if discount and discount.value else "",
        _our_price(facts, at, line),
    )
    return replace(field, resolved=" · ".join(term for term in terms if term))


def _their_part(facts: OrderFacts, at: str, line: LineReading) -> Field:
    """The customer's number; a line without one shows by what else it names the item."""
    field = _read(facts, at, "buyer_item")
    if not field.value and line.supplier_item:
        return replace(field, resolved=f"our no. {line.supplier_item.value}")
    if not field.value and line.gtin:
        return replace(field, resolved=f"GTIN {line.gtin.value}")
    return field


def _unit(facts: OrderFacts, at: str) -> Field:
    """The unit as written, with ours below it where the two differ."""
    field, ours = _read(facts, at, "uom"), facts.resolutions.get(f"{at}unit")
    return replace(field, resolved=ours.value if ours and ours.value != field.value else "")


def _our_price(facts: OrderFacts, at: str, line: LineReading) -> str:
    ours, our_basis = facts.resolutions.get(f"{at}unit_price"), facts.resolutions.get(f"{at}price_basis")
    if ours is None:
        return ""
    basis = Decimal(our_basis.value) if our_basis else Decimal(1)
    read_basis = line.price_basis.value if line.price_basis else Decimal(1)
    if line.unit_price and line.unit_price.value * basis == Decimal(ours.value) * read_basis:
        return ""
    return f"ours {grouped(Decimal(ours.value))}" + (f" per {decimal_text(basis)}" if basis != read_basis else "")


def _delivery(facts: OrderFacts, line: LineReading, index: int) -> str:
    delivery = line.deliveries[index]
    parts = (
        f"{delivery.quantity.value}" if delivery.quantity else "",
        f"on {delivery.requested_date.value.isoformat()}" if delivery.requested_date else "",
        f"to {place}" if (place := _place(facts, delivery.ship_to)) else "",
    )
    return " ".join(part for part in parts if part)


def _place(facts: OrderFacts, place: PartyReading | None) -> str:
    """The customer's number or name of it, and the known address that it is."""
    shown = next((read.value for read in (place.id, place.name, place.city) if read), "") if place else ""
    known = facts.resolutions.get(place_path(place))
    return f"{shown} ({known.label or known.value})" if known and known.value else shown
