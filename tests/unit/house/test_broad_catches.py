"""Whoever catches everything is named, with the reason, in the decision record."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKAGES = (
    "config", "edi", "erp_adapters", "exceptions_queue", "ingest", "ordermill", "orders", "parsers", "pipeline",
    "replies", "storage", "validation",
)  # fmt: skip


def _catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether it keeps every error to itself; one that cleans up and raises on does not."""
    named = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else set()
    broad = handler.type is None or bool(named & {"Exception", "BaseException"})
    return broad and not isinstance(handler.body[-1], ast.Raise)


def test_the_decision_names_every_module_that_catches_everything() -> None:
    (page,) = (ROOT / "docs/decisions").glob("*-who-catches-everything.md")
    catching = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler) and _catches_all(node)
    }
    assert catching == set(re.findall(r"^\| `([\w/]+\.py)`", page.read_text(), re.MULTILINE))
