"""One child process with the pipes to it and, where it may write files, its folder."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from pydantic import ValidationError

from pipeline.children.folder import ChildFolder
from pipeline.children.frames import Answer
from pipeline.children.limits import ChildDied
from pipeline.children.pipe import Pipe, PipeClosed, PipeTimeout

_START_SECONDS: Final = 60.0


@dataclass(slots=True)
class Child:
    """`network` and `files` are what it said of itself at its start; `calls` counts those that it answered."""

    process: subprocess.Popen[bytes]
    pipe: Pipe
    network: str
    files: str
    folder: ChildFolder | None
    calls: int = 0

    @classmethod
    def started(cls, preload: tuple[str, ...], file_bytes: int) -> Self:
        """Raises ChildDied when no interpreter comes up, and NoFolder."""
        folder = ChildFolder.made(file_bytes) if file_bytes else None
        try:
            return cls._started(preload, file_bytes, folder)
        except BaseException:
            if folder:
                folder.remove()
            raise

    @classmethod
    def _started(cls, preload: tuple[str, ...], file_bytes: int, folder: ChildFolder | None) -> Self:
        process = subprocess.Popen(
            # `-P` keeps the working folder, which may hold anything, off the search path.
            [sys.executable, "-P", "-m", "pipeline.children.process", str(file_bytes), *preload],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            start_new_session=True,
        )
        pipe = Pipe.of(process)
        try:
            hello = Answer.model_validate_json(pipe.received(_START_SECONDS, limit=4096))
        except (PipeClosed, PipeTimeout, ValidationError) as error:
            _end(process)
            raise ChildDied(f"No child process could be started with {sys.executable}.") from error
        return cls(process, pipe, hello.reason, hello.result, folder)

    def is_tidy(self) -> bool:
        """Whether its folder is empty after a call, which it is made here; else it is to be ended, with its folder."""
        if self.folder is None:
            return True
        try:
            self.folder.empty()
        except OSError:
            return False
        return True

    def end(self) -> None:
        """At once, with all that it started and wrote."""
        try:
            _end(self.process)
        finally:
            if self.folder:
                self.folder.remove()


def _end(process: subprocess.Popen[bytes]) -> None:
    # What the child started, such as an OCR engine, is of its group. The number is nobody else's until it is reaped.
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def _environment(folder: ChildFolder | None) -> dict[str, str]:
    folders = [str(Path(__file__).resolve().parents[2]), *(path for path in sys.path if path)]
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ") if name in os.environ}
    private = {"TMPDIR": str(folder.path)} if folder else {}
    search_path = os.pathsep.join(dict.fromkeys(folders))
    return kept | private | {"PYTHONPATH": search_path, "PYTHONDONTWRITEBYTECODE": "1"}
