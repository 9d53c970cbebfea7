"""The reference is what the code says. `ORDERMILL_REWRITE_DOCS=1 pytest <this file>` writes the pages anew."""

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import settings
from ordermill.parse.shape import ParseResult, json_schema
from tests.unit.ordermill import reference_pages

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "docs/reference"
CODE = (
    "edi",
    "erp_adapters",
    "exceptions_queue",
    "ingest",
    "ordermill",
    "parsers",
    "pipeline",
    "replies",
    "storage",
    "validation",
)
PAGES = {
    "cli.md": reference_pages.command_line,
    "settings.md": reference_pages.settings,
    "partner-profiles.md": reference_pages.partner_profiles,
    "parse-result.schema.json": lambda: json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_says(name: str) -> None:
    made, page = PAGES[name](), REFERENCE / name
    if os.environ.get("ORDERMILL_REWRITE_DOCS"):
        page.write_text(made, encoding="utf-8")
    assert made == page.read_text(encoding="utf-8")


def test_every_setting_that_the_example_shows_is_one() -> None:
    example = (ROOT / "config/example.toml").read_text()
    page = (REFERENCE / "settings.md").read_text()
    names = set(re.findall(r"^(?:# )?(\w+) = ", example, re.MULTILINE))
    assert len(names) > 15
    assert set() == {name for name in names if f"| `{name}` |" not in page}


@pytest.mark.parametrize("page", ["settings.md", "partner-profiles.md"])
def test_every_setting_is_explained(page: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", (REFERENCE / page).read_text(), re.MULTILINE)
    assert len(rows) > 40
    assert [] == [name for name, said in rows if not said.strip()]


def test_every_field_of_a_result_is_explained() -> None:
    page = (REFERENCE / "parse-result.md").read_text()
    fields = {name for model in json_schema()["$defs"].values() for name in model.get("properties", {})}
    assert set() == {name for name in fields | set(ParseResult.model_fields) if f"`{name}`" not in page}


def test_every_event_is_listed_and_no_other() -> None:
    page = (REFERENCE / "events.md").read_text()
    listed = set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", page, re.MULTILINE))
    written = {event for folder in CODE for file in (ROOT / folder).rglob("*.py") for event in events(file)}
    assert len(written) > 20
    assert written == listed


NOUNS = (
    "arrival|claims?|daemon|document|fault|file|journal|knowledge|mailbox|order|posting|proposal|reply|request|runner|schedule|sign_in"
    "|source|step|sweep|worker|work"
)
EVENT = re.compile(rf"(?:{NOUNS})\.(?!html$|lock$|db$)[a-z_]+")


def events(file: Path) -> Iterator[str]:
    """Every event that a module names, for the log or the journal: noun.verb_past."""
    for node in ast.walk(ast.parse(file.read_text())):
        match node:
            case ast.Constant(value=str(text)) if EVENT.fullmatch(text):
                yield text
            case ast.JoinedStr(values=[ast.FormattedValue(value=of), ast.Constant(value=str(end))]) if (
                "subject" in ast.unparse(of)
            ):
                # What is decided on what is no order.
                yield from (f"{subject}{end}" for subject in ("arrival", "document", "reply"))
            case ast.Assign(targets=[ast.Name(id="_EVENTS")], value=ast.Dict(values=verbs)):
                yield from (f"order.{ast.literal_eval(verb)}" for verb in verbs)


def test_every_log_call_names_an_event_that_the_walk_finds() -> None:
    """A new noun has to be added above, or its events would go unlisted."""
    for file in (file for folder in CODE for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="log" | "_log")), args=[ast.Constant(value=str(text)), *_]
                ):
                    assert EVENT.fullmatch(text), f"{file}: {text}"


def test_every_section_of_the_settings_has_its_heading() -> None:
    page = (REFERENCE / "settings.md").read_text()
    sections = {"sources": "[sources.<name>]", "database_url": "", "data_dir": ""}
    for name in settings.Settings.model_fields:
        heading = sections.get(name, f"[{name}]")
        assert f"`{heading or name}`" in page
