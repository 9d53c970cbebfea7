"""Signatures are verified in a child, by keys that this process asks for."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.dkim.verifying import Keys
from ordermill.isolation import Isolation
from ordermill.signatures import VerifiedByKeys
from pipeline.children.limits import ChildLimits
from pipeline.collaborators import leave_unverified
from pipeline.embedded import EmbeddedDispatcher
from tests.fakes.installation import installation
from tests.unit.ingest.test_dkim import EXAMPLE, JOE, KEYS, NOW


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation.of(1, here=frozenset()) as made:
        yield made


def test_the_keys_that_it_names_are_asked_for(isolation: Isolation) -> None:
    asked: list[str] = []

    def keys(names: Iterable[str]) -> Keys:
        asked.extend(names)
        return KEYS

    found = VerifiedByKeys(isolation, keys)(EXAMPLE, JOE, NOW)
    assert [("pass", "football.example.com")] * 2 == [(one.result, one.domain) for one in found]
    assert list(KEYS) == asked


def test_of_a_mail_without_signatures_nothing_is_asked(isolation: Isolation) -> None:
    def none(_names: Iterable[str]) -> Keys:
        raise AssertionError

    assert () == VerifiedByKeys(isolation, none)(b"From: joe@football.example.com\n\nHi.", JOE, NOW)


def test_a_mail_that_outlasts_its_reader_has_no_results(isolation: Isolation) -> None:
    began = time.monotonic()
    hurried = replace(isolation, limits=ChildLimits(wall_seconds=0.01))
    assert () == VerifiedByKeys(hurried, lambda _names: KEYS)(EXAMPLE + b"a\n" * 10_000_000, JOE, NOW)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(("verify", "by"), [("false", leave_unverified), ("true", VerifiedByKeys)])
def test_the_settings_switch_it_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verify: str, by: object) -> None:
    inbox = installation(tmp_path / "c")
    monkeypatch.setenv("ORDERMILL_DKIM__VERIFY", verify)
    with inbox.open() as application:
        found = application.flow(EmbeddedDispatcher()).verify
        assert found is by or type(found) is by
