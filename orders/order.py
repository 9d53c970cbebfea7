"""The typed purchase order: complete and resolved, or not there at all."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from orders.conditions import DateMeaning, PlaceRole
from orders.reading import LineAction
from orders.values import Exact, Value


class Quantity(Value):
    """An amount in a unit of UN/ECE Recommendation 20 (`C62`, `KGM`, ...) or of the supplier's own catalogue."""

    value: Exact
    unit: str


class Money(Value):
    """An amount in a currency of ISO 4217."""

    amount: Exact
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Party(Value):
    """A party as the order names it; `account` is the supplier's own number for it, empty for a one-off address."""

    account: str = ""
    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    gln: str = ""


class Allowance(Value):
    """An allowance or a charge that the customer reckons with, of the order or of all of a line; no part of a price.

    `amount` is without a sign and in the order's currency.
    """

    is_charge: bool
    amount: Exact | None = None
    percent: Exact | None = None
    code: str = ""
    reason: str = ""


class OtherDate(Value):
    """A day that is no delivery date."""

    meaning: DateMeaning
    day: date


class OtherPlace(Value):
    """A place beside the ship-to, as the document words it."""

    role: PlaceRole
    party: Party


class Delivery(Value):
    """What of a line goes to one of several places, in the line's unit."""

    quantity: Exact
    ship_to: Party
    requested_date: date | None = None


class Line(Value):
    """One line, in the supplier's item and unit. `unit_price` is for `price_basis` units, before `discount_percent`."""

    line_no: str
    item: str
    quantity: Quantity
    unit_price: Money
    price_basis: Exact = Decimal(1)
    discount_percent: Exact = Decimal(0)
    requested_date: date | None = None
    buyer_item: str = ""
    description: str = ""
    other_dates: tuple[OtherDate, ...] = ()
    notes: tuple[str, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    """Where it goes to several places: they add up to the quantity. What is posted never has any: such an order is
    posted in parts, one for each place."""

    @property
    def amount(self) -> Decimal:
        """Quantity x price / basis less the discount, without allowances and charges, not rounded."""
        factor = (Decimal(100) - self.discount_percent) / Decimal(100)
        return self.quantity.value * self.unit_price.amount / self.price_basis * factor


class ChangedLine(Value):
    """One line of a change: what is to be done with it, and the line as it is to become.

    `unstated` names the fields that the document does not state: what stands there means nothing, and stays as it is in
    the order.
    """

    action: LineAction
    line: Line
    unstated: tuple[str, ...] = ()


class Header(Value):
    """What an order and its change say above their lines. `customer` is the supplier's customer number."""

    customer: str
    po_number: str
    release: str = ""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    buyer: Party
    ship_to: Party
    order_date: date | None = None
    requested_delivery_date: date | None = None
    earliest_delivery_date: date | None = None
    latest_delivery_date: date | None = None
    other_dates: tuple[OtherDate, ...] = ()
    other_places: tuple[OtherPlace, ...] = ()
    payment_terms: str = ""
    notes: tuple[str, ...] = ()


class PurchaseOrder(Header):
    """An order that can be posted as it stands."""

    kind: Literal["order"] = "order"
    freight: Exact | None = None
    """What the customer expects to pay for the delivery, in the order's currency; no part of `value`."""
    allowances: tuple[Allowance, ...] = ()
    """Allowances and charges of the order as a whole, likewise."""
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]

    @property
    def value(self) -> Decimal:
        """The sum of the lines, in the order's currency, not rounded."""
        return sum((line.amount for line in self.lines), Decimal(0))


class OrderChange(Header):
    """A change of the order with this customer, PO number and release; `unstated` as in its lines."""

    kind: Literal["change"] = "change"
    change_number: str = ""
    unstated: tuple[str, ...] = ()
    lines: tuple[ChangedLine, ...]


class OrderCancellation(Value):
    """The cancellation of the whole order with this customer, PO number and release."""

    kind: Literal["cancel"] = "cancel"
    customer: str
    po_number: str
    release: str = ""


AnyOrder = Annotated[PurchaseOrder | OrderChange | OrderCancellation, Field(discriminator="kind")]


def order_identity(customer: str, po_number: str, release: str) -> str:
    """The key under which live orders are unique. Case and blanks do not make another order; leading zeros do."""
    return "|".join(map(identifying, (customer, po_number, release)))


def identifying(part: str) -> str:
    """One part of an identity as it is compared."""
    # Escaped, so that no bar in one part reads as the border to the next.
    return "".join(part.split()).casefold().replace("\\", "\\\\").replace("|", "\\|")
