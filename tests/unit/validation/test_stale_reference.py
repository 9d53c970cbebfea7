"""Reference data that is too old. The company's files are written when the test runs."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ordermill import registry
from orders.findings import FindingCode, Severity
from tests.fakes.company import COMPANY, open_company, reference_of
from tests.fakes.readings import reading
from tests.fakes.trial import AUTO, TODAY, Trial, found


@pytest.fixture
def aged(tmp_path: Path) -> Path:
    """The company, its stock of three days before the trial, all else of the day before."""
    folder = tmp_path / "company"
    folder.mkdir()
    for file in COMPANY.glob("*.csv"):
        days = 3 if file.stem == "stock" else 1
        written = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) - timedelta(days=days)
        (folder / file.name).write_bytes(file.read_bytes())
        os.utime(folder / file.name, (written.timestamp(), written.timestamp()))
    return folder


@pytest.mark.parametrize(
    ("oldest", "stale"),
    [
        ({}, []),
        ({"stock": 3, "prices": 1}, []),
        ({"stock": 2, "prices": 1}, ["stock 2026-02-28"]),
        ({"stock": 2, "prices": 0}, ["stock 2026-02-28", "prices 2026-03-02"]),
        # What was never loaded has no age
        ({"credit": 0}, []),
    ],
)
def test_data_older_than_the_policy_allows_holds(
    aged: Path, tmp_path: Path, oldest: dict[str, int], stale: list[str]
) -> None:
    store = open_company(tmp_path / "archive", aged)
    try:
        with reference_of(store) as reference:
            policy = AUTO.model_copy(update={"oldest_reference_days": oldest})
            validation = Trial(reference, registry.rules())(reading(), policy=policy)
    finally:
        store.close()
    findings = found(validation, FindingCode.REFERENCE_STALE)
    assert stale == [finding.found for finding in findings]
    assert {Severity.HOLD} >= {finding.severity for finding in findings}
