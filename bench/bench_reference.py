"""Reference data of half a million items: how long it loads, in how much memory, and what it costs an order."""

from pathlib import Path

import pytest

from bench.fresh_process import measured

MOST_SECONDS, MOST_MB, MOST_QUERIES = 300, 300, 6


@pytest.mark.bench
def test_large_reference_data_loads_and_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = measured("bench.reference_import", str(tmp_path))
    with capsys.disabled():
        print(
            f"\n{run['rows']} rows in {run['import_seconds']} s, peak {run['import_peak_rss_mb']} MB, "
            f"{run['database_mb']} MB on disk; stock alone in {run['stock_alone_seconds']} s\n"
            f"order of 20 lines: {run['order']['median']} ms of computing, {run['queries']} queries"
        )
        for name, spent in run["look_ups"].items():
            print(f"{name}: {spent['median']} ms, at most {spent['p99']} ms for 99 of 100")
    assert run["import_seconds"] <= MOST_SECONDS
    assert run["import_peak_rss_mb"] <= MOST_MB
    assert run["queries"] <= MOST_QUERIES
