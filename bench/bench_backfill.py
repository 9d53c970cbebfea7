"""A folder of PDFs, taken in by `ordermill backfill`: arrivals a second, and the memory of the process that leads."""

from pathlib import Path
from typing import Any

import pytest

from bench.fresh_process import measured


@pytest.mark.bench
def test_pdfs_a_second_and_flat_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few, many = _measured(tmp_path / "few", 200), _measured(tmp_path / "many", 2_000)
    with capsys.disabled():
        for run in (few, many):
            print(
                f"\n{run['files']} PDFs of one page: {run['files_per_second']}/s with {run['workers']} workers, "
                f"looked over again in {run['again_seconds']} s, peak {run['peak_rss_mb']} MB"
            )
    assert many["peak_rss_mb"] <= 1.2 * few["peak_rss_mb"]


def _measured(folder: Path, files: int) -> dict[str, Any]:
    folder.mkdir()
    return measured("bench.backfill", str(files), str(folder))
