"""Large reference data into a new snapshot on SQLite, and what look-ups in it and an order of twenty lines cost.

`python -m bench.reference_import FOLDER [SCALE [URL]]` measures in its own process and prints one line of JSON. At
scale 1 the supplier has half a million items. The URL is that of an empty PostgreSQL database, where not SQLite is
measured.
"""

import json
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.fresh_process import measured
from bench.large_reference import write_large_reference
from bench.memory_curve import own_peak_mb
from bench.reference_cost import Milliseconds
from storage.database import Store, open_store
from storage.reference.importing import import_folder

ITEMS, CROSS_REFERENCES, PRICES = 500_000, 200_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took; a look-up and an order have the median and the 99th percentile in milliseconds."""

    items: int
    rows: int
    import_seconds: float
    import_peak_rss_mb: float
    stock_alone_seconds: float
    database_mb: float
    look_ups: Mapping[str, Milliseconds]
    order: Milliseconds
    queries: int


def measure(folder: Path, scale: float, url: str = "") -> Measured:
    """Raises AssertionError unless every row loads and the order is clean."""
    items, crosses, prices = (int(number * scale) for number in (ITEMS, CROSS_REFERENCES, PRICES))
    write_large_reference(folder / "reference", items=items, cross_references=crosses, prices=prices)
    database = url or f"sqlite:///{folder / 'bench.db'}"
    with closing(open_store(database, folder / "archive")) as store:
        store.migrate()
        begun = time.perf_counter()
        report = import_folder(store, folder / "reference", datetime.now(UTC))
        seconds = time.perf_counter() - begun
        peak = own_peak_mb()
        assert not report.problems, report.problems[0]
        assert prices == report.tables["prices"]
        again = _stock_alone(store, folder)
    # In a process of its own, which has not just read two million rows.
    cost = measured("bench.reference_cost", database, str(folder / "archive"), str(items), str(crosses))
    files = folder.glob("bench.db*")
    return Measured(
        items=items,
        rows=sum(report.tables.values()),
        import_seconds=round(seconds, 1),
        import_peak_rss_mb=peak,
        stock_alone_seconds=round(again, 1),
        database_mb=round(sum(file.stat().st_size for file in files) / 1024**2, 1),
        **cost,
    )


def _stock_alone(store: Store, folder: Path) -> float:
    (folder / "hourly").mkdir()
    (folder / "reference" / "stock.csv").rename(folder / "hourly" / "stock.csv")
    begun = time.perf_counter()
    import_folder(store, folder / "hourly", datetime.now(UTC))
    return time.perf_counter() - begun


if __name__ == "__main__":
    place, *more = sys.argv[1:]
    print(json.dumps(asdict(measure(Path(place), float(more[0]) if more else 1.0, *more[1:]))))
