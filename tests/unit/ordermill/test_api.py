"""The surface for plug-ins is enough for every built-in parser, rule, adapter and source, and says what it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ordermill import api

ROOT = Path(__file__).parents[3]
PROTOCOLS = {"ingest.source", "parsers.parser", "validation.rule", "erp_adapters.adapter"}
MACHINERY = {
    "validation/validate.py",
    "validation/reading_only.py",
    "validation/absent.py",
    "ingest/forwarding.py",
    "ingest/smtp.py",
}
"""What runs the rules is no rule, and what sends mails on no source."""


def wanted(folder: str) -> Iterator[tuple[str, str]]:
    """Each name that the built-ins of a folder import from what all share, with its module."""
    for file in (ROOT / folder).rglob("*.py"):
        if str(file.relative_to(ROOT)) in MACHINERY:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and is_shared(node.module):
                yield from ((node.module, alias.name) for alias in node.names)


def is_shared(module: str) -> bool:
    return module.split(".")[0] == "orders" or module in PROTOCOLS


@pytest.mark.parametrize("folder", ["parsers", "validation", "erp_adapters", "ingest"])
def test_the_built_ins_need_nothing_more(folder: str) -> None:
    offered = set(api.__all__)
    found = set(wanted(folder))
    assert found
    # A module that is offered as a whole brings its names.
    missing = {name for module, name in found if name not in offered and module.rpartition(".")[2] not in offered}
    assert set() == missing


def test_all_that_is_offered_is_there() -> None:
    assert [] == [name for name in api.__all__ if not hasattr(api, name)]
