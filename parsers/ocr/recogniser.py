"""What an OCR engine is: the picture of a page in, words with boxes and certainties out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PIL.Image import Image


class RecognitionFailed(Exception):
    """The OCR engine gave no answer: it is missing, was stopped, or the picture is none."""


class Division(StrEnum):
    """How an engine divides a page before it reads."""

    PAGE = "page"
    """By itself, into blocks of print."""
    COLUMN = "column"
    """As one column of lines of several sizes: finds print that PAGE took for pictures."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A word with its box in pixels, and what the engine says of itself in percent."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    certainty: int


@dataclass(frozen=True, slots=True)
class Orientation:
    """By how many degrees clockwise a picture must be turned to stand upright; a sure one is 2 or more."""

    turn: int
    strength: float


class Recogniser(Protocol):
    """Reads grey pictures of about 300 dpi. Both raise RecognitionFailed."""

    def orientation(self, picture: Image) -> Orientation | None:
        """None where there is too little print to tell."""
        ...

    def words(self, picture: Image, division: Division) -> Sequence[Recognised]: ...
