"""What is logged about an error: where it happened, and nothing of what customers wrote."""

from collections.abc import Iterator

import pytest
import structlog

from config.logs import configure_logs
from config.settings import LogSettings


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_traceback_shows_no_local_variables(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(LogSettings.model_validate({"level": "warning", "format": form}))
    written = "42 pieces at 17.50"
    try:
        raise RuntimeError(len(written))
    except RuntimeError:
        structlog.get_logger().exception("document.broke")
    said = capsys.readouterr()
    assert "" == said.out
    assert "RuntimeError" in said.err
    assert "17.50" not in said.err.replace('written = "42 pieces at 17.50"', "")
