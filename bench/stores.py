"""One X12 order of a chain for many stores (SDQ), from the drop folder to a sales order for each in `file_drop`.

`python -m bench.stores STORES LINES FOLDER` measures in its own process and prints one line of JSON.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.edi_orders import ITEMS, write_reference
from bench.memory_curve import own_peak_mb
from ordermill.bootstrap import Application, open_application
from orders.document import Arrival, SourceKey, digest_of
from orders.ids import ArrivalId, new_id
from orders.stages import Outcome, Stage, Subject
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.granting import grant_asked
from storage.reference.importing import import_folder

SETTINGS = """
data_dir = "data"
[log]
level = "warning"
[erp]
adapter = "file_drop"
folder = "sales_orders"
[policy]
mode = "auto"
ship_to_by_buyer_number = true
"""

_IN_A_SEGMENT = 10
"""SDQ has up to ten stores with their quantities."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one order took from its arrival to the last sales order."""

    stores: int
    lines: int
    seconds: float
    milliseconds_per_store: float
    peak_rss_mb: float


def measure(stores: int, lines: int, folder: Path) -> Measured:
    """Raises AssertionError unless each store has its sales order."""
    application = _prepare(folder, stores)
    flow = application.flow(dispatcher := EmbeddedDispatcher())
    runner = EmbeddedRunner(flow, dispatcher, workers=1)
    _receive(application, interchange(stores, lines))
    begun = time.perf_counter()
    runner.start()
    _wait_for(application)
    seconds = time.perf_counter() - begun
    runner.stop()
    application.close()
    written = sum(1 for _ in (folder / "sales_orders" / "orders").iterdir())
    assert written == stores, f"{written} of {stores} orders are in the ERP"
    return Measured(stores, lines, round(seconds, 1), round(1000 * seconds / stores, 1), own_peak_mb())


def interchange(stores: int, lines: int) -> bytes:
    """One order in one interchange: each line goes to each store."""
    segments = [
        "ST*850*0001",
        "BEG*00*SA*PO-1**20260302",
        "CUR*BY*EUR",
        "DTM*002*20260316",
        "N1*BY*Bench GmbH*UL*4012345000009",
        *(segment for index in range(lines) for segment in _line(index, stores)),
        f"CTT*{lines}",
    ]
    envelope = [
        "ISA*00*          *00*          *ZZ*CHAIN          *ZZ*SUPPLIER       *260302*0800*U*00401*000000001*0*P*>",
        "GS*PO*CHAIN*SUPPLIER*20260302*0800*1*X*004010",
        *segments,
        f"SE*{len(segments) + 1}*0001",
        "GE*1*1",
        "IEA*1*000000001",
    ]
    return "".join(f"{segment}~\n" for segment in envelope).encode()


def _line(index: int, stores: int) -> Iterator[str]:
    item = index % ITEMS
    yield f"PO1*{index + 1}*{2 * stores}*EA*{(125 + 7 * item) / 100:.2f}**IN*B-{item:04}"
    for first in range(1, stores + 1, _IN_A_SEGMENT):
        numbers = range(first, min(first + _IN_A_SEGMENT, stores + 1))
        yield "SDQ*EA*92*" + "*".join(f"{number:04}*2" for number in numbers)


def _prepare(folder: Path, stores: int) -> Application:
    settings = folder / "ordermill.toml"
    settings.write_text(SETTINGS)
    application = open_application(settings)
    write_reference(folder / "reference")
    with (folder / "reference" / "ship_to.csv").open("a", encoding="utf-8") as known:
        known.writelines(
            f"C1,{number},Shop {number},Road {number},80331,Muenchen,,DE\n" for number in _beyond_1(stores)
        )
    import_folder(application.store, folder / "reference", datetime.now(UTC))
    with application.store.begin() as uow:
        grant_asked(uow, application.policies(), by="bench", now=datetime.now(UTC))
    return application


def _beyond_1(stores: int) -> Sequence[int]:
    """The first one is the customer's own address."""
    return range(2, stores + 1)


def _receive(application: Application, content: bytes) -> None:
    now = datetime.now(UTC)
    digest = application.store.archive.put(content)
    arrival = Arrival(
        ArrivalId(new_id()), SourceKey("bench", "1"), digest_of(content), len(content), "order.x12", "", "", now
    )
    assert arrival.digest == digest
    with application.store.begin() as uow:
        uow.arrivals.add(arrival)
        uow.work.add(Subject.ARRIVAL, arrival.id, now)


def _wait_for(application: Application) -> None:
    while True:
        with application.store.read() as uow:
            counts = uow.work.counts()
            held = uow.queue.held(limit=1, offset=0)
        if held:
            raise AssertionError(f"the order is held: {held[0].reason}")
        if counts.get((Subject.ORDER, Stage.CONFIRMED, Outcome.DONE)):
            return
        time.sleep(0.1)


if __name__ == "__main__":
    print(json.dumps(asdict(measure(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))))
