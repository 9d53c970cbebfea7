"""Anchors the journal once a day, by the process that polls, so that a cut-off end of it shows."""

import threading
from collections.abc import Callable
from datetime import date, datetime
from types import TracebackType
from typing import Self

import structlog

from orders.errors import Retryable
from pipeline.enduring import Enduring
from storage.audit import anchor
from storage.database import Store

log = structlog.get_logger()

LOOK_SECONDS = 30.0


class Anchoring:
    """A thread between `__enter__` and `__exit__`, which repeats `step`.

    `is_mine`: whether this process is the one to do it.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        *,
        is_mine: Callable[[], bool],
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._store = store
        self._clock = clock
        self._is_mine = is_mine
        self._look_seconds = look_seconds
        self.step = Enduring("anchoring of the journal", self.look)
        self._done: date | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="anchoring")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join()

    def look(self) -> None:
        """Anchor if this day (UTC) has none yet. What fails is tried again at the next look."""
        today = self._clock().date()
        if self._done == today or not self._is_mine():
            return
        try:
            anchor(self._store, today)
        except Retryable as fault:
            log.warning("journal.not_anchored", reason=str(fault))
        else:
            self._done = today

    def _run(self) -> None:
        while not self._stopping.wait(self._look_seconds):
            self.step()
