"""The queries of reference data, and how their rows become values."""

from decimal import Decimal
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, select

from orders.reference import Customer, Item, Pack, Price, ShipTo
from storage.reference.tables import customer_items, customers, items, packs, prices, ship_tos, stock
from storage.tables import snapshots

_SNAPSHOT: BindParameter[int] = bindparam("snapshot")


def of(table: Any, *conditions: Any) -> Select[Any]:
    """The rows of one snapshot that meet the conditions."""
    return select(table).where(table.c.snapshot == _SNAPSHOT, *conditions)


def _among(column: Any) -> Any:
    return column.in_(bindparam("values", expanding=True))


SNAPSHOT_ROW = select(snapshots.c.id, snapshots.c.number, snapshots.c.tables)
CURRENT = SNAPSHOT_ROW.order_by(snapshots.c.number.desc()).limit(1)
CUSTOMER = of(customers, customers.c.number == bindparam("number"))
CUSTOMERS_BY = {
    name: of(customers, customers.c[column] == bindparam("value")).order_by(customers.c.number)
    for name, column in (
        ("gln", "gln"),
        ("edi_id", "edi_id"),
        ("vat_id", "vat_key"),
        ("email_domain", "email_domain"),
        ("vendor_number", "vendor_number"),
        ("name", "name_key"),
    )
}
SHIP_TOS = of(ship_tos, ship_tos.c.customer == bindparam("customer")).order_by(ship_tos.c.key)

# Each of these takes a list as `values`.
ITEMS = of(items, _among(items.c.sku))
ITEMS_BY_GTIN = of(items, _among(items.c.gtin))
PACKS = of(packs, _among(packs.c.sku)).order_by(packs.c.sku, packs.c.unit)
PACKS_BY_GTIN = of(packs, _among(packs.c.gtin))
CROSS = of(customer_items, customer_items.c.customer == bindparam("customer"), _among(customer_items.c.buyer_item))
PRICES = of(prices, _among(prices.c.sku), prices.c.customer.in_(["", bindparam("customer")])).order_by(prices.c.row)
STOCK = of(stock, _among(stock.c.sku))


def customer_from(row: Row[Any]) -> Customer:
    """A row of `CUSTOMER` or `CUSTOMERS_BY`."""
    return Customer(**{name: getattr(row, name) for name in Customer.model_fields})


def ship_to_from(row: Row[Any]) -> ShipTo:
    """A row of `SHIP_TOS`."""
    return ShipTo(**{name: getattr(row, name) for name in ShipTo.model_fields})


def item_from(row: Row[Any], item_packs: tuple[Pack, ...]) -> Item:
    """A row of `ITEMS`, with the item's packs, which are rows of another table."""
    return Item(
        sku=row.sku,
        unit=row.unit,
        gtin=row.gtin,
        descriptions=tuple(row.descriptions.split("\n")) if row.descriptions else (),
        pack_quantity=Decimal(row.pack_quantity),
        packs=item_packs,
        blocked=row.blocked,
    )


def price_from(row: Row[Any]) -> Price:
    """A row of `PRICES`."""
    return Price(
        amount=Decimal(row.amount),
        currency=row.currency,
        basis=Decimal(row.basis),
        origin="contract" if row.customer else "list",
        row=f"{row.customer}/{row.row}" if row.customer else row.row,
        unit=row.unit,
    )
