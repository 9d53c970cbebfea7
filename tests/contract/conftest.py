"""One run of the suite for each implementation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.erps import ERPS, Clock, Erp


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=list(ERPS))
def erp(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Erp]:
    made = ERPS[request.param](tmp_path, clock)
    yield made
    made.close()
