"""`ordermill` called in this process, as the console script calls it."""

import io
from dataclasses import dataclass

import pytest

from ordermill.cli import app, guarded


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Runs commands; `stdin` is what a script would pipe into them."""

    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def __call__(self, *arguments: object, stdin: str = "") -> Ended:
        self.patch.setattr("sys.stdin", io.StringIO(stdin))
        self.capture.readouterr()
        try:
            code: object = guarded(lambda: app([str(argument) for argument in arguments]))
        except SystemExit as left:
            code = left.code
        said = self.capture.readouterr()
        return Ended(int(str(code or 0)), said.out, said.err)
