"""The supplier's data in one snapshot, as rules look it up. One instance serves one order and remembers its rows."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row

from orders.gtin import comparable
from orders.ids import SnapshotId
from orders.matching import number_key
from orders.reference import ClosedDay, Credit, Customer, Item, Loaded, Pack, Price, Replacement, ShipTo, Supply
from storage.reference import queries
from storage.reference.customers import CustomerRows
from storage.reference.items import ItemRows
from storage.reference.layers import Layers
from storage.reference.similar import similar
from storage.reference.values import closed_day_from, credit_from, customer_from, ship_to_from


class SqlReference:
    """`ReferenceData` of one snapshot, the current one where none is named; before the first import it has nothing.

    Raises LookupError for a snapshot that never was, or whose rows were pruned.
    """

    def __init__(self, connection: Connection, snapshot: SnapshotId | None = None) -> None:
        self._layers = Layers.of(connection, snapshot)
        self.snapshot = self._layers.snapshot
        self._items = ItemRows(self._layers)
        self._customers = CustomerRows(self._layers)
        self._of_customers: dict[str, dict[str, list[Row[Any]]]] = {}

    def has(self, table: str) -> bool:
        return table in self._layers.kinds

    def loaded(self) -> Mapping[str, Loaded]:
        return self._layers.kinds

    def read_ahead(
        self, customer: str, *, skus: Collection[str], gtins: Collection[str], buyer_items: Collection[str]
    ) -> None:
        """Two queries for the whole order, and one more where an item has a replacement."""
        self._items.find(
            customer,
            skus=skus,
            gtins=map(comparable, gtins),
            buyer_items=buyer_items,
            # What is not ours may be the maker's.
            manufacturer_items=map(number_key, skus) if self.has("manufacturer_items") else (),
            sku_keys=filter(None, map(number_key, skus)),
            buyer_keys=filter(None, map(number_key, buyer_items)),
        )
        self._items.read_details(customer)
        self._items.find(customer, skus=self._items.replacements())

    def customers_ahead(self, keys: Mapping[str, Collection[str]]) -> None:
        """One query for all of them."""
        self._customers.find(keys)

    def customer(self, number: str) -> Customer | None:
        return self._customers.customer(number)

    def customers_matching(
        self, *, gln: str = "", edi_id: str = "", vat_id: str = "", email_domain: str = "", vendor_number: str = ""
    ) -> tuple[Customer, ...]:
        """Those that have any of the identifiers given, in one query."""
        asked = {"gln": gln, "edi_id": edi_id, "vat_id": vat_id}
        return self._customers.found({**asked, "email_domain": email_domain, "vendor_number": vendor_number})

    def customers_named(self, name: str, postcode: str) -> tuple[Customer, ...]:
        """Those of that name, and at that postcode if one is given."""
        place = number_key(postcode)
        found = self._customers.found({"name": name})
        return tuple(one for one in found if not place or number_key(one.postcode) == place)

    def customers_at(self, domains: Collection[str]) -> tuple[Customer, ...]:
        """The first fifty by their number."""
        return tuple(map(customer_from, self._layers.rows(queries.CUSTOMERS_AT, values=sorted(domains))))

    def ship_tos(self, customer: str) -> tuple[ShipTo, ...]:
        return tuple(sorted(map(ship_to_from, self._of_customer(customer, "ship_to")), key=lambda place: place.key))

    def item(self, sku: str) -> Item | None:
        return self._items.item(sku)

    def items_by_gtin(self, gtin: str) -> tuple[Item, ...]:
        return self._items.found("gtin", "", comparable(gtin))

    def items_of_customer(self, customer: str, buyer_item: str) -> tuple[Item, ...]:
        return self._items.found("buyer_item", customer, buyer_item)

    def items_of_manufacturer(self, number: str) -> tuple[Item, ...]:
        """Punctuation and case make no difference, since catalogues differ in them."""
        return self._items.found("manufacturer", "", number_key(number)) if self.has("manufacturer_items") else ()

    def items_alike(self, number: str, *, customer: str = "") -> tuple[Item, ...]:
        """Those whose own number, or the customer's for them if one is given, is this one but for punctuation."""
        key = number_key(number)
        if not key:
            return ()
        return self._items.found("buyer_key", customer, key) if customer else self._items.found("sku_key", "", key)

    def similar_items(self, text: str, limit: int) -> tuple[Item, ...]:
        """Those whose number or description shares a beginning or a word with the text, the most similar first."""
        skus = similar(self._layers, text, limit)
        self._items.find("", skus=skus)
        return tuple(item for sku in skus if (item := self.item(sku)))

    def prices(self, customer: str, sku: str, on: date) -> tuple[Price, ...]:
        """Quoted prices before contract prices before list prices."""
        return tuple(price for price in self._items.prices(customer, sku) if price.is_valid(on))

    def available_stock(self, sku: str) -> Decimal | None:
        rows = self._items.details("stock", sku)
        return Decimal(rows[0].text0) if rows else None

    def incoming(self, sku: str) -> tuple[Supply, ...]:
        """The next one first."""
        return self._items.incoming(sku)

    def replacement(self, sku: str) -> Replacement | None:
        return self._items.replacement(sku)

    def substitutes(self, sku: str) -> tuple[str, ...]:
        return self._items.substitutes(sku) if self.has("substitutes") else ()

    def customer_packs(self, customer: str, sku: str) -> tuple[Pack, ...]:
        return self._items.customer_packs(customer, sku) if self.has("customer_packs") else ()

    def credit(self, customer: str) -> Credit | None:
        rows = self._of_customer(customer, "credit")
        return credit_from(rows[0]) if rows else None

    def closed_days(self, customer: str) -> tuple[ClosedDay, ...]:
        """Those of everybody and those of this customer, the first one first."""
        days = map(closed_day_from, self._of_customer(customer, "closed_days"))
        return tuple(sorted(days, key=lambda closed: closed.day))

    def _of_customer(self, customer: str, part: str) -> list[Row[Any]]:
        if customer not in self._of_customers:
            known = self._of_customers[customer] = {}
            for row in self._layers.rows(queries.OF_CUSTOMER, customer=customer):
                known.setdefault(row.part, []).append(row)
        return self._of_customers[customer].get(part, [])
