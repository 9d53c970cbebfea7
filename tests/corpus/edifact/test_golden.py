"""Each message beside this file reads as its `.expected.json` says: values, kinds, and every finding of the parser.

`ORDERMILL_WRITE_EXPECTED=1 pytest tests/corpus/edifact` writes the expectations anew; read the difference before
committing it. Validation has no part in this: what holds here is what the message itself says.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ordermill.parse.result import ReadOrder, result
from parsers.edifact import EdifactParser
from parsers.parser import Blob, ParseContext

FOLDER = Path(__file__).parent
MESSAGES = sorted(FOLDER.glob("*.edi"))


def outcome(path: Path) -> dict[str, Any]:
    parsed = EdifactParser().parse(Blob(path.read_bytes(), path.name, "application/edifact"), ParseContext())
    orders = [
        ReadOrder(
            reading=reading,
            resolutions=(),
            findings=reading.findings,
            holding=[finding for finding in reading.findings if finding.holds],
        )
        for reading in parsed.readings
    ]
    read: dict[str, Any] = json.loads(
        result(orders, parsed.findings, evidence=False).model_dump_json(exclude_none=True)
    )
    for order, shape in zip(parsed.readings, read["orders"], strict=True):
        shape["test"] = order.test
        del shape["resolved"]
    return read


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_message_reads_as_expected(path: Path) -> None:
    expected = path.with_suffix(".expected.json")
    read = outcome(path)
    if os.environ.get("ORDERMILL_WRITE_EXPECTED"):
        expected.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(expected.read_text(encoding="utf-8")) == read


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_every_message_is_recognised(path: Path) -> None:
    assert EdifactParser().recognise(Blob(path.read_bytes(), path.name, ""))


def test_every_expectation_has_its_message() -> None:
    assert {path.stem for path in MESSAGES} == {path.name.split(".")[0] for path in FOLDER.glob("*.expected.json")}
