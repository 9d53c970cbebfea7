"""Commands in this process, on a wide terminal. What they set up for logging ends with the test."""

from collections.abc import Iterator

import pytest

from tests.fakes.command_line import CommandLine
from tests.plain_logs import log_plainly


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    yield
    log_plainly()


@pytest.fixture
def ordermill(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("COLUMNS", "250")
    return CommandLine(capsys, monkeypatch)
