"""Units by which one customer means another quantity than everybody, or which only that customer writes."""

from collections.abc import Sequence
from fractions import Fraction

from orders import units
from orders.evidence import ReferenceRow
from orders.reference import Item, Pack
from validation.goods.item_units import Meant, meant_by, sold_units
from validation.rule import Case


def meant_by_customer(case: Case, text: str, item: Item) -> Sequence[Meant]:
    """What the spelling means: the customer's own pack, counted in base units, before what it can mean for the item."""
    pack = _own_pack(case, text, item)
    return [Meant(sold_units(item)[0], Fraction(pack.factor))] if pack else meant_by(text, item)


def pack_evidence(case: Case, text: str, item: Item) -> tuple[ReferenceRow, ...]:
    """The row by which the customer's own pack counts."""
    pack = _own_pack(case, text, item)
    key = f"{case.resolved('customer')}/{item.sku} {pack.unit}" if pack else ""
    return (ReferenceRow(table="customer_packs", key=key, snapshot=case.reference.snapshot),) if pack else ()


def _own_pack(case: Case, text: str, item: Item) -> Pack | None:
    customer = case.resolved("customer")
    if not customer or not case.reference.has("customer_packs"):
        return None
    packs = case.reference.customer_packs(customer, item.sku)
    written = text.strip().casefold()
    exact = next((pack for pack in packs if pack.unit.casefold() == written), None)
    return exact or next((pack for pack in packs if units.same_unit(text, pack.unit)), None)
