"""What a backfill shows while it runs: a bar on a terminal, else a line now and then."""

import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from ordermill.backfill.preview import Preview
from ordermill.backfill.run import Look
from ordermill.commands.terminal import screen
from orders.stages import Outcome, Subject

LINE_SECONDS = 30
"""How often a run that nobody watches says how far it is."""


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class BackfillScreen:
    """A context manager; `looked` and `previewed` draw, and what `stopping` gives announces the end."""

    def __init__(self, title: str) -> None:
        self._console = screen(error=True)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[counts]}"),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task: TaskID = self._progress.add_task(title, total=None, counts="")
        self._next_line = time.monotonic() + LINE_SECONDS

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def looked(self, look: Look) -> None:
        """How far a run is; what cannot be read and what is unwanted count as done too."""
        done = look.arrivals - look.unfinished + look.left_out
        self._draw(done, max(look.expected, look.arrivals), _counts(look.counts))

    def previewed(self, found: Preview, expected: int) -> None:
        """How far a dry run is."""
        self._draw(
            found.read, max(expected, found.read), f"{found.orders['would_post']} clean, {found.orders['held']} held"
        )

    def stopping(self, stop: Callable[[], None]) -> Callable[[], None]:
        """The same `stop`, and the screen says so."""

        def announced() -> None:
            stop()
            self._progress.update(self._task, description="Finishing what is running")

        return announced

    def _draw(self, done: int, total: int, counts: str) -> None:
        self._progress.update(self._task, completed=done, total=total or None, counts=counts)
        if not self._console.is_terminal and time.monotonic() >= self._next_line:
            self._next_line = time.monotonic() + LINE_SECONDS
            self._console.print(f"{done} of {total}: {counts}")


def _counts(counts: Mapping[tuple[Subject, Outcome], int]) -> str:
    held = counts.get((Subject.ORDER, Outcome.HELD), 0)
    unreadable = counts.get((Subject.DOCUMENT, Outcome.HELD), 0) + counts.get((Subject.ARRIVAL, Outcome.HELD), 0)
    read = counts.get((Subject.DOCUMENT, Outcome.DONE), 0)
    aside = counts.get((Subject.DOCUMENT, Outcome.SET_ASIDE), 0)
    return f"{read} read, {held} held, {aside} set aside, {unreadable} not read"
