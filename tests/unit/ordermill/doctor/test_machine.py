"""What the machine lacks is told with the remedy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ordermill.doctor import machine
from ordermill.doctor.check import Check, State
from ordermill.isolation import Isolation
from pipeline.children.folder import NoFolder

ALL = "deu eng fra ita nld osd spa"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where programs are found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(programs: Path, script: str) -> None:
    program = programs / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def languages(names: str) -> str:
    return "".join(f"echo {name};" for name in ("'List of available languages (7):'", *names.split()))


def test_tesseract_with_all_languages_is_good(programs: Path) -> None:
    install(programs, languages(ALL))
    assert State.GOOD is machine.tesseract().state


def test_tesseract_that_is_missing_is_told_with_its_package(programs: Path) -> None:
    check = machine.tesseract()
    assert (State.WEAK, True) == (check.state, "Install the Debian package tesseract-ocr." in check.message)


@pytest.mark.parametrize(
    ("installed", "packages"),
    [
        ("eng osd deu fra spa ita", "tesseract-ocr-nld"),
        ("eng deu fra spa ita nld", "tesseract-ocr-osd"),
        ("eng deu fra spa", "tesseract-ocr-ita tesseract-ocr-nld tesseract-ocr-osd"),
    ],
)
def test_languages_that_are_missing_are_told_with_their_packages(programs: Path, installed: str, packages: str) -> None:
    install(programs, languages(installed))
    check = machine.tesseract()
    assert (State.WEAK, True) == (check.state, check.message.endswith(f"Install the Debian packages {packages}."))


def test_tesseract_that_does_not_run_is_told(programs: Path) -> None:
    install(programs, "exit 127")
    check = machine.tesseract()
    assert (State.WEAK, True) == (check.state, check.message.endswith("Install tesseract-ocr anew."))


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation.of(1) as made:
        yield made


def test_where_pages_are_written_is_told(isolation: Isolation) -> None:
    expected = {"folder": State.GOOD, "anywhere": State.WEAK}[isolation.page_children.files]
    assert expected is machine.pages(isolation).state


def test_pages_without_any_room_are_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("pipeline.children.folder._places", lambda: (tmp_path / "gone",))
    with Isolation.of(1) as isolation:
        found = machine.pages(isolation)
    assert Check("pages", State.BROKEN, NoFolder.__doc__ or "") == found
