"""Pages a second for text and for scans, and the memory that a file of three hundred pages takes."""

from typing import Any

import pytest

from bench.fresh_process import measured


@pytest.mark.bench
def test_pages_a_second_and_the_memory_of_long_files(capsys: pytest.CaptureFixture[str]) -> None:
    one, short, long, scans = (
        _measured("text", 1),
        _measured("text", 100),
        _measured("text", 300),
        _measured("scans", 8),
    )
    with capsys.disabled():
        for run in (one, short, long, scans):
            print(
                f"\n{run['pages']} pages of {run['kind']}: {run['pages_per_second']}/s, "
                f"{run['pages_per_cpu_second']} a second of computing "
                f"({run['cpu_seconds']} s, and {run['engine_cpu_seconds']} s of OCR), "
                f"peak {run['peak_rss_mb']} MB"
            )
    assert short["pages_per_cpu_second"] >= 5
    assert scans["pages_per_cpu_second"] >= 0.2
    # Words, pictures and the transcript of a page stay in memory until all pages are read, and no more than that.
    assert (long["peak_rss_mb"] - one["peak_rss_mb"]) / 300 < 1.0


def _measured(kind: str, pages: int) -> dict[str, Any]:
    return measured("bench.pages", kind, str(pages))
