"""What each number of a line says which item is meant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from orders import gtin
from orders.evidence import Learned
from orders.knowledge import KnowledgeKind
from orders.lessons import gtin_key, item_key, supplier_key
from orders.reading import Confidence, LineReading, Read
from orders.reference import Item
from validation.rule import Case


class Rung(StrEnum):
    """By what a number means an item, the most reliable first. The values are read by people."""

    OWN = "items"
    THEIRS = "customer_items"
    GTIN = "items by GTIN"
    MAKER = "manufacturer_items"
    TAUGHT = "knowledge"
    ALIKE = "items but for punctuation"


@dataclass(frozen=True, slots=True)
class Claim:
    """One number, and the items that it may mean. `field` is the field of the line that holds it."""

    field: str
    number: str
    items: tuple[Item, ...]
    rung: "Rung"
    learned: Learned | None = None

    @property
    def skus(self) -> frozenset[str]:
        """The items by our number."""
        return frozenset(item.sku for item in self.items)

    def __str__(self) -> str:
        return f"{_NAMES[self.field]} {self.number}"


_NAMES = {"supplier_item": "our number", "buyer_item": "the customer's number", "gtin": "GTIN"}


def claims(case: Case, line: LineReading) -> tuple[Claim, ...]:
    """Every number that the line states, what was taught about it before what is loaded."""
    return tuple(_claims(case, line))


def _claims(case: Case, line: LineReading) -> Iterator[Claim]:
    customer = case.resolved("customer")
    if number := _number(line.supplier_item):
        known = _ours_or_theirs(case, line, number)
        yield known if known.items else _alike(case, line, _taught(case, supplier_key(line), known))
    if number := _number(line.buyer_item):
        items = case.reference.items_of_customer(customer, number) if customer else ()
        known = Claim("buyer_item", number, items, Rung.THEIRS)
        yield _alike(case, line, _taught(case, item_key(line), known))
    if number := _number(line.gtin):
        known = Claim("gtin", number, case.reference.items_by_gtin(number) if gtin.is_number(number) else (), Rung.GTIN)
        yield known if known.items else _taught(case, gtin_key(line), known)


def is_anyones(read: Read[str] | None) -> bool:
    """Whether the document leaves open whose number it is, as a column headed only "Part number" does."""
    return read is not None and read.confidence is Confidence.SINGLE


def _ours_or_theirs(case: Case, line: LineReading, number: str) -> Claim:
    """Our item; where it is open whose number it is, the customer's too, and two that differ are for a person.

    A number that is neither may be the one of the item's maker, which customers take for ours.
    """
    ours, customer = case.reference.item(number), case.resolved("customer")
    open_to_both = customer and is_anyones(line.supplier_item)
    theirs = case.reference.items_of_customer(customer, number) if open_to_both else ()
    known = tuple({item.sku: item for item in ((ours,) if ours else ()) + theirs}.values())
    if known:
        return Claim("supplier_item", number, known, Rung.OWN if ours else Rung.THEIRS)
    return Claim("supplier_item", number, case.reference.items_of_manufacturer(number), Rung.MAKER)


def _alike(case: Case, line: LineReading, known: Claim) -> Claim:
    """The claim, of a number that means nothing as it stands by the numbers that differ in punctuation only."""
    if known.items:
        return known
    customer = case.resolved("customer")
    ours = case.reference.items_alike(known.number) if known.field == "supplier_item" else ()
    is_theirs = known.field == "buyer_item" or is_anyones(line.supplier_item)
    theirs = case.reference.items_alike(known.number, customer=customer) if customer and is_theirs else ()
    items = {item.sku: item for item in (*ours, *theirs)}
    return replace(known, items=tuple(items.values()), rung=Rung.ALIKE)


def taught_keys(line: LineReading) -> set[str]:
    """All under which something may have been taught about the item of the line."""
    return {item_key(line), supplier_key(line), gtin_key(line)} - {""}


def _taught(case: Case, key: str, known: Claim) -> Claim:
    """The claim as a person taught it for this customer or for everyone, if one did and the item is still there."""
    customer = case.resolved("customer")
    lesson = case.knowledge.find(KnowledgeKind.ITEM, customer, key) if customer else None
    item = case.reference.item(lesson.value) if lesson else None
    if lesson is None or item is None:
        return known
    learned = Learned(knowledge_id=lesson.id, revision=lesson.revision)
    return Claim(known.field, known.number, (item,), Rung.TAUGHT, learned)


def _number(read: Read[str] | None) -> str:
    return read.value.strip() if read else ""
