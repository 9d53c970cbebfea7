"""No reference data, nothing taught, no orders before: what validation has when a file is judged by itself."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from orders.ids import SnapshotId
from orders.knowledge import Knowledge, KnowledgeKind
from orders.reference import (
    ClosedDay,
    Credit,
    Customer,
    Item,
    KnownOrder,
    Loaded,
    OpenDemand,
    Pack,
    Price,
    PricePaid,
    Replacement,
    ShipTo,
    Supply,
)


class NoReference:
    """Reference data of which nothing was ever loaded."""

    snapshot = SnapshotId("")

    def has(self, table: str) -> bool:
        return False

    def loaded(self) -> Mapping[str, Loaded]:
        return {}

    def customer(self, number: str) -> Customer | None:
        return None

    def customers_matching(
        self, *, gln: str = "", edi_id: str = "", vat_id: str = "", email_domain: str = "", vendor_number: str = ""
    ) -> tuple[Customer, ...]:
        return ()

    def customers_named(self, name: str, postcode: str) -> tuple[Customer, ...]:
        return ()

    def customers_at(self, domains: Collection[str]) -> tuple[Customer, ...]:
        return ()

    def ship_tos(self, customer: str) -> tuple[ShipTo, ...]:
        return ()

    def item(self, sku: str) -> Item | None:
        return None

    def items_by_gtin(self, gtin: str) -> tuple[Item, ...]:
        return ()

    def items_of_customer(self, customer: str, buyer_item: str) -> tuple[Item, ...]:
        return ()

    def items_of_manufacturer(self, number: str) -> tuple[Item, ...]:
        return ()

    def items_alike(self, number: str, *, customer: str = "") -> tuple[Item, ...]:
        return ()

    def similar_items(self, text: str, limit: int) -> tuple[Item, ...]:
        return ()

    def prices(self, customer: str, sku: str, on: date) -> tuple[Price, ...]:
        return ()

    def available_stock(self, sku: str) -> Decimal | None:
        return None

    def incoming(self, sku: str) -> tuple[Supply, ...]:
        return ()

    def replacement(self, sku: str) -> Replacement | None:
        return None

    def substitutes(self, sku: str) -> tuple[str, ...]:
        return ()

    def customer_packs(self, customer: str, sku: str) -> tuple[Pack, ...]:
        return ()

    def credit(self, customer: str) -> Credit | None:
        return None

    def closed_days(self, customer: str) -> tuple[ClosedDay, ...]:
        return ()


class NothingTaught:
    """A knowledge base to which nobody has taught anything."""

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None:
        return None


class NoHistory:
    """Orders before this one: none."""

    def live_orders(self, identity: str) -> tuple[KnownOrder, ...]:
        return ()

    def prices_paid(self, customer: str, items: Collection[str]) -> Mapping[str, Sequence[PricePaid]]:
        return {}

    def has_ordered(self, customer: str, sender: str) -> bool:
        return True

    def posted_demand(self, items: Collection[str], since: datetime) -> Mapping[str, Sequence[OpenDemand]]:
        return {}

    def posted_value(self, customer: str, currency: str, since: datetime) -> Decimal:
        return Decimal(0)
