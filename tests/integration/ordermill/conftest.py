"""Commands in this process, on a wide terminal. What they set up for logging ends with the test."""

from collections.abc import Iterator

import pytest
import structlog

from tests.fakes.command_line import CommandLine


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    yield
    structlog.reset_defaults()


@pytest.fixture
def ordermill(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("COLUMNS", "250")
    return CommandLine(capsys, monkeypatch)
