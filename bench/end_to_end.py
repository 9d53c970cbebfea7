"""From the drop folder to `file_drop` on SQLite, every step durable: orders a second, and the memory it takes.

`python -m bench.end_to_end ORDERS FOLDER` measures in its own process and prints one line of JSON.
"""

import json
import resource
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.edi_orders import interchange, write_reference
from bench.fsync_rate import fsync_rate
from ordermill.bootstrap import Application, open_application
from ordermill.worker_processes import WorkerProcesses
from orders.stages import Outcome, Stage, Subject
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.schedule import Polled, Schedule
from storage.reference_import import import_folder

SETTINGS = """
data_dir = "data"
[runner]
processes = {processes}
workers = {workers}
[log]
level = "warning"
[sources.edi]
kind = "folder"
path = "drop"
stable_seconds = 0
quiet_seconds = 0
[erp]
adapter = "file_drop"
folder = "sales_orders"
[policy]
mode = "auto"
"""

_BACKLOG = 400
"""Files that lie in the drop at once, as from a partner who keeps sending."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took. `fsyncs_per_second` is the disk's own rate for 4 kB; memory is that of daemon and worker."""

    orders: int
    seconds: float
    orders_per_second: float
    fsyncs_per_second: float
    peak_rss_mb: float


def measure(orders: int, folder: Path, *, processes: int = 2, workers: int = 2) -> Measured:
    """Post so many orders. Raises AssertionError unless every one of them is in the ERP."""
    fsyncs = fsync_rate(folder)
    application = _prepare(folder, processes, workers)
    flow = application.flow(dispatcher := EmbeddedDispatcher())
    runner = EmbeddedRunner(flow, dispatcher, workers=workers)
    source = application.source("edi")
    schedule = Schedule(flow, [Polled(source, timedelta(seconds=0.2))], application.schedule_lock())
    feeding = threading.Thread(target=_feed, args=(folder / "drop", orders), daemon=True)
    with WorkerProcesses(application.file, processes - 1):
        begun = time.perf_counter()
        feeding.start()
        runner.start()
        schedule.start()
        _wait_for(application, orders)
        seconds = time.perf_counter() - begun
        schedule.stop()
        runner.stop()
    application.close()
    written = sum(1 for path in (folder / "sales_orders" / "orders").rglob("*.json"))
    assert written == orders, f"{written} of {orders} orders are in the ERP"
    # Of the children the largest one counts: with two processes that is the only one.
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = kilobytes / 1024
    return Measured(orders, round(seconds, 2), round(orders / seconds, 1), round(fsyncs), round(peak, 1))


def _prepare(folder: Path, processes: int, workers: int) -> Application:
    (folder / "drop").mkdir()
    settings = folder / "ordermill.toml"
    settings.write_text(SETTINGS.format(processes=processes, workers=workers))
    application = open_application(settings)
    write_reference(folder / "reference")
    import_folder(application.store, folder / "reference", datetime.now(UTC))
    return application


def _feed(drop: Path, orders: int) -> None:
    for number in range(orders):
        if number % 50 == 0:
            while sum(1 for path in drop.iterdir() if path.is_file()) > _BACKLOG:
                time.sleep(0.05)
        written = drop / f"{number}.part"
        written.write_bytes(interchange(number))
        written.rename(drop / f"order-{number:06}.edi")


def _wait_for(application: Application, orders: int) -> None:
    while (counts := _counts(application))[Outcome.DONE] < orders:
        if counts[Outcome.HELD]:
            raise AssertionError(f"{counts[Outcome.HELD]} orders are held: {_reason(application)}")
        # Counting reads the whole table, so not often.
        time.sleep(0.5)


def _counts(application: Application) -> Counter[Outcome]:
    with application.store.read() as uow:
        counts: Mapping[tuple[Subject, Stage, Outcome], int] = uow.work.counts()
    found: Counter[Outcome] = Counter()
    for (subject, stage, outcome), number in counts.items():
        if outcome is Outcome.HELD or (subject, stage) == (Subject.ORDER, Stage.CONFIRMED):
            found[outcome] += number
    return found


def _reason(application: Application) -> str:
    with application.store.read() as uow:
        return uow.queue.held(limit=1, offset=0)[0].reason


if __name__ == "__main__":
    print(json.dumps(asdict(measure(int(sys.argv[1]), Path(sys.argv[2])))))
