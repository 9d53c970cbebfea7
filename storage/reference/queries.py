"""The queries of reference data. Each names the layers of its rows as parameters; a layer of None has none.

What an order asks of its items comes in two queries, whatever its lines: which items its numbers mean, and all that is
known of these. Each is a UNION of look-ups by index, since databases read a whole table for an OR across tables.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    CompoundSelect,
    Integer,
    Select,
    Table,
    bindparam,
    case,
    false,
    literal,
    outerjoin,
    select,
    union_all,
)

from storage.reference.tables import (
    closed_days,
    credit,
    customer_items,
    customer_packs,
    customers,
    discounts,
    items,
    manufacturer_items,
    packs,
    prices,
    replacements,
    ship_tos,
    stock,
    substitutes,
    supply,
)

AnyQuery = Select[Any] | CompoundSelect[Any]


def layer(part: str) -> BindParameter[int | None]:
    """The parameter for the layer of a part."""
    return bindparam(f"layer_{part}", type_=Integer)


def of(table: Table, part: str, *conditions: Any) -> Select[Any]:
    """The rows of one layer that meet the conditions, which are on a key or an index of their own."""
    return select(table).where(only(table, part), *conditions)


def only(table: Table, part: str) -> Any:
    """The rows of one layer among those that another condition finds by its index.

    A plain comparison could be taken for the beginning of the primary key, and a whole layer be read: databases that
    have no statistics yet believe that a layer is small.
    """
    return table.c.layer + 0 == layer(part)


def _among(column: Any, name: str = "values") -> Any:
    return column.in_(bindparam(name, expanding=True))


CUSTOMERS_AT = of(customers, "customers", _among(customers.c.email_domain)).order_by(customers.c.number).limit(50)
CUSTOMER = select(customers).where(customers.c.layer == layer("customers"), customers.c.number == bindparam("number"))
_KEYS_OF_CUSTOMERS = {
    "gln": customers.c.gln,
    "edi_id": customers.c.edi_id,
    "vat_id": customers.c.vat_key,
    "email_domain": customers.c.email_domain,
    "vendor_number": customers.c.vendor_number,
    "name": customers.c.name_key,
}


@cache
def customers_by(kinds: frozenset[str]) -> AnyQuery:
    """Customers by any of their keys: a list for each of these kinds, one kind at least.

    Rows are those of the table, with the kind of key by which they are found and the key itself.
    """
    return union_all(*(_having(kind, column) for kind, column in _KEYS_OF_CUSTOMERS.items() if kind in kinds))


def _having(kind: str, key: Any) -> Select[Any]:
    found = select(literal(kind).label("found_by"), key.label("asked"), customers)
    return found.where(only(customers, "customers"), _among(key, kind))


_PACKS = packs.alias("item_packs")
PACK_COLUMNS = ("unit", "factor", "gtin")


def _items(found_by: str, number: Any, source: Any) -> Select[Any]:
    """Items, a row for each of their packs, with the kind of number by which they are found and the number itself."""
    packed = outerjoin(source, _PACKS, (_PACKS.c.layer == layer("packs")) & (_PACKS.c.sku == items.c.sku))
    columns = [_PACKS.c[name].label(f"pack_{name}") for name in PACK_COLUMNS]
    return select(literal(found_by).label("found_by"), number.label("asked"), items, *columns).select_from(packed)


def _through(found_by: str, number: Any, among: str, *conditions: Any) -> Select[Any]:
    """Items by a number that another table has for them; all columns are NULL where the catalogue lacks the item.

    The outer join has the databases begin with the number, also before they know how large the tables are.
    """
    other = number.table
    joined = outerjoin(other, items, (items.c.layer == layer("items")) & (items.c.sku == other.c.sku))
    return _items(found_by, number, joined).where(_among(number, among), *conditions)


_OWN = _items("sku", items.c.sku, items).where(items.c.layer == layer("items"), _among(items.c.sku, "skus"))
_OWN_GTIN = _items("gtin", items.c.gtin, items).where(only(items, "items"), _among(items.c.gtin, "gtins"))
_OWN_KEY = _items("sku_key", items.c.sku_key, items).where(only(items, "items"), _among(items.c.sku_key, "sku_keys"))
_ITEMS_BY = {
    ("skus", "items"): _OWN,
    ("sku_keys", "items"): _OWN_KEY,
    ("buyer_keys", "customer_items"): _through(
        "buyer_key",
        customer_items.c.buyer_item_key,
        "buyer_keys",
        only(customer_items, "customer_items"),
        customer_items.c.customer == bindparam("customer"),
    ),
    ("gtins", "items"): _OWN_GTIN,
    ("gtins", "packs"): _through("gtin", packs.c.gtin, "gtins", only(packs, "packs")),
    ("buyer_items", "customer_items"): _through(
        "buyer_item",
        customer_items.c.buyer_item,
        "buyer_items",
        customer_items.c.layer == layer("customer_items"),
        customer_items.c.customer == bindparam("customer"),
    ),
    ("manufacturer_items", "manufacturer_items"): _through(
        "manufacturer",
        manufacturer_items.c.number_key,
        "manufacturer_items",
        manufacturer_items.c.layer == layer("manufacturer_items"),
    ),
}


@cache
def items_by(lists: frozenset[str], parts: frozenset[str]) -> AnyQuery:
    """Items by any of their numbers: lists `skus`, `gtins`, `buyer_items` of one `customer`, `manufacturer_items`; and
    `sku_keys` and `buyer_keys`, which are numbers without punctuation.

    Rows are as `_items` makes them; `sku` is None for numbers of items that are not in the catalogue. Only what is in
    the parts that are there is asked for.
    """
    found = [query for (given, part), query in _ITEMS_BY.items() if given in lists and part in parts]
    return union_all(*(found or [_OWN.where(false())]))


_WIDTH = 10
_ANYONES = ["", bindparam("customer")]


def _texts(part: str, table: Table, names: Sequence[str], *conditions: Any) -> Select[Any]:
    """Rows as the part and so many texts, to be read beside rows of other tables."""
    columns = [_text(table.c[name]).label(f"text{at}") for at, name in enumerate(names)]
    empty = [literal("").label(f"text{at}") for at in range(len(names), _WIDTH)]
    return select(literal(part).label("part"), *columns, *empty).where(*conditions)


def _text(column: Any) -> Any:
    return case((column, "yes"), else_="") if isinstance(column.type, Boolean) else column


def _of_items(part: str, table: Table, names: Sequence[str], *conditions: Any) -> Select[Any]:
    return _texts(part, table, names, *conditions, _among(table.c.sku, "skus")).add_columns(table.c.sku.label("sku"))


PRICE_COLUMNS = (
    "customer",
    "row",
    "amount",
    "currency",
    "basis",
    "unit",
    "from_quantity",
    "valid_from",
    "valid_until",
    "quote",
)
_PRICE_LAYERS = prices.c.layer.in_(bindparam("price_layers", expanding=True))

_DETAILS = {
    "prices": _of_items("prices", prices, PRICE_COLUMNS, _PRICE_LAYERS, prices.c.customer.in_(_ANYONES)),
    "discounts": _of_items(
        "discounts",
        discounts,
        ("customer", "from_quantity", "valid_from", "valid_until", "percent"),
        discounts.c.layer == layer("discounts"),
        discounts.c.customer == bindparam("customer"),
    ),
    "stock": _of_items("stock", stock, ("available",), stock.c.layer == layer("stock")),
    "supply": _of_items("supply", supply, ("day", "order_number", "quantity"), supply.c.layer == layer("supply")),
    "substitutes": _of_items("substitutes", substitutes, ("substitute",), substitutes.c.layer == layer("substitutes")),
    "customer_packs": _of_items(
        "customer_packs",
        customer_packs,
        ("customer", "unit", "factor"),
        customer_packs.c.layer == layer("customer_packs"),
        customer_packs.c.customer == bindparam("customer"),
    ),
    "replacements": _of_items(
        "replacements", replacements, ("replacement", "since"), replacements.c.layer == layer("replacements")
    ),
}


@cache
def details_of(parts: frozenset[str]) -> CompoundSelect[Any]:
    """What these parts say of items beside their own row, for one `customer`: lists `skus` and `price_layers`."""
    return union_all(*(_DETAILS[part] for part in sorted(parts & set(_DETAILS))))


SHIP_TO_COLUMNS = ("customer", "key", "name", "street", "postcode", "city", "region", "country", "gln")
OF_CUSTOMER = union_all(
    _texts(
        "ship_to",
        ship_tos,
        SHIP_TO_COLUMNS,
        ship_tos.c.layer == layer("ship_to"),
        ship_tos.c.customer == bindparam("customer"),
    ),
    _texts(
        "credit",
        credit,
        ("credit_limit", "open_balance", "currency", "blocked"),
        credit.c.layer == layer("credit"),
        credit.c.customer == bindparam("customer"),
    ),
    _texts(
        "closed_days",
        closed_days,
        ("day", "reason"),
        closed_days.c.layer == layer("closed_days"),
        closed_days.c.customer.in_(_ANYONES),
    ),
)
"""What is known of one `customer` beside its own row, and the days on which nobody is delivered to."""
