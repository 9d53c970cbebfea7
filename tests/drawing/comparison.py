"""A reading beside the truth, in what matters to goods and money."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from orders.units import same_unit

Json = dict[str, Any]
_EXACT = ("po_number", "currency", "requested_delivery_date")
_TERMS = ("payment_terms", "delivery_terms")
_AMOUNTS = ("total_net", "total_tax", "total_gross", "freight")
_ITEMS = ("buyer_item", "supplier_item", "gtin")
_NUMBERS = ("quantity", "line_total", "discount_percent")


def differences(truth: Json, order: Json) -> list[str]:
    """One line for each value that differs, empty where all of them are right.

    Whose number a part number is may be left open by the page: each that is printed has to be there, and no other.
    """
    return [*_header(truth, order), *_buyer(truth, order), *_place(truth, order), *_lines(truth, order)]


def _header(truth: Json, order: Json) -> Iterator[str]:
    for name in _EXACT:
        yield from _differ(name, truth.get(name), order.get(name))
    if "order_date" in truth:
        yield from _differ("order_date", truth["order_date"], order.get("order_date"))
    for name in _TERMS:
        if name in truth:
            yield from _differ(name, _plain(truth[name]), _plain(order.get(name, "")))
    for name in _AMOUNTS:
        if name in truth:
            yield from _differ(name, _number(truth[name]), _number(order.get(name)))
    yield from _differ("kind", truth["kind"], order["kind"])


def _buyer(truth: Json, order: Json) -> Iterator[str]:
    """Another company in the buyer's place is as wrong as another item; that none was read is for validation to see."""
    name = order.get("buyer", {}).get("name", "")
    if name and "buyer" in truth:
        yield from _differ("buyer.name", _plain(truth["buyer"]["name"]), _plain(name))


def _place(truth: Json, order: Json) -> Iterator[str]:
    """Where the goods go: the fields that the truth names, whatever else was read."""
    shown = order.get("ship_to", {})
    for name in ("street", "postcode", "city"):
        if name in truth.get("ship_to", {}):
            yield from _differ(f"ship_to.{name}", _plain(truth["ship_to"][name]), _plain(shown.get(name, "")))


def _lines(truth: Json, order: Json) -> Iterator[str]:
    if len(truth["lines"]) != len(order["lines"]):
        yield f"{len(order['lines'])} lines instead of {len(truth['lines'])}"
        return
    for index, (wanted, line) in enumerate(zip(truth["lines"], order["lines"], strict=True)):
        for difference in _line(wanted, line, truth, order):
            yield f"lines[{index}].{difference}"


def _line(wanted: Json, line: Json, truth: Json, order: Json) -> Iterator[str]:
    yield from _differ("items", {wanted[name] for name in _ITEMS if name in wanted}, _items(line))
    for name in _NUMBERS:
        if name in wanted or name == "quantity":
            yield from _differ(name, _number(wanted.get(name)), _number(line.get(name)))
    if "unit_price" in wanted:
        yield from _differ("unit_price", _price(wanted), _price(line))
    if "uom" in wanted and not same_unit(wanted["uom"], line.get("uom", "")):
        yield f"uom: {line.get('uom')!r} instead of {wanted['uom']!r}"
    if "line_no" in wanted:
        yield from _differ("line_no", wanted["line_no"].lstrip("0"), line.get("line_no", "").lstrip("0"))
    yield from _differ("requested_date", _date(wanted, truth), _date(line, order))
    yield from _differ("action", wanted.get("action"), line.get("action"))


def _items(line: Json) -> set[str]:
    return {line[name] for name in _ITEMS if name in line}


def _date(line: Json, order: Json) -> str | None:
    date: str | None = line.get("requested_date", order.get("requested_delivery_date"))
    return date


def _price(line: Json) -> Decimal | None:
    """For one unit."""
    price = _number(line.get("unit_price"))
    return None if price is None else price / Decimal(line.get("price_basis", "1"))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _differ(name: str, wanted: object, found: object) -> Iterator[str]:
    if wanted != found:
        yield f"{name}: {found!r} instead of {wanted!r}"
