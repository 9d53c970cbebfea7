"""What a thread must do again and again for as long as the process lives, whatever goes wrong in between."""

from collections.abc import Callable

import structlog

log = structlog.get_logger()


class Enduring:
    """A step that is called again and again. It raises no error of the step: that is logged, and remembered as `fault`.

    `fault` is empty while the last call came through; `/healthz` is red otherwise. A fault that passes by itself is for
    the step to deal with: what comes here is a bug, which would silently end a thread that others rely on.
    """

    def __init__(self, name: str, step: Callable[[], None]) -> None:
        self.name = name
        self.fault = ""
        self._step = step

    def __call__(self) -> None:
        try:
            self._step()
        except Exception as bug:
            log.exception("step.broke", step=self.name)
            self.fault = f"an error inside Ordermill ({type(bug).__name__}); the log has the details"
        else:
            self.fault = ""
