"""The wheel that users install holds what it must, and takes no other distribution's names."""

import json
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel; the build back end stands in the lock, so nothing is fetched."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site-packages of a new environment that holds the wheel alone."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel],
        check=True,
        capture_output=True,
    )
    (site,) = environment.glob("lib/python*/site-packages")
    return site


def _top_level_names(site: Path) -> set[str]:
    return {path.name for path in site.iterdir() if path.is_dir() and not path.name.endswith((".dist-info", "__"))}


def test_each_top_level_name_belongs_to_ordermill_alone(installed: Path) -> None:
    names = _top_level_names(installed)
    others = packages_distributions()
    clashes = {name: others[name] for name in names if set(others.get(name, ())) - {"ordermill"}}
    assert {"orders", "ordermill", "storage", "config"} <= names
    assert {} == clashes


def test_the_installed_wheel_claims_its_names_by_its_own_metadata(installed: Path) -> None:
    code = "import importlib.metadata as m, json; print(json.dumps(m.packages_distributions()))"
    answer = subprocess.run(
        [installed.parents[2] / "bin" / "python", "-c", code], check=True, capture_output=True, text=True
    )
    claimed = json.loads(answer.stdout)
    assert {name: ["ordermill"] for name in _top_level_names(installed)} == claimed


def test_the_wheel_ships_no_tests_and_every_file_that_is_not_python(wheel: Path) -> None:
    shipped = set(zipfile.ZipFile(wheel).namelist())
    packages = {name.split("/")[0] for name in shipped if name.endswith("__init__.py")}
    tracked = subprocess.run(
        ["git", "ls-files", *sorted(packages)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert "tests" not in packages
    assert set() == set(tracked.stdout.splitlines()) - shipped


def test_every_entry_point_loads() -> None:
    """A plug-in that cannot be imported would be missing at run time only."""
    ours = list(Distribution.from_name("ordermill").entry_points)
    assert "ordermill" in {point.name for point in ours}
    for point in ours:
        assert point.load() is not None
