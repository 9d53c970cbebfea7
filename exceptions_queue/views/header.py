"""The fields above the lines: the order's own, and its parties."""

from dataclasses import dataclass

from exceptions_queue.views.fields import Field, OrderFacts, State, read_field, resolved_field
from orders.places import place_path, places
from orders.reading import PartyReading

_ALWAYS = (
    ("po_number", "PO number"),
    ("order_date", "Order date"),
    ("requested_delivery_date", "Requested delivery"),
    ("currency", "Currency"),
    ("payment_terms", "Payment terms"),
)
_WHERE_PRESENT = (
    ("release", "Release"),
    ("change_number", "Change number"),
    ("earliest_delivery_date", "Earliest delivery"),
    ("latest_delivery_date", "Latest delivery"),
    ("delivery_terms", "Delivery terms"),
    ("contract", "Contract"),
    ("total_net", "Net total"),
    ("freight", "Freight"),
    ("total_tax", "Tax"),
    ("total_gross", "Gross total"),
    ("buyer_contact.name", "Contact"),
    ("buyer_contact.email", "Contact e-mail"),
    ("buyer_contact.phone", "Contact phone"),
)
LABELS = {"customer": "Customer", "ship_to": "Ship-to address", **dict(_ALWAYS), **dict(_WHERE_PRESENT)}
"""The names of the fields above the lines, by their paths."""

PLACES_SHOWN = 50
_NUMERIC = frozenset({"total_net", "freight", "total_tax", "total_gross"})
_PARTIES = (("buyer", "Buyer"), ("ship_to", "Ship to"), ("bill_to", "Bill to"), ("supplier", "Supplier"))
_PARTY_FIELDS = (
    ("name", "Name"),
    ("street", "Street"),
    ("postcode", "Postcode"),
    ("city", "City"),
    ("region", "Region"),
    ("country", "Country"),
    ("id", "Identifier"),
)


@dataclass(frozen=True, slots=True)
class PartyBlock:
    """One party: a line to read, and its fields to edit."""

    title: str
    summary: str
    fields: tuple[Field, ...]
    state: State


def chosen_fields(facts: OrderFacts) -> tuple[Field, ...]:
    """What was established from our own data: who ordered, and where the goods go."""
    return (resolved_field(facts, "customer", "Customer"), resolved_field(facts, "ship_to", "Ship-to address"))


def place_fields(facts: OrderFacts) -> tuple[Field, ...]:
    """The known addresses of the places that lines go to: those that wait first, and not more than fit a page."""
    fields = [
        resolved_field(facts, place_path(place), f"Store {_said(place)}".rstrip())
        for _, place in places(facts.reading)
    ]  # fmt: skip
    return tuple(sorted(fields, key=lambda field: bool(field.value))[:PLACES_SHOWN])


def place_count(facts: OrderFacts) -> int:
    """How many places lines go to, those beyond the page counted."""
    return sum(1 for _ in places(facts.reading))


def _said(place: PartyReading) -> str:
    return next((read.value for read in (place.id, place.name, place.city) if read), "")


def header_fields(facts: OrderFacts) -> tuple[Field, ...]:
    """The usual fields always, the others where the document has them or something was found about them."""
    always = tuple(_field(facts, path, label) for path, label in _ALWAYS)
    others = (_field(facts, path, label) for path, label in _WHERE_PRESENT)
    return always + tuple(field for field in others if field.value or field.findings)


def parties(facts: OrderFacts) -> tuple[PartyBlock, ...]:
    """The parties that the document names, and the buyer and ship-to in any case."""
    blocks = (_party(facts, path, title) for path, title in _PARTIES)
    return tuple(block for block in blocks if block.summary or block.title in ("Buyer", "Ship to"))


def _field(facts: OrderFacts, path: str, label: str) -> Field:
    return read_field(facts, path, label, resolved=path, numeric=path in _NUMERIC)


def _party(facts: OrderFacts, path: str, title: str) -> PartyBlock:
    fields = tuple(read_field(facts, f"{path}.{name}", label) for name, label in _PARTY_FIELDS)
    waiting = {field.state for field in fields} & {State.BLOCKS, State.HOLDS}
    state = State.BLOCKS if State.BLOCKS in waiting else State.HOLDS if waiting else State.PASSED
    values = [field.value for field in fields if field.value]
    return PartyBlock(title, ", ".join(values), fields, state if values or waiting else State.EMPTY)
