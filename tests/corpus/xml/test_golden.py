"""Each document beside this file reads as its `.expected.json` says: values, kinds, and every finding of the parser.

`ORDERMILL_WRITE_EXPECTED=1 pytest tests/corpus/xml` writes the expectations anew; read the difference before
committing it. Validation has no part in this: what holds here is what the document itself says.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from parsers.cxml import CxmlParser
from parsers.order_x import OrderXParser
from parsers.parser import Blob, ParseContext, Parser
from parsers.ubl import UblParser
from tests.corpus import golden

FOLDER = Path(__file__).parent
DOCUMENTS = sorted(FOLDER.glob("*.xml"))
PARSERS: tuple[Parser, ...] = (UblParser(), CxmlParser(), OrderXParser())


def blob(path: Path) -> Blob:
    return Blob(path.read_bytes(), path.name, "application/xml")


def outcome(path: Path) -> dict[str, Any]:
    """As for segments, with the parser that claims the document and the sender."""
    (parser,) = [each for each in PARSERS if each.recognise(blob(path))]
    read = golden.outcome(parser, path)
    for order, shape in zip(parser.parse(blob(path), ParseContext()).readings, read["orders"], strict=True):
        shape["parser"], shape["sender"] = order.parser, order.sender
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
