"""How fast EDI is read, beside pydifact and beside splitting bytes, and in how much memory."""

import pytest

from bench.edi_reading import ratios
from bench.fresh_process import measured

TIMES_PYDIFACT, MOST_MB = 10, 20


@pytest.mark.bench
def test_reading_is_ten_times_as_fast_as_pydifact(capsys: pytest.CaptureFixture[str]) -> None:
    speeds = measured("bench.edi_reading")
    with capsys.disabled():
        print("", *ratios(speeds), sep="\n")
    assert all(speeds[name] >= TIMES_PYDIFACT * speeds["pydifact"] for name in speeds if name != "pydifact")


@pytest.mark.bench
@pytest.mark.parametrize("standard", ["edifact", "x12"])
def test_memory_follows_the_largest_message(standard: str, capsys: pytest.CaptureFixture[str]) -> None:
    run = measured("bench.edi_reading", "memory", standard, "50")
    with capsys.disabled():
        print(f"\n50 MB of {standard}: {run['above']} MB, in {run['seconds']} seconds of computing")
    assert run["above"] <= MOST_MB
