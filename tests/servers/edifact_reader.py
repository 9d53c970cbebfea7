"""The npm package `edifact`, in a Node process of its own: a reader of EDIFACT that nobody here wrote."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "node"
_REPETITION = 7
"""Where a UNA has the repetition separator of syntax version 4; the package takes only a blank there."""


class EdifactReader:
    """Asks the process, one text at a time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def read(self, content: bytes, codec: str = "latin-1") -> list[list[str | list[str]]]:
        """The segments, each its tag and its elements, which are lists of components; nothing in them may repeat.

        It knows the charsets UNOA, UNOB, UNOC and UNOY. Raises ValueError with what it has to say against the text.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("the process has no pipes")
        text = content.decode(codec)
        if text.startswith("UNA"):
            text = f"{text[:_REPETITION]} {text[_REPETITION + 1 :]}"
        print(json.dumps({"text": text}), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        segments: list[list[str | list[str]]] = answer["segments"]
        return segments


@pytest.fixture(scope="session")
def edifact_reader() -> Iterator[EdifactReader]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed (Debian packages nodejs and npm)")
    if not (FOLDER / "node_modules" / "edifact").is_dir():
        pytest.skip("the npm package edifact is not installed (make setup-test)")
    process = subprocess.Popen(
        [node, "read_edifact.js"], cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield EdifactReader(process)
        process.terminate()
