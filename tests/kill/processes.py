"""Processes that are killed while they work, at a boundary or after a while."""

import os
import random
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess

from pipeline.boundaries import Boundary
from storage.database import Store
from tests.fakes.small_orders import small_order
from tests.kill.verdict import CUSTOMER, ROWS
from tests.kill.worker import Place, work

TO_A_BOUNDARY = 60
"""Seconds. A process that is to kill itself comes to its end by itself, on a busy machine too."""


@contextmanager
def opened(place: Place) -> Iterator[Store]:
    """The place, made ready."""
    place.drop.mkdir()
    place.open_erp().close()
    with closing(place.open_store()) as store:
        store.migrate()
        yield store


def nth_of(boundary: Boundary, chance: random.Random) -> int:
    """At which passing of the boundary a process is to kill itself."""
    # A poll takes all files in at once, so its boundaries are passed once.
    return 1 if boundary in (Boundary.ARCHIVED, Boundary.ARRIVAL_COMMITTED, Boundary.SETTLED) else chance.randint(1, 3)


def drop(place: Place, number: str, lines: Sequence[str] = ROWS) -> None:
    """Put an order into the drop folder, in one step."""
    written = place.drop / f"{number}.part"
    written.write_bytes(small_order(number, CUSTOMER, lines=lines))
    written.rename(place.drop / f"{number}.txt")


def run_and_kill(
    place: Place, spawning: ForkServerContext, boundary: Boundary | None, nth: int, chance: random.Random
) -> bool:
    """Whether the child killed itself where it was told to."""
    child = start(place, spawning, boundary, nth)
    child.join(timeout=TO_A_BOUNDARY if boundary else chance.uniform(0.05, 0.8))
    by_itself = not child.is_alive()
    if not by_itself:
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return by_itself and child.exitcode != 0


def run_to_the_end(place: Place, spawning: ForkServerContext) -> None:
    """Until nothing is left to do."""
    child = start(place, spawning, None, 0)
    child.join(timeout=600)
    assert 0 == child.exitcode, "it does not come to rest"


def start(place: Place, spawning: ForkServerContext, boundary: Boundary | None, nth: int) -> BaseProcess:
    """A process that works, and kills itself at the boundary, if one is given."""
    child = spawning.Process(target=work, args=(place, boundary, nth))
    child.start()
    return child
