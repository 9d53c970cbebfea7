"""What look-ups in large reference data cost, and an order of twenty lines: milliseconds, and queries.

`python -m bench.reference_cost URL ARCHIVE ITEMS CROSS_REFERENCES` measures what `bench.reference_import` loaded.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from bench.large_reference import CUSTOMERS, crossed, gln, gtin, price, sku
from ordermill import registry
from orders.policy import Mode, Policies, Policy
from orders.reading import LineReading, OrderReading
from storage.database import Store, open_store
from storage.reference.look_ups import SqlReference
from tests.fakes.readings import line, party, reading
from tests.fakes.statements import statements_of
from validation.absent import NoHistory, NothingTaught
from validation.validate import validate

LINES = 20
TRIALS = 500
WARMING = 5
TODAY = date(2026, 3, 3)
RULES = registry.rules()
AUTO = Policies(default=Policy(mode=Mode.AUTO))

Milliseconds = Mapping[str, float]
"""The median and the 99th percentile."""


def look_ups(store: Store, items: int, crosses: int) -> Mapping[str, Milliseconds]:
    """Each of numbers spread over all rows, in reference data that remembers nothing yet."""
    with store.read() as uow:

        def timed(look_up: Callable[[SqlReference, int], object]) -> Milliseconds:
            spent = [_milliseconds(partial(look_up, uow.reference()), at * 104_729) for at in range(TRIALS)]
            return _percentiles(spent)

        return {
            "item": timed(lambda known, at: known.item(sku(at % items))),
            "item by GTIN": timed(lambda known, at: known.items_by_gtin(gtin(at % items))),
            "cross reference": timed(
                lambda known, at: known.items_of_customer(*crossed(at % crosses, items)[:2]),
            ),
            "prices": timed(lambda known, at: known.prices("C00001", sku(at % items), TODAY)),
            "stock": timed(lambda known, at: known.available_stock(sku(at % items))),
            "similar items": timed(lambda known, at: known.similar_items(f"{sku(at % items)[:-1]} flange", 3)),
        }


def order_cost(store: Store, items: int) -> tuple[Milliseconds, Sequence[str]]:
    """Time of computing, and the statements. Raises AssertionError unless the order is clean."""
    orders = [_clean_order(at, items) for at in range(TRIALS // 5)]
    # What a program reads once, such as the table of units, is not the cost of an order.
    for order in orders[:WARMING]:
        _validated(store, order)
    spent = [_milliseconds(lambda at: _validated(store, orders[at]), at) for at in range(len(orders))]
    with statements_of(store) as statements:
        _validated(store, _clean_order(1, items))
    return _percentiles(spent), statements


def _clean_order(customer: int, items: int) -> OrderReading:
    """Half of the lines by the customer's numbers, half by ours and GTIN."""
    buyer = party(id=gln(customer), id_scheme="GLN")
    place = party(street=f"Road {customer}", postcode=str(10_000 + customer), city="Town")
    return reading(buyer=buyer, ship_to=place, lines=tuple(_line(customer, at, items) for at in range(LINES)))


def _line(customer: int, at: int, items: int) -> LineReading:
    number = customer + CUSTOMERS * (at // 2)
    _, theirs, _ = crossed(number, items)
    item = number * 13 % items
    ours = {"supplier_item": sku(item), "gtin": gtin(item)} if at % 2 else {}
    return line(
        line_no=str(at + 1),
        buyer_item=None if ours else theirs,
        quantity=Decimal(1),
        unit_price=Decimal(price(item)),
        price_basis=None,
        **ours,
    )


def _validated(store: Store, order: OrderReading) -> None:
    with store.read() as uow:
        found = validate(
            order,
            chosen={},
            rules=RULES,
            reference=uow.reference(),
            knowledge=NothingTaught(),
            history=NoHistory(),
            policies=AUTO,
            today=TODAY,
        )
    assert found.order is not None
    assert not [finding for finding in found.findings if finding.holds], found.findings


def _milliseconds(work: Callable[[int], object], at: int) -> float:
    """Of this process alone: other work of the machine does not count."""
    begun = time.process_time()
    work(at)
    return 1000 * (time.process_time() - begun)


def _percentiles(spent: Sequence[float]) -> Milliseconds:
    ranked = sorted(spent)
    return {"median": round(ranked[len(ranked) // 2], 3), "p99": round(ranked[len(ranked) * 99 // 100], 3)}


def measure(url: str, archive: Path, items: int, crosses: int) -> Mapping[str, object]:
    """The fields of `bench.reference_import.Measured` that are about what was loaded."""
    with closing(open_store(url, archive)) as store:
        order, statements = order_cost(store, items)
        return {"look_ups": look_ups(store, items, crosses), "order": order, "queries": len(statements)}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
