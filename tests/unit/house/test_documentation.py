"""The documentation can be followed, and agrees with the code."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from orders.stages import Outcome, Stage

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]


def _links(page: Path) -> list[str]:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    return [target.split("#")[0] for target in targets if "://" not in target and not target.startswith("#")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [] == [target for target in _links(page) if not (page.parent / target).exists()]


def test_every_page_is_reached_from_the_map() -> None:
    reached, waiting = set(), [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [(page.parent / target).resolve() for target in _links(page) if target.endswith(".md")]
    assert set() == {str(page.relative_to(ROOT)) for page in DOCS.rglob("*.md")} - {
        str(page.relative_to(ROOT)) for page in reached
    }


@pytest.mark.parametrize("word", [*Stage, *Outcome])
def test_the_glossary_explains_every_stage_and_outcome(word: str) -> None:
    assert f"| **{word.replace('_', ' ')}** |" in (DOCS / "glossary.md").read_text()


def test_every_decision_is_listed_under_its_title() -> None:
    listed = (DOCS / "decisions" / "README.md").read_text()
    for page in DOCS.glob("decisions/[0-9]*.md"):
        heading = re.fullmatch(r"# (\d+)\. (.+)", page.read_text().splitlines()[0])
        assert heading is not None
        number, title = heading.groups()
        assert page.name.startswith(f"{int(number):04}-")
        assert f"[{int(number):04}]({page.name}) | {title} |" in listed


def _make(*arguments: str) -> str:
    # These tests may themselves run below `make test`, whose flags are not theirs.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PYTEST"))}
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_the_commit_hooks_run_what_make_check_runs() -> None:
    printed = _make("--dry-run", "--always-make", "check").splitlines()
    check = [shlex.split(line) for line in printed if re.match(r"\.venv/bin/(ruff|mypy|lint|pytest)", line)]
    hooks = re.findall(r"^ +entry: (.+)$", (ROOT / ".pre-commit-config.yaml").read_text(), re.MULTILINE)
    assert check
    assert check == [shlex.split(hook) for hook in hooks]


def test_make_lists_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    assert phony[1].split() == re.findall(r"^  make (\S+)", _make("help"), re.MULTILINE)
