"""Worlds on both databases."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes.world import World, small_world


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """A world with an ERP in memory, on SQLite and on PostgreSQL."""
    made = small_world(database_url, tmp_path / "archive")
    with closing(made.flow.store):
        yield made
