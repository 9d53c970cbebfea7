"""Logs of daemons in this process go nowhere: tests look at what is stored, not at what was said about it."""

from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    yield
    structlog.reset_defaults()
