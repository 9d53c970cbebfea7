"""The lines of an order as rows of a grid."""

from dataclasses import dataclass, replace
from decimal import Decimal

from exceptions_queue.views.anchors import anchor_of
from exceptions_queue.views.fields import Field, OrderFacts, State, read_field, resolved_field, state_of
from exceptions_queue.views.formatting import decimal_text, grouped
from exceptions_queue.views.paths import shown_at
from orders.findings import Finding
from orders.reading import LineReading

ITEM_NUMBERS = ("buyer_item", "supplier_item", "gtin")
"""The fields of a line that name its item."""


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


def lines_total(facts: OrderFacts) -> Decimal | None:
    """The running total of what the lines say; None when a line cannot be added."""
    amounts = [_amount(line) for line in facts.reading.lines]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def _amount(line: LineReading) -> Decimal | None:
    if line.line_total:
        return line.line_total.value
    if line.quantity is None or line.unit_price is None:
        return None
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    discount = line.discount_percent.value if line.discount_percent else Decimal(0)
    return (
        line.quantity.value * line.unit_price.value / (basis or Decimal(1)) * (Decimal(100) - discount) / Decimal(100)
    )


def _row(facts: OrderFacts, index: int, line: LineReading) -> LineRow:
    at = f"lines[{index}]."
    details = (
        read_field(facts, f"{at}supplier_item", "Our item as written"),
        read_field(facts, f"{at}gtin", "GTIN"),
        read_field(facts, f"{at}price_basis", "Price per", resolved=f"{at}price_basis", numeric=True),
        read_field(facts, f"{at}price_uom", "Price unit"),
        read_field(facts, f"{at}discount_percent", "Discount %", numeric=True),
    )
    cells = {
        "line_no": read_field(facts, f"{at}line_no", "Line"),
        "item": replace(resolved_field(facts, f"{at}item", "Our item"), about=line_anchors(facts, index)),
        "buyer_item": _their_part(facts, at, line),
        "description": read_field(facts, f"{at}description", "Description"),
        "quantity": read_field(facts, f"{at}quantity", "Quantity", resolved=f"{at}quantity", numeric=True),
        "uom": _unit(facts, at),
        "unit_price": _price(facts, at, line),
        "line_total": read_field(facts, f"{at}line_total", "Amount", numeric=True),
        "requested_date": read_field(facts, f"{at}requested_date", "Requested"),
    }
    shown = {field.path for field in (*cells.values(), *details)}
    mine = facts.on_line(index)
    return LineRow(
        index=index,
        **cells,
        details=details,
        findings=tuple(finding for finding in mine if shown_at(finding.path) not in shown),
        state=state_of(facts, mine, "line"),
        deliveries=tuple(_delivery(line, n) for n in range(len(line.deliveries))),
        notes=tuple(note.value for note in line.notes),
    )


def _price(facts: OrderFacts, at: str, line: LineReading) -> Field:
    """The price with what it is for below it: a price per 100 that looks like one per piece misleads."""
    field = read_field(facts, f"{at}unit_price", "Price", numeric=True)
    basis, discount = line.price_basis, line.discount_percent
    terms = (
        f"per {decimal_text(basis.value)}" if basis and basis.value != 1 else "",
        f"less {decimal_text(discount.value)} %" if discount and discount.value else "",
        _our_price(facts, at, line),
    )
    return replace(field, resolved=" · ".join(term for term in terms if term))


def _their_part(facts: OrderFacts, at: str, line: LineReading) -> Field:
    """The customer's number; a line without one shows by what else it names the item."""
    field = read_field(facts, f"{at}buyer_item", "Customer's part")
    if not field.value and line.supplier_item:
        return replace(field, resolved=f"our no. {line.supplier_item.value}")
    if not field.value and line.gtin:
        return replace(field, resolved=f"GTIN {line.gtin.value}")
    return field


def _unit(facts: OrderFacts, at: str) -> Field:
    """The unit as written, with ours below it where the two differ."""
    field, ours = read_field(facts, f"{at}uom", "Unit"), facts.resolutions.get(f"{at}unit")
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


def _delivery(line: LineReading, index: int) -> str:
    delivery = line.deliveries[index]
    parts = (
        f"{delivery.quantity.value}" if delivery.quantity else "",
        f"on {delivery.requested_date.value.isoformat()}" if delivery.requested_date else "",
        f"to {delivery.ship_to.name.value}" if delivery.ship_to and delivery.ship_to.name else "",
    )
    return " ".join(part for part in parts if part)
