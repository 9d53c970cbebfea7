"""How rows of reference data become the values that rules see."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from orders.reference import ClosedDay, Credit, Customer, Item, Pack, Price, Replacement, ShipTo, Supply
from storage.reference.queries import PRICE_COLUMNS, SHIP_TO_COLUMNS


def customer_from(row: Row[Any]) -> Customer:
    """A row of `customers`."""
    columns = {name: getattr(row, name) for name in Customer.model_fields}
    least = row.minimum_order_value
    return Customer(**{**columns, "minimum_order_value": Decimal(least) if least else None})


def ship_to_from(row: Row[Any]) -> ShipTo:
    """A detail of a customer that is a delivery address."""
    return ShipTo(**dict(zip(SHIP_TO_COLUMNS, row[1:], strict=False)))


def credit_from(row: Row[Any]) -> Credit:
    """A detail of a customer that is its credit."""
    return Credit(
        currency=row.text2,
        open_balance=Decimal(row.text1),
        limit=Decimal(row.text0) if row.text0 else None,
        blocked=bool(row.text3),
    )


def closed_day_from(row: Row[Any]) -> ClosedDay:
    """A detail of a customer that is a closed day."""
    return ClosedDay(day=date.fromisoformat(row.text0), reason=row.text1)


def item_from(rows: Sequence[Row[Any]]) -> Item:
    """The rows of one item, of `items_by`: one for each of its packs, perhaps repeated, and one at least."""
    row = rows[0]
    packs = {one.pack_unit: one for one in rows if one.pack_unit is not None}
    return Item(
        sku=row.sku,
        unit=row.unit,
        gtin=row.gtin,
        descriptions=tuple(row.descriptions.split("\n")) if row.descriptions else (),
        pack_quantity=Decimal(row.pack_quantity),
        packs=tuple(_pack_from(packs[unit]) for unit in sorted(packs)),
        blocked=row.blocked,
        minimum_quantity=Decimal(row.minimum_quantity or 0),
        lead_time_days=int(row.lead_time_days) if row.lead_time_days else None,
    )


def _pack_from(row: Row[Any]) -> Pack:
    return Pack(unit=row.pack_unit, factor=Decimal(row.pack_factor), gtin=row.pack_gtin)


def supply_from(row: Row[Any]) -> Supply:
    """A detail that is incoming supply."""
    name = f"{row.sku} {row.text0}{f' {row.text1}' if row.text1 else ''}"
    return Supply(day=date.fromisoformat(row.text0), quantity=Decimal(row.text2), row=name)


def replacement_from(row: Row[Any]) -> Replacement:
    """A detail that is a replacement."""
    return Replacement(sku=row.text0, since=_day(row.text1))


def price_from(row: Row[Any]) -> Price:
    """A detail that is a price."""
    texts: dict[str, str] = dict(zip(PRICE_COLUMNS, row[1:], strict=False))
    customer, name = texts["customer"], texts["row"]
    return Price(
        amount=Decimal(texts["amount"]),
        currency=texts["currency"],
        basis=Decimal(texts["basis"]),
        origin="quote" if texts["quote"] else "contract" if customer else "list",
        row=f"{customer}/{name}" if customer else name,
        unit=texts["unit"],
        from_quantity=Decimal(texts["from_quantity"] or 0),
        valid_from=_day(texts["valid_from"]),
        valid_until=_day(texts["valid_until"]),
    )


def discounted(price: Price, row: Row[Any]) -> Price:
    """A list price less what a detail that is a discount takes off; it holds where both of them do."""
    percent = Decimal(row.text4)
    starts = [day for day in (price.valid_from, _day(row.text2)) if day]
    ends = [day for day in (price.valid_until, _day(row.text3)) if day]
    changed = {
        "amount": price.amount * (100 - percent) / 100,
        "origin": "contract",
        "row": f"{row.text0}/{price.row} less {percent:f} %",
        "from_quantity": max(price.from_quantity, Decimal(row.text1 or 0)),
        "valid_from": max(starts, default=None),
        "valid_until": min(ends, default=None),
        "discount_percent": percent,
    }
    return price.model_copy(update=changed)


PRECEDENCE = ("quote", "contract", "list")


def ranked(prices: Iterable[Price]) -> Sequence[Price]:
    """Quoted before contract before list prices, otherwise by their row."""
    return sorted(prices, key=lambda price: (PRECEDENCE.index(price.origin), price.row))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
