"""What all kill tests start their processes from."""

import multiprocessing
from multiprocessing.context import ForkServerContext

import pytest


@pytest.fixture(scope="module")
def spawning() -> ForkServerContext:
    """Children that are forked from a clean process in which everything is imported already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.kill.worker"])
    return context
