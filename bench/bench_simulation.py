"""Throughput of a simulation, measured in a fresh process."""

from pathlib import Path

import pytest

from bench.fresh_process import measured


@pytest.mark.bench
def test_hundreds_of_orders_a_second(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = measured("bench.simulation", "10000", str(tmp_path))
    with capsys.disabled():
        print(
            f"\n{run['orders']} orders of 10 lines under another policy: {run['orders_per_second']}/s, "
            f"peak {run['peak_rss_mb']} MB"
        )
    assert run["orders_per_second"] >= 100
