"""The documents of `tests/corpus/spreadsheet`, each beside what is to be read from it.

After a change that is meant, write the expectations anew with `python -m tests.unit.parsers.spreadsheet.test_corpus`,
and read the difference.
"""

import json
from pathlib import Path

import pytest

from orders.reading import OrderReading, Read
from orders.values import Value
from tests.unit.parsers.spreadsheet.tables import doubts, parsed

CORPUS = Path(__file__).parents[3] / "corpus" / "spreadsheet"
DOCUMENTS = sorted(path for path in CORPUS.iterdir() if not path.name.endswith(".expected.json"))


def shown(value: object) -> object:
    """Values without their evidence; what is not there is left out."""
    if isinstance(value, Read):
        return str(value.value)
    if isinstance(value, Value):
        fields = {name: shown(getattr(value, name)) for name in type(value).model_fields if name != "findings"}
        return {name: field for name, field in fields.items() if field not in (None, "", [], {}, False)}
    if isinstance(value, tuple):
        return [shown(member) for member in value]
    return value


def result(path: Path) -> dict[str, object]:
    found = parsed(path.read_bytes(), name=path.name)
    return {
        "findings": sorted(f"{finding.severity}: {finding.code}" for finding in found.findings),
        "orders": [_order(reading) for reading in found.readings],
    }


def _order(reading: OrderReading) -> dict[str, object]:
    findings = sorted(f"{finding.severity}: {finding.code} {finding.path}".strip() for finding in reading.findings)
    return {"reading": shown(reading), "findings": findings, "doubted": sorted(doubts(reading))}


def expectation(path: Path) -> Path:
    return path.with_name(f"{path.name}.expected.json")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_read_as_expected(path: Path) -> None:
    assert json.loads(expectation(path).read_text(encoding="utf-8")) == result(path)


if __name__ == "__main__":
    for document in DOCUMENTS:
        text = json.dumps(result(document), ensure_ascii=False, indent=1)
        expectation(document).write_text(f"{text}\n", encoding="utf-8")
