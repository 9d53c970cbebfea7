"""The plug-in that the documentation shows is installed as it says, and works."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.interchanges import EdiLine, interchange

PAGE = Path(__file__).parents[3] / "docs/howto/write-a-plug-in.md"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages that holds the plug-in, built from the two files of the page."""
    project, site = tmp_path_factory.mktemp("long-orders"), tmp_path_factory.mktemp("site")
    shown = re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert ["pyproject.toml", "long_orders.py"] == [name for name, _ in shown]
    for name, text in shown:
        (project / name).write_text(text)
    install = ["install", "-q", "--no-deps", "--no-index", "--no-build-isolation", "--target", site, project]
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *install], check=True)
    return site


def test_the_example_holds_a_long_order_and_lets_a_short_one_pass(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "long.edi").write_bytes(interchange("P-LONG", [EdiLine()] * 4))
    (tmp_path / "short.edi").write_bytes(interchange("P-SHORT", [EdiLine()] * 3))
    subprocess.run(
        [Path(sys.executable).with_name("ordermill"), "parse", tmp_path, "--out", tmp_path / "out"],
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
    )
    long, short = (json.loads((tmp_path / f"out/{name}.json").read_text()) for name in ("long", "short"))
    assert any("The order has 4 lines" in finding["message"] for finding in long["findings"])
    assert ("held", "clean") == (long["orders"][0]["status"], short["orders"][0]["status"])
