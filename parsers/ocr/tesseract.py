"""Tesseract as the OCR engine, one thread a page, called through pytesseract. https://tesseract-ocr.github.io/

pytesseract passes the picture and the answer as files in the folder for temporary ones; whoever calls provides one
that nobody else sees. The process inherits the limits of its caller, and its lack of a network.
"""

import csv
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pytesseract
from PIL.Image import Image

from parsers.ocr.languages import LANGUAGES, ORIENTATION
from parsers.ocr.recogniser import Division, Orientation, Recognised, RecognitionFailed

_DPI: Final = "--dpi 300"
_PAGE_SECONDS: Final = 120.0
_SEGMENTATION: Final = {Division.PAGE: "--psm 3", Division.COLUMN: "--psm 4"}
_WORD_LEVEL: Final = "5"
# Grey pixels as they are: packing them, as pytesseract would by itself, takes longer than it saves in memory.
_FILE_FORMAT: Final = "PPM"
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
            with _called(self.command, self.seconds):
                told = pytesseract.image_to_osd(
                    _as_file(picture),
                    lang=ORIENTATION,
                    config=_DPI,
                    timeout=self.seconds,
                    output_type=pytesseract.Output.DICT,
                )
        except RecognitionFailed:
            return None
        if "rotate" not in told or "orientation_conf" not in told:
            return None
        return Orientation(told["rotate"], told["orientation_conf"])

    def words(self, picture: Image, division: Division) -> Sequence[Recognised]:
        """In reading order."""
        languages = "+".join(self._installed())
        with _called(self.command, self.seconds):
            told = pytesseract.image_to_data(
                _as_file(picture),
                lang=languages,
                config=f"{_SEGMENTATION[division]} {_DPI}",
                timeout=self.seconds,
                # Its dictionary shifts the columns where a row is short.
                output_type=pytesseract.Output.BYTES,
            )
        return tuple(_words(told.decode("utf-8", "replace")))

    def _installed(self) -> tuple[str, ...]:
        found = _installed_languages(self.command)
        usable = tuple(language for language in self.languages if language in found)
        if not usable:
            raise RecognitionFailed(f"{self.command} has none of the languages {', '.join(self.languages)}")
        return usable


@lru_cache(maxsize=4)
def _installed_languages(command: str) -> frozenset[str]:
    with _called(command, _PAGE_SECONDS):
        return frozenset(pytesseract.get_languages())


def _as_file(picture: Image) -> Image:
    """Of its own, since pytesseract notes the format in it."""
    page = picture.convert("L")
    page.format = _FILE_FORMAT
    return page


@contextmanager
def _called(command: str, seconds: float) -> Iterator[None]:
    """What pytesseract knows by its globals only is set; its faults, and those of its files, are told as ours."""
    pytesseract.pytesseract.tesseract_cmd = command
    # More threads cost three times the time and gain nothing.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        yield
    except pytesseract.TesseractNotFoundError as error:
        raise RecognitionFailed(f"{command} is not installed") from error
    except pytesseract.TesseractError as error:
        raise RecognitionFailed(f"{command} ended with {error.status}") from error
    except RuntimeError as error:
        # Its time-out has no type of its own.
        if "timeout" not in str(error):
            raise
        raise RecognitionFailed(f"{command} took longer than {seconds:g} seconds") from error
    except (OSError, ValueError, KeyError) as error:
        raise RecognitionFailed(f"{command} could not be given the page, or gave no answer ({error})") from error
    except UnboundLocalError as error:
        # What pytesseract stumbles over where it can make no file.
        raise RecognitionFailed(f"the page could not be passed to {command} as a file") from error
    except SystemExit as error:
        raise RecognitionFailed(f"{command} is of no version that is known") from error


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
