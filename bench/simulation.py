"""`ordermill simulate` over many orders on SQLite: orders a second, and the memory it takes.

`python -m bench.simulation ORDERS FOLDER` measures in its own process and prints one line of JSON.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from bench.edi_orders import interchange, write_reference
from bench.memory_curve import own_peak_mb
from ordermill import registry
from orders.document import Arrival, Document, SourceKey, digest_of
from orders.ids import ArrivalId, DocumentId, OrderId, new_id
from orders.order import PurchaseOrder
from orders.policy import Mode, Policies, Policy
from orders.reading import OrderReading
from orders.stages import Outcome, Stage, Subject
from parsers.parser import Blob, ParseContext
from pipeline.examination import Examined, beginning_of, examine
from pipeline.recognition import chosen_parser
from pipeline.simulation.past_conditions import conditions_now
from pipeline.simulation.simulate import Past, Proposal, simulate
from storage.database import Store, open_store
from storage.reference.importing import import_folder
from storage.rows import ValidatedWith
from storage.unit_of_work import UnitOfWork
from storage.validated import Validated

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
AUTO = Policies(default=Policy(mode=Mode.AUTO))
PROPOSED = Policies(default=Policy(mode=Mode.AUTO, price_tolerance_percent=Decimal(2)))
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took, the orders made beforehand left out."""

    orders: int
    seconds: float
    orders_per_second: float
    peak_rss_mb: float
    effects: dict[str, int]


def measure(orders: int, folder: Path) -> Measured:
    """Try another tolerance on so many posted orders of ten lines."""
    write_reference(folder / "reference")
    store = open_store(f"sqlite:///{folder / 'ordermill.db'}", folder / "archive")
    store.migrate()
    import_folder(store, folder / "reference", NOW)
    for first in range(0, orders, _TOGETHER):
        _store(store, range(first, min(first + _TOGETHER, orders)))
    past = Past(store, registry.rules(), AUTO, TODAY)
    begun = time.perf_counter()
    effects = Counter(tried.effect.value for tried in simulate(past, Proposal(PROPOSED)))
    seconds = time.perf_counter() - begun
    store.close()
    tried = effects.total()
    assert tried == orders, f"{tried} of {orders} orders were tried"
    peak = own_peak_mb()
    return Measured(orders, round(seconds, 2), round(orders / seconds, 1), peak, dict(effects))


def _store(store: Store, numbers: Sequence[int]) -> None:
    """Posted orders, as the flow would leave them."""
    with store.begin() as uow:
        conditions = conditions_now(uow, registry.rules(), AUTO, TODAY)
        for number in numbers:
            order_id = _read(uow, number)
            row = uow.orders.get(order_id)
            _keep(uow, examine(uow, beginning_of(uow, row, (row.reading, {})), conditions))


def _read(uow: UnitOfWork, number: int) -> OrderId:
    content, order_id = interchange(number), OrderId(new_id())
    key, digest = SourceKey("edi", str(number)), digest_of(content)
    arrival = Arrival(ArrivalId(new_id()), key, digest, len(content), "o.edi", "application/edifact", "", NOW)
    document = Document(
        DocumentId(new_id()), arrival.id, "1", "o.edi", "application/edifact", digest, len(content), "", "", ""
    )
    uow.arrivals.add(arrival)
    uow.documents.add(document)
    uow.orders.add(order_id, document.id, 1, 0, _reading(content))
    uow.work.add(Subject.ARRIVAL, arrival.id, NOW, stage=Stage.UNPACKED, outcome=Outcome.DONE)
    uow.work.add(Subject.DOCUMENT, document.id, NOW, stage=Stage.PARSED, outcome=Outcome.DONE)
    uow.work.add(Subject.ORDER, order_id, NOW, stage=Stage.CONFIRMED, outcome=Outcome.DONE)
    return order_id


def _reading(content: bytes) -> OrderReading:
    blob = Blob(content, "o.edi", "application/edifact")
    parser = chosen_parser(registry.parsers(), blob)
    assert parser is not None
    return parser.parse(blob, ParseContext("", "")).readings[0]


def _keep(uow: UnitOfWork, examined: Examined) -> None:
    validation = examined.validation
    order = validation.order
    assert isinstance(order, PurchaseOrder)
    noted = ValidatedWith(uow.policies.keep(AUTO), uow.journal.last_position(), "bench", TODAY)
    validated = Validated(
        resolutions=validation.resolutions,
        findings=examined.findings,
        order=order,
        identity=examined.identity,
        value=order.value,
        currency=order.currency,
        customer=order.customer,
        customer_name="",
        snapshot=examined.snapshot,
        validated_with=noted,
    )
    uow.orders.store_validation(examined.row.id, validated)
    uow.orders.take_identity(examined.identity, examined.row.id)


if __name__ == "__main__":
    print(json.dumps(asdict(measure(int(sys.argv[1]), Path(sys.argv[2])))))
