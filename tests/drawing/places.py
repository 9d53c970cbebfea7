"""Which drawings there are, and where each is committed."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.drawing import (
    excel_prints,
    letters,
    navision_form,
    netsuite_form,
    other_papers,
    printouts,
    sage_forms,
    sap_form,
)
from tests.drawing.demo_papers import papers
from tests.drawing.truth import Drawn

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests/corpus/pdf"
DEMO = ROOT / "ordermill/demo/mails"
_MODULES = (excel_prints, letters, navision_form, netsuite_form, other_papers, printouts, sage_forms, sap_form)


def corpus() -> Iterator[Drawn]:
    """The documents of `tests/corpus/pdf`."""
    for module in _MODULES:
        yield from module.documents()


def write_all() -> None:
    """Draw everything anew over what is committed; read the difference before committing it."""
    CORPUS.mkdir(exist_ok=True)
    for drawn in corpus():
        (CORPUS / drawn.name).with_suffix(drawn.suffix).write_bytes(drawn.content)
        text = json.dumps(drawn.expectation(), ensure_ascii=False, indent=1)
        (CORPUS / f"{drawn.name}.expected.json").write_text(f"{text}\n", encoding="utf-8")
    for name, content in papers().items():
        (DEMO / name).write_bytes(content)
