"""Servers that behave badly."""

import socket
from collections.abc import Iterator

import pytest

from tests.servers.ports import LOOPBACK


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts connections and never says a word."""
    with socket.create_server((LOOPBACK, 0)) as listener:
        yield listener.getsockname()[1]
