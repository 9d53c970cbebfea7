"""From the drop folder to `file_drop` on SQLite, every step durable: orders a second, and the memory it takes.

`python -m bench.end_to_end ORDERS FOLDER` measures in its own process and prints one line of JSON.
"""

import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.edi_orders import interchange, write_reference
from bench.fsync_rate import fsync_rate
from bench.memory_curve import MemoryCurve
from ordermill.allocator import share_arenas
from ordermill.bootstrap import Application, open_application
from ordermill.daemon.worker_processes import WorkerProcesses
from orders.stages import Outcome, Stage, Subject
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.granting import grant_asked
from pipeline.schedule import Polled, Schedule
from storage.reference.importing import import_folder

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
    """What one run took. `fsyncs_per_second` is the disk's own rate for 4 kB; memory is that of daemon and worker.

    `memory_curve` has the peak in MB when so many orders were through, at each tenth; the last one is `peak_rss_mb`.
    """

    orders: int
    seconds: float
    orders_per_second: float
    fsyncs_per_second: float
    peak_rss_mb: float
    memory_curve: Sequence[tuple[int, float]]


def measure(orders: int, folder: Path, *, processes: int = 2, workers: int = 2) -> Measured:
    """Post so many orders. Raises AssertionError unless every one of them is in the ERP."""
    fsyncs = fsync_rate(folder)
    application = _prepare(folder, processes, workers)
    flow = application.flow(dispatcher := EmbeddedDispatcher())
    runner = EmbeddedRunner(flow, dispatcher, workers=workers)
    source = application.source("edi")
    schedule = Schedule(flow, [Polled(source, timedelta(seconds=0.2))], application.schedule_lock())
    feeding = threading.Thread(target=_feed, args=(folder / "drop", orders), daemon=True)
    with WorkerProcesses(application.file, processes - 1) as further:
        curve = MemoryCurve(orders, [os.getpid(), *_all_running(further, processes - 1)])
        begun = time.perf_counter()
        feeding.start()
        runner.start()
        schedule.start()
        _wait_for(application, orders, curve)
        seconds = time.perf_counter() - begun
        schedule.stop()
        runner.stop()
    application.close()
    written = _number_of_files(folder / "sales_orders" / "orders")
    assert written == orders, f"{written} of {orders} orders are in the ERP"
    peak = curve.points[-1][1]
    return Measured(orders, round(seconds, 2), round(orders / seconds, 1), round(fsyncs), peak, curve.points)


def _all_running(further: WorkerProcesses, number: int) -> tuple[int, ...]:
    while len(pids := further.running) < number:
        time.sleep(0.01)
    return pids


def _number_of_files(folder: Path) -> int:
    # One at a time: a list of 20,000 would be memory of this process, and none of the daemon's.
    with os.scandir(folder) as entries:
        return sum(1 for _entry in entries)


def _prepare(folder: Path, processes: int, workers: int) -> Application:
    (folder / "drop").mkdir()
    settings = folder / "ordermill.toml"
    settings.write_text(SETTINGS.format(processes=processes, workers=workers))
    application = open_application(settings)
    write_reference(folder / "reference")
    import_folder(application.store, folder / "reference", datetime.now(UTC))
    with application.store.begin() as uow:
        grant_asked(uow, application.policies(), by="bench", now=datetime.now(UTC))
    return application


def _feed(drop: Path, orders: int) -> None:
    for number in range(orders):
        if number % 50 == 0:
            while sum(1 for path in drop.iterdir() if path.is_file()) > _BACKLOG:
                time.sleep(0.05)
        written = drop / f"{number}.part"
        written.write_bytes(interchange(number))
        written.rename(drop / f"order-{number:06}.edi")


def _wait_for(application: Application, orders: int, curve: MemoryCurve) -> None:
    while (counts := _counts(application))[Outcome.DONE] < orders:
        if counts[Outcome.HELD]:
            raise AssertionError(f"{counts[Outcome.HELD]} orders are held: {_reason(application)}")
        curve.note(counts[Outcome.DONE])
        # Counting reads the whole table, so not often.
        time.sleep(0.5)
    curve.note(orders)


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
    # As `ordermill run` does.
    share_arenas()
    print(json.dumps(asdict(measure(int(sys.argv[1]), Path(sys.argv[2])))))
