"""What a rule established from reference data: this customer, this item, this unit, this price."""

from enum import StrEnum

from orders.evidence import Evidence
from orders.order import Party
from orders.values import Value


class Fact(StrEnum):
    """What rules need and give. A rule runs after all that give what it needs."""

    CUSTOMER = "customer"
    SHIP_TO = "ship_to"
    ITEM = "item"
    UNIT = "unit"
    PRICE = "price"
    CURRENCY = "currency"


class Resolution(Value):
    """`value` in the supplier's terms for the field at `path`, pinned to the data it came from.

    Paths: `customer`, `ship_to`, `currency`, `lines[2].item`, `lines[2].unit`, `lines[2].quantity` (in the resolved
    unit), `lines[2].unit_price` and `lines[2].price_basis` (the expected ones). `label` is what a person reads. `party`
    is there for a `ship_to` that is a known account: the account with the address that the reference data has for it.
    """

    fact: Fact
    path: str
    value: str
    label: str = ""
    party: Party | None = None
    evidence: tuple[Evidence, ...] = ()
