"""Which drawings there are, and where each is committed."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.drawing import (
    excel_prints,
    letters,
    mails,
    navision_form,
    netsuite_form,
    other_papers,
    printouts,
    sage_forms,
    sap_form,
    tricky_columns,
    tricky_words,
    wrapped_captions,
)
from tests.drawing.demo_papers import papers
from tests.drawing.truth import Drawn

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests/corpus/pdf"
MAILS = ROOT / "tests/corpus/mail"
DEMO = ROOT / "ordermill/demo/mails"
_MODULES = (
    excel_prints,
    letters,
    mails,
    navision_form,
    netsuite_form,
    other_papers,
    printouts,
    sage_forms,
    sap_form,
    tricky_columns,
    tricky_words,
    wrapped_captions,
)


def corpus() -> Iterator[Drawn]:
    """The documents of `tests/corpus/pdf` and `tests/corpus/mail`."""
    for module in _MODULES:
        yield from module.documents()


def path_of(drawn: Drawn) -> Path:
    """Where it is committed, with its expectation beside it."""
    return (MAILS if drawn.suffix == ".eml" else CORPUS) / f"{drawn.name}{drawn.suffix}"


def write_all() -> None:
    """Draw everything anew over what is committed; read the difference before committing it."""
    for drawn in corpus():
        path = path_of(drawn)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(drawn.content)
        text = json.dumps(drawn.expectation(), ensure_ascii=False, indent=1)
        path.with_suffix(".expected.json").write_text(f"{text}\n", encoding="utf-8")
    for name, content in papers().items():
        (DEMO / name).write_bytes(content)
