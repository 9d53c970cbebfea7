"""On CI a skipped test is a failure: what was not run was not shown to work."""

import os
from collections.abc import Generator

import pytest


def _on_ci() -> bool:
    return os.environ.get("CI") == "true"


def _reason(longrepr: object) -> str:
    # A skip's report is (path, line, "Skipped: reason").
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure is reported as skipped too, yet it ran.
    if _on_ci() and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"On CI a skip is a failure. {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if _on_ci() and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"On CI a skip is a failure. {_reason(report.longrepr)}"
    return report
