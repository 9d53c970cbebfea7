"""Each document beside this file reads as its `.expected.json` says: values, kinds, and every finding of the parser.

`ORDERMILL_WRITE_EXPECTED=1 pytest tests/corpus/xml` writes the expectations anew; read the difference before
committing it. Validation has no part in this: what holds here is what the document itself says.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ordermill.parse.result import ReadOrder, result
from parsers.cxml import CxmlParser
from parsers.order_x import OrderXParser
from parsers.parser import Blob, ParseContext, Parser
from parsers.ubl import UblParser

FOLDER = Path(__file__).parent
DOCUMENTS = sorted(FOLDER.glob("*.xml"))
PARSERS: tuple[Parser, ...] = (UblParser(), CxmlParser(), OrderXParser())


def blob(path: Path) -> Blob:
    return Blob(path.read_bytes(), path.name, "application/xml")


def outcome(path: Path) -> dict[str, Any]:
    (parser,) = [each for each in PARSERS if each.recognise(blob(path))]
    parsed = parser.parse(blob(path), ParseContext())
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
        shape["test"], shape["parser"], shape["sender"] = order.test, order.parser, order.sender
        del shape["resolved"]
    return read


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_reads_as_expected(path: Path) -> None:
    expected = path.with_suffix(".expected.json")
    read = outcome(path)
    if os.environ.get("ORDERMILL_WRITE_EXPECTED"):
        expected.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(expected.read_text(encoding="utf-8")) == read


def test_every_expectation_has_its_document() -> None:
    assert {path.stem for path in DOCUMENTS} == {path.name.split(".")[0] for path in FOLDER.glob("*.expected.json")}
