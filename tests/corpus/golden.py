"""A message beside its `.expected.json`: what a parser of segments makes of it, values, kinds and every finding.

`ORDERMILL_WRITE_EXPECTED=1 pytest tests/corpus` writes the expectations anew; read the difference before committing it.
Validation has no part in this: what holds here is what the message itself says.
"""

import json
import os
from pathlib import Path
from typing import Any

from ordermill.parse.result import ReadOrder, result
from parsers.parser import Blob, ParseContext, Parser


def outcome(parser: Parser, path: Path) -> dict[str, Any]:
    """The result of `ordermill parse` without anything resolved, and whether each order is a test."""
    parsed = parser.parse(Blob(path.read_bytes(), path.name, ""), ParseContext())
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


def expected(parser: Parser, path: Path) -> dict[str, Any]:
    """What stands in the file beside it."""
    beside = path.with_suffix(".expected.json")
    if os.environ.get("ORDERMILL_WRITE_EXPECTED"):
        text = json.dumps(outcome(parser, path), ensure_ascii=False, indent=1)
        beside.write_text(text + "\n", encoding="utf-8")
    read: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
    return read
