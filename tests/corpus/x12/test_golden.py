"""Each message beside this file reads as its `.expected.json` says."""

from pathlib import Path

import pytest

from parsers.parser import Blob
from parsers.x12 import X12Parser
from tests.corpus.golden import expected, outcome

FOLDER = Path(__file__).parent
MESSAGES = sorted(FOLDER.glob("*.x12"))


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_message_reads_as_expected(path: Path) -> None:
    assert expected(X12Parser(), path) == outcome(X12Parser(), path)


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_every_message_is_recognised(path: Path) -> None:
    assert X12Parser().recognise(Blob(path.read_bytes(), path.name, ""))


def test_every_expectation_has_its_message() -> None:
    assert {path.stem for path in MESSAGES} == {path.name.split(".")[0] for path in FOLDER.glob("*.expected.json")}
