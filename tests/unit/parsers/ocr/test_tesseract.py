"""Tesseract through pytesseract: every way in which it can fail is told as one, and no file of a page stays behind."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from parsers.ocr.recogniser import Division, RecognitionFailed
from parsers.ocr.tesseract import Tesseract
from tests.fakes import pdfs

WORDS = pdfs.scan(["PURCHASE ORDER 4500017"] * 8, dpi=150)
SMALL = Image.new("L", (10, 10))

LIMITED = """
import resource
from PIL import Image
from parsers.ocr.recogniser import Division, RecognitionFailed
from parsers.ocr.tesseract import Tesseract

resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    print(len(Tesseract().words(Image.linear_gradient("L").resize((600, 600)), Division.PAGE)))
except RecognitionFailed as error:
    print(error)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def engine(tmp_path: Path, does: str, version: str = "tesseract 5.3.0") -> Tesseract:
    program = tmp_path / "tesseract"
    program.write_text(
        f'#!/bin/sh\ncase "$1" in --list-langs) echo eng;; --version) echo {version};; *) {does};; esac\n'
    )
    program.chmod(0o755)
    return Tesseract(str(program), seconds=1)


def test_a_page_is_read_and_nothing_of_it_is_left(folder: Path) -> None:
    found = Tesseract().words(WORDS, Division.PAGE)
    assert ["PURCHASE", "ORDER", "4500017"] == [word.text for word in found][:3]
    assert all(90 <= word.certainty <= 100 and 0 <= word.left < word.right <= WORDS.width for word in found)
    assert [] == list(folder.iterdir())


def test_the_turn_of_a_page_is_told(folder: Path) -> None:
    page = pdfs.scan(dpi=150)
    told = Tesseract().orientation(page.transpose(Image.Transpose.ROTATE_90))
    assert told is not None
    assert (90, True) == (told.turn, told.strength > 2)
    assert [] == list(folder.iterdir())


def test_a_page_without_print_tells_no_turn() -> None:
    assert Tesseract().orientation(Image.new("L", (600, 600), 255)) is None


def test_the_picture_itself_stays_as_it_was() -> None:
    picture = SMALL.copy()
    Tesseract().words(picture, Division.COLUMN)
    assert (None, SMALL.tobytes()) == (picture.format, picture.tobytes())


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("exit 3", "ended with 3"),
        ("kill -9 $$", "ended with -9"),
        ("exec sleep 60", "took longer than 1 seconds"),
        # It ignores the polite signal.
        ("trap '' TERM; while :; do sleep 0.1; done", "took longer than 1 seconds"),
        ("exit 0", "gave no answer"),
    ],
)
def test_an_engine_that_fails_says_so_and_leaves_no_page(tmp_path: Path, folder: Path, does: str, said: str) -> None:
    with pytest.raises(RecognitionFailed, match=said):
        engine(tmp_path, does).words(SMALL, Division.PAGE)
    assert [] == list(folder.iterdir())


def test_the_engine_works_with_one_thread(tmp_path: Path) -> None:
    """It answers with what it was told, as the text of a word."""
    row = r"5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\t"
    answering = engine(tmp_path, f'printf "head\\n{row}$OMP_THREAD_LIMIT;$*\\n" > "$2.tsv"')
    (word,) = answering.words(SMALL, Division.COLUMN)
    assert (10, 20, 40, 60, 96) == (word.left, word.top, word.right, word.bottom, word.certainty)
    threads, arguments = word.text.split(";")
    assert ("1", True, True) == (threads, "-l eng" in arguments, "--psm 4 --dpi 300" in arguments)


def test_a_folder_that_is_gone_is_told(folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(RecognitionFailed, match="could not be passed"):
        Tesseract().words(SMALL, Division.PAGE)


@pytest.mark.parametrize("limit", [0, 100_000])
def test_a_page_that_is_larger_than_a_file_may_be_is_told(folder: Path, limit: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED.format(limit=limit)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TMPDIR": str(folder)},
    )
    assert "could not be" in ended.stdout
    assert [] == list(folder.iterdir())
