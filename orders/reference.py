"""The protocol by which the supplier's own data is looked up, and its rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, runtime_checkable

from orders.ids import OrderId, SnapshotId
from orders.knowledge import Knowledge, KnowledgeKind
from orders.order import AnyOrder
from orders.stages import Outcome, Stage
from orders.values import Exact, Instant, Value


class Customer(Value):
    """A customer of the supplier, by the supplier's own `number`; the other identifiers are for recognition."""

    number: str
    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    vat_id: str = ""
    gln: str = ""
    currency: str = ""
    language: str = ""
    payment_terms: str = ""
    delivery_terms: str = ""
    minimum_order_value: Exact | None = None
    """The least that an order is worth, in the customer's currency; None: as the policy says."""
    email_domain: str = ""
    vendor_number: str = ""
    """The number by which this customer knows the supplier."""
    edi_id: str = ""
    blocked: bool = False


class ShipTo(Value):
    """A delivery address of a customer. `key` is `customer/sequence`."""

    key: str
    customer: str
    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    gln: str = ""


class Pack(Value):
    """A unit in which an item is sold: `factor` base units."""

    unit: str
    factor: Exact
    gtin: str = ""


class Item(Value):
    """An item of the catalogue. `unit` is its base unit; `pack_quantity` the smallest multiple sold (1: any).

    `minimum_quantity` is the least that is sold at once, in base units (0: any). `lead_time_days` are the working days
    from an order to its delivery where there is no stock (None: as the policy says).
    """

    sku: str
    unit: str
    gtin: str = ""
    descriptions: tuple[str, ...] = ()
    pack_quantity: Exact = Decimal(1)
    packs: tuple[Pack, ...] = ()
    blocked: bool = False
    minimum_quantity: Exact = Decimal(0)
    lead_time_days: int | None = None


class Price(Value):
    """A price for `basis` base units, from `from_quantity` base units on. `row` names the reference row.

    `origin` is `quote`, `contract` or `list`; a list price less the customer's discount is a contract price, and
    `discount_percent` says how much was taken off.
    """

    amount: Exact
    currency: str
    basis: Exact
    origin: str
    row: str
    unit: str = ""
    from_quantity: Exact = Decimal(0)
    valid_from: date | None = None
    valid_until: date | None = None
    discount_percent: Exact = Decimal(0)

    def is_valid(self, on: date) -> bool:
        """Both days belong to the time in which it holds."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


class Supply(Value):
    """What will come in of an item, in its base unit. `row` names the reference row."""

    day: date
    quantity: Exact
    row: str


class Replacement(Value):
    """An item that is no longer sold from a day on, or at all (None); `sku` follows it, or nothing does."""

    sku: str
    since: date | None = None


class Credit(Value):
    """What a customer may owe, and owes with its open orders. No limit: None."""

    currency: str
    open_balance: Exact
    limit: Exact | None = None
    blocked: bool = False


class ClosedDay(Value):
    """A day on which nothing is delivered, to one customer or to anybody."""

    day: date
    reason: str = ""


class Loaded(Value):
    """What is there of one kind of data: how much, when it was imported, and how old the file was by its own date."""

    rows: int
    imported_at: Instant
    as_of: Instant


class OpenDemand(Value):
    """What an order that is in the ERP asks of an item, on which day; None where it names none."""

    quantity: Exact
    unit: str
    wanted: date | None = None


class PricePaid(Value):
    """What a customer paid for an item in an order before: `amount` for `basis` of `unit`, less the discount."""

    po_number: str
    day: date
    amount: Exact
    currency: str
    basis: Exact
    unit: str
    discount_percent: Exact = Decimal(0)


class KnownOrder(Value):
    """An order that came before with the same customer, PO number and release."""

    id: OrderId
    stage: Stage
    outcome: Outcome
    order: AnyOrder | None
    erp_reference: str = ""


class ReferenceData(Protocol):
    """Read-only look-ups in one snapshot of the supplier's data. A look-up that finds nothing returns an empty value.

    `has(table)` is False for a kind of data that was never loaded (`customers`, `ship_to`, `items`, `customer_items`,
    `manufacturer_items`, `prices`, `stock`, `supply`, `replacements`, `credit`, `closed_days`): what depends on it is
    then not checked. `loaded` has, by kind, the oldest of the files that bring it.
    """

    @property
    def snapshot(self) -> SnapshotId: ...

    def has(self, table: str) -> bool: ...

    def loaded(self) -> Mapping[str, Loaded]: ...

    def customer(self, number: str) -> Customer | None: ...

    def customers_matching(
        self, *, gln: str = "", edi_id: str = "", vat_id: str = "", email_domain: str = "", vendor_number: str = ""
    ) -> tuple[Customer, ...]: ...

    def customers_named(self, name: str, postcode: str) -> tuple[Customer, ...]: ...

    def customers_at(self, domains: Collection[str]) -> tuple[Customer, ...]:
        """The first few of those whose e-mail domain is one of these, in lower case. Thousands can be asked for."""
        ...

    def ship_tos(self, customer: str) -> tuple[ShipTo, ...]: ...

    def item(self, sku: str) -> Item | None: ...

    def items_by_gtin(self, gtin: str) -> tuple[Item, ...]: ...

    def items_of_customer(self, customer: str, buyer_item: str) -> tuple[Item, ...]: ...

    def items_of_manufacturer(self, number: str) -> tuple[Item, ...]: ...

    def items_alike(self, number: str, *, customer: str = "") -> tuple[Item, ...]: ...

    def similar_items(self, text: str, limit: int) -> tuple[Item, ...]: ...

    def prices(self, customer: str, sku: str, on: date) -> tuple[Price, ...]: ...

    def available_stock(self, sku: str) -> Decimal | None: ...

    def incoming(self, sku: str) -> tuple[Supply, ...]: ...

    def replacement(self, sku: str) -> Replacement | None: ...

    def substitutes(self, sku: str) -> tuple[str, ...]: ...

    def customer_packs(self, customer: str, sku: str) -> tuple[Pack, ...]: ...

    def credit(self, customer: str) -> Credit | None: ...

    def closed_days(self, customer: str) -> tuple[ClosedDay, ...]: ...


@runtime_checkable
class ReadsAhead(Protocol):
    """Reference data that can fetch what one order needs at once, so that the order costs a few queries and not a few
    a line. The look-ups that follow give the same answers as without it.
    """

    def customers_ahead(self, keys: Mapping[str, Collection[str]]) -> None:
        """Who has any of these, by the names that `customers_matching` has for them, and `name`."""
        ...

    def read_ahead(
        self, customer: str, *, skus: Collection[str], gtins: Collection[str], buyer_items: Collection[str]
    ) -> None: ...


class KnowledgeBase(Protocol):
    """What people taught, as valid now."""

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None: ...


class Asked(Value):
    """What the rules ask of the orders before one. `items` are those whose stock was drawn up at `stock_since`, and the
    customer's balance in `currency` at `credit_since`; None where that was never loaded.
    """

    identity: str = ""
    customer: str = ""
    sender: str = ""
    items: frozenset[str] = frozenset()
    stock_since: Instant | None = None
    currency: str = ""
    credit_since: Instant | None = None


@runtime_checkable
class ReadsHistoryAhead(Protocol):
    """A history that can fetch at once what one order asks of it. The look-ups that follow give the same answers as
    without it.
    """

    def read_ahead(self, asked: Asked) -> None: ...


class OrderHistory(Protocol):
    """Orders that came before and are live: not set aside, not cancelled, not the one asking."""

    def live_orders(self, identity: str) -> tuple[KnownOrder, ...]: ...

    def prices_paid(self, customer: str, items: Collection[str]) -> Mapping[str, Sequence[PricePaid]]:
        """By item what this customer paid for it in its last orders, three at most, the newest first."""
        ...

    def has_ordered(self, customer: str, sender: str) -> bool:
        """Whether an order of this customer from this mail address was let through. Where no history is kept: True."""
        ...

    def posted_demand(self, items: Collection[str], since: Instant) -> Mapping[str, Sequence[OpenDemand]]:
        """By item what orders of any customer ask of it that were posted after that time."""
        ...

    def posted_value(self, customer: str, currency: str, since: Instant) -> Decimal:
        """What this customer's orders in this currency are worth that were posted after that time."""
        ...
