"""Throughput and memory of the whole way, each measured in a fresh process."""

from pathlib import Path
from typing import Any

import pytest

from bench.fresh_process import measured


@pytest.mark.bench
def test_orders_a_second_and_flat_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few, many = _measured(tmp_path / "few", 2_000), _measured(tmp_path / "many", 20_000)
    with capsys.disabled():
        for run in (few, many):
            print(
                f"\n{run['orders']} orders of 10 lines: {run['orders_per_second']}/s, disk {run['fsyncs_per_second']} "
                f"fsyncs/s, peak {run['peak_rss_mb']} MB"
            )
            print("peak so far: " + ", ".join(f"{mb} MB at {orders}" for orders, mb in run["memory_curve"]))
    assert few["orders_per_second"] >= 30
    assert many["peak_rss_mb"] <= 1.1 * few["peak_rss_mb"]
    # The same within one run, in which nothing but the number of orders differs.
    assert many["peak_rss_mb"] <= 1.1 * many["memory_curve"][0][1]


def _measured(folder: Path, orders: int) -> dict[str, Any]:
    folder.mkdir()
    return measured("bench.end_to_end", str(orders), str(folder))
