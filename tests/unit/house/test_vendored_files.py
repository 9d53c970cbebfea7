"""The browser libraries are the ones that were written down, and nothing else lies beside them."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "exceptions_queue" / "static" / "vendor"
ENTRIES = tomllib.loads((VENDOR / "VENDOR.toml").read_text())


@pytest.mark.parametrize("name", ENTRIES)
def test_a_vendored_file_is_unchanged(name: str) -> None:
    assert ENTRIES[name]["sha256"] == hashlib.sha256((VENDOR / name).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ENTRIES)
def test_a_vendored_file_is_of_the_pinned_version(name: str) -> None:
    pinned = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert pinned[ENTRIES[name]["package"]] == ENTRIES[name]["version"]


def test_every_vendored_file_is_accounted_for_with_its_licence() -> None:
    expected = {"VENDOR.toml", *ENTRIES, *(entry["licence_file"] for entry in ENTRIES.values())}
    assert expected == {path.name for path in VENDOR.iterdir()}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "package-lock.json", ".npmrc"])
def test_no_lock_names_the_address_of_an_index(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()
