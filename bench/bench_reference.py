"""Reference data of half a million items: how long it loads, in how much memory, and what it costs an order."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bench.fresh_process import measured

MOST_SECONDS, MOST_MB, MOST_QUERIES = 300, 300, 6
MOST_MS_OF_AN_ORDER, MOST_MS_OF_A_LOOK_UP, MOST_MS_OF_A_SEARCH = 5, 1, 5
"""Of computing, at the median: the disk and other work of the machine do not count."""
SEARCH = "similar items"
"""Looks through words and ranks what it finds; asked only where an item is unknown and a person is to choose."""


@pytest.mark.bench
def test_large_reference_data_loads_and_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = _measured(capsys, str(tmp_path))
    assert run["import_peak_rss_mb"] <= MOST_MB
    assert run["order"]["median"] <= MOST_MS_OF_AN_ORDER


@pytest.mark.bench
def test_large_reference_data_on_postgresql(
    tmp_path: Path, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _measured(capsys, str(tmp_path), "1.0", postgres_url)


def _measured(capsys: pytest.CaptureFixture[str], *arguments: str) -> Mapping[str, Any]:
    """What was measured, and it was printed. Raises AssertionError for what no database may take longer for."""
    run = measured("bench.reference_import", *arguments)
    with capsys.disabled():
        print(
            f"\n{run['rows']} rows in {run['import_seconds']} s, peak {run['import_peak_rss_mb']} MB, "
            f"{run['database_mb']} MB on disk; stock alone in {run['stock_alone_seconds']} s\n"
            f"order of 20 lines: {run['order']['median']} ms of computing, {run['queries']} queries"
        )
        for name, spent in run["look_ups"].items():
            print(f"{name}: {spent['median']} ms, at most {spent['p99']} ms for 99 of 100")
    assert run["import_seconds"] <= MOST_SECONDS
    assert run["queries"] <= MOST_QUERIES
    medians = {name: spent["median"] for name, spent in run["look_ups"].items()}
    assert medians.pop(SEARCH) <= MOST_MS_OF_A_SEARCH
    assert max(medians.values()) <= MOST_MS_OF_A_LOOK_UP
    return run
