"""What tests log is shown with plain tracebacks: those with local variables take a second of computing each."""

import pytest
import structlog


def log_plainly() -> None:
    """As structlog does by itself, but for the formatter of tracebacks."""
    structlog.reset_defaults()
    *others, _ = structlog.get_config()["processors"]
    renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*others, renderer])


@pytest.hookimpl
def pytest_configure() -> None:
    log_plainly()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """A test may have sent the log to a stream of its own, which is closed when the next one in the process runs."""
    log_plainly()
