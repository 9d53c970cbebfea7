"""Tesseract as the OCR engine, one thread a page, through pipes: no page of a customer becomes a temporary file.

The process inherits the limits of the child that calls it, and its lack of a network. https://tesseract-ocr.github.io/
"""

import csv
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL.Image import Image

from parsers.ocr.recogniser import Division, Orientation, Recognised, RecognitionFailed

LANGUAGES: Final = ("eng", "deu", "fra", "spa", "ita", "nld")
_DPI: Final = "300"
_PAGE_SECONDS: Final = 120.0
_SEGMENTATION: Final = {Division.PAGE: "3", Division.COLUMN: "4"}
_ORIENTATION_ONLY: Final = "0"
_WORD_LEVEL: Final = "5"
_ROTATE = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_STRENGTH = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)
# What ruled lines are taken for.
_UPRIGHTS: Final = "|¦"


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Reads with all of these languages at once, as far as they are installed."""

    command: str = "tesseract"
    languages: tuple[str, ...] = LANGUAGES
    seconds: float = _PAGE_SECONDS

    def orientation(self, picture: Image) -> Orientation | None:
        """None where Tesseract finds too few characters."""
        try:
            told = self._run(picture, "--psm", _ORIENTATION_ONLY, "-l", "osd")
        except RecognitionFailed:
            return None
        turn, strength = _ROTATE.search(told), _STRENGTH.search(told)
        return Orientation(int(turn[1]), float(strength[1])) if turn and strength else None

    def words(self, picture: Image, division: Division) -> Sequence[Recognised]:
        """In reading order."""
        told = self._run(picture, "--psm", _SEGMENTATION[division], "-l", "+".join(self._installed()), "tsv")
        return tuple(_words(told))

    def _installed(self) -> tuple[str, ...]:
        found = _installed_languages(self.command)
        usable = tuple(language for language in self.languages if language in found)
        if not usable:
            raise RecognitionFailed(f"{self.command} has none of the languages {', '.join(self.languages)}")
        return usable

    def _run(self, picture: Image, *arguments: str) -> str:
        grey = picture if picture.mode == "L" else picture.convert("L")
        pixels = b"P5 %d %d 255\n" % grey.size + grey.tobytes()
        return _answer([self.command, "stdin", "stdout", "--dpi", _DPI, *arguments], pixels, self.seconds)


@lru_cache(maxsize=4)
def _installed_languages(command: str) -> frozenset[str]:
    return frozenset(_answer([command, "--list-langs"], b"", _PAGE_SECONDS).split())


def _answer(command: Sequence[str], given: bytes, seconds: float) -> str:
    # More threads cost three times the time and gain nothing.
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=given, capture_output=True, env=environment, timeout=seconds, check=True)
    except FileNotFoundError as error:
        raise RecognitionFailed(f"{command[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise RecognitionFailed(f"{command[0]} took longer than {seconds:g} seconds") from error
    except subprocess.CalledProcessError as error:
        raise RecognitionFailed(f"{command[0]} ended with {error.returncode}") from error
    return done.stdout.decode("utf-8", "replace")


def _words(told: str) -> Iterator[Recognised]:
    rows = csv.reader(told.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        if len(row) < 12 or row[0] != _WORD_LEVEL:
            continue
        left, top, width, height = (int(cell) for cell in row[6:10])
        text = row[11].strip().strip(_UPRIGHTS)
        if text:
            certainty = max(0, min(100, int(float(row[10]))))
            yield Recognised(text, left, top, left + width, top + height, certainty)
