"""Everything that is due, carried out in this process, as a daemon would."""

import time
from collections.abc import Callable

from ordermill.bootstrap import Application
from ordermill.clock import now
from orders.stages import Outcome
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner

_LOOK_SECONDS = 0.1


def work_off(application: Application, progress: Callable[[int], None] = lambda _left: None) -> None:
    """Return when nothing runs any more and nothing is to be tried again now; `progress` hears how much is left."""
    dispatcher = EmbeddedDispatcher()
    workers = application.settings.runner.workers
    runner = EmbeddedRunner(application.flow(dispatcher), dispatcher, workers=workers)
    runner.start()
    try:
        while left := _left(application):
            progress(left)
            time.sleep(_LOOK_SECONDS)
    finally:
        runner.stop()


def _left(application: Application) -> int:
    with application.store.read() as uow:
        counts, due = uow.work.counts(), uow.work.due_count(now())
    running = sum(number for (_, _, outcome), number in counts.items() if outcome is Outcome.RUNNING)
    return max(running, due)
