"""A folder of old PDFs into the archive and through the flow, on SQLite.

`python -m bench.backfill FILES FOLDER` measures in its own process and prints one line of JSON.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from bench.edi_orders import write_reference
from bench.end_to_end import SETTINGS
from bench.memory_curve import own_peak_mb
from ordermill.backfill.place import place_of
from ordermill.backfill.run import Backfill, Report
from ordermill.bootstrap import Application, open_application
from storage.standing import Range

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took, and a second one that finds everything known; memory is that of the leading process."""

    files: int
    workers: int
    files_per_second: float
    again_seconds: float
    peak_rss_mb: float


def measure(number: int, folder: Path) -> Measured:
    """Take in so many PDFs. Raises AssertionError unless each of them is accounted for."""
    (folder / "drop").mkdir()
    settings = folder / "ordermill.toml"
    settings.write_text(SETTINGS.format(processes=1, workers=WORKERS))
    write_reference(folder / "reference")
    old = folder / "old"
    _fill(old, number)
    with open_application(settings) as application:
        seconds, report = _run(application, old)
        documents = report.summary.documents
        assert (number, 0) == (sum(documents.values()), documents["left"]), documents
        again, _ = _run(application, old)
    peak = own_peak_mb()
    return Measured(number, WORKERS, round(number / seconds, 1), round(again, 1), peak)


def _run(application: Application, old: Path) -> tuple[float, Report]:
    place = place_of(application, str(old))
    begun = time.perf_counter()
    report = Backfill(application, place, Range(place.name), lambda _look: None).run(post=False)
    return time.perf_counter() - begun, report


def _fill(old: Path, number: int) -> None:
    """Files that differ in one remark, a hundred in a folder."""
    pdf = (Path(str(files("ordermill"))) / "demo/mails/CDE-90355.pdf").read_bytes()
    for at in range(number):
        path = old / f"{at // 100:03}" / f"order-{at:05}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf.replace(b"CDE-90355", f"CDE-{at:05}".encode("ascii")))
    # Until the folder's look at them sees that they are no longer written to.
    time.sleep(2.1)


if __name__ == "__main__":
    print(json.dumps(asdict(measure(int(sys.argv[1]), Path(sys.argv[2])))))
