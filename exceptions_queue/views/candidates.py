"""Items that a line may mean, each with the reason why it is offered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from exceptions_queue.views.formatting import decimal_text, grouped
from orders.reading import LineReading
from orders.reference import Item, ReferenceData

_MOST = 8
_SIMILAR, _SIMILAR_NUMBER, _SIMILAR_DESCRIPTION = "similar", "similar number", "similar description"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item as text; `sure` where a number names it, not mere likeness."""

    sku: str
    description: str
    reason: str
    unit: str
    price: str
    stock: str
    blocked: bool
    sure: bool


def candidates(
    reference: ReferenceData, customer: str, line: LineReading, q: str, today: date
) -> tuple[Candidate, ...]:
    """What a query finds, or without one what the line itself points to; the surest reason first."""
    found = _searched(reference, customer, q) if q else _suggested(reference, customer, line)
    once: dict[str, Candidate] = {}
    for item, reason in found:
        if item.sku not in once and len(once) < _MOST:
            once[item.sku] = _candidate(reference, customer, item, reason, today)
    return tuple(once.values())


def _suggested(reference: ReferenceData, customer: str, line: LineReading) -> Iterator[tuple[Item, str]]:
    if line.buyer_item:
        yield from _all(reference.items_of_customer(customer, line.buyer_item.value), "this customer's part number")
    if line.supplier_item:
        yield from _all(_one(reference, line.supplier_item.value), "our number as written")
    if line.gtin:
        yield from _all(reference.items_by_gtin(line.gtin.value), "same GTIN")
    if line.description:
        yield from _all(reference.similar_items(line.description.value, _MOST), _SIMILAR_DESCRIPTION)
    for read in (line.supplier_item, line.buyer_item):
        if read:
            yield from _all(reference.similar_items(read.value, _MOST), _SIMILAR_NUMBER)


def _searched(reference: ReferenceData, customer: str, q: str) -> Iterator[tuple[Item, str]]:
    yield from _all(_one(reference, q), "item number")
    yield from _all(reference.items_of_customer(customer, q), "this customer's part number")
    yield from _all(reference.items_by_gtin(q), "GTIN")
    yield from _all(reference.similar_items(q, _MOST), _SIMILAR)


def _one(reference: ReferenceData, sku: str) -> tuple[Item, ...]:
    item = reference.item(sku)
    return (item,) if item else ()


def _all(items: Iterable[Item], reason: str) -> Iterator[tuple[Item, str]]:
    return ((item, reason) for item in items)


def _candidate(reference: ReferenceData, customer: str, item: Item, reason: str, today: date) -> Candidate:
    prices = reference.prices(customer, item.sku, today)
    stock = reference.available_stock(item.sku)
    price = prices[0] if prices else None
    per = f" / {decimal_text(price.basis)}" if price and price.basis != 1 else ""
    return Candidate(
        sku=item.sku,
        description=item.descriptions[0] if item.descriptions else "",
        reason=reason,
        unit=item.unit,
        price=f"{grouped(price.amount)} {price.currency}{per}" if price else "",
        stock=f"{decimal_text(stock)} in stock" if stock is not None else "",
        blocked=item.blocked,
        sure=reason not in (_SIMILAR, _SIMILAR_NUMBER, _SIMILAR_DESCRIPTION),
    )
