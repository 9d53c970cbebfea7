"""The runner's scheduler, where it is stopped in the middle of a wake-up."""

import threading
from datetime import UTC
from typing import Any

import pytest
from apscheduler.executors.pool import ThreadPoolExecutor

from pipeline.embedded import Scheduler


class _StopsFirst(ThreadPoolExecutor):  # type: ignore[misc]  # APScheduler has no types
    """Has its scheduler stopped by another thread while it takes a job."""

    def submit_job(self, job: Any, run_times: Any) -> None:
        super().submit_job(job, run_times)
        stopped = threading.Thread(target=self.scheduler.shutdown)
        stopped.start()
        while self.scheduler.running:
            pass

    @property
    def scheduler(self) -> Any:
        return self._scheduler


def test_a_stop_that_overtakes_a_wake_up_ends_no_thread_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(told.exc_value))
    scheduler = Scheduler(timezone=UTC, executors={"default": _StopsFirst(1)})
    woken = threading.Event()
    others = set(threading.enumerate())
    scheduler.start()
    (thread,) = {one for one in threading.enumerate() if one.name == "APScheduler"} - others
    scheduler.add_job(woken.set)
    thread.join(60)
    assert ([], True, False) == (faults, woken.is_set(), thread.is_alive())
