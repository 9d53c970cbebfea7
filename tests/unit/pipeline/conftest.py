"""Worlds over SQLite, each with an empty database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.world import World, small_world


@pytest.fixture
def make_world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Makes worlds; each is closed after the test."""
    made: list[World] = []

    def make(**collaborators: Any) -> World:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(small_world(f"sqlite:///{folder / 'o.db'}", folder / "archive", **collaborators))
        return made[-1]

    yield make
    for world in made:
        world.flow.store.close()


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    """A world with an ERP in memory where orders post by themselves."""
    return make_world()
