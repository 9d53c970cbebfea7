"""The picture of a page to words: turned upright, made straight, recognised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

from parsers.ocr.lighting import even
from parsers.ocr.recogniser import Division, Recognised, Recogniser
from parsers.ocr.straighten import skew, turned

_TURNS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_SURE: Final = 2.0
_LEGIBLE: Final = 60
_SHORTEST: Final = 2
# In characters of legible words: below it, the page may stand wrong or hold little.
_LITTLE: Final = 60
_PLENTY: Final = 300


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it is read and shown: its picture upright and straight, and the words on it in its pixels."""

    picture: Image.Image
    words: tuple[Recognised, ...]


def read_scan(picture: Image.Image, recogniser: Recogniser) -> Scan:
    """Raises RecognitionFailed."""
    grey = picture.convert("L")
    small = grey.resize((grey.width // 2 or 1, grey.height // 2 or 1), Image.Resampling.BOX)
    orientation = recogniser.orientation(small)
    first = orientation.turn if orientation else 0
    best = _read(grey, first, recogniser)
    sure = first == 0 or (orientation is not None and orientation.strength >= _SURE)
    if sure and legible(best.words) >= _LITTLE:
        return best
    # Upside down is what is mistaken most.
    for turn in ((first + 180) % 360, (first + 90) % 360, (first + 270) % 360):
        best = max(best, _read(grey, turn, recogniser), key=lambda scan: legible(scan.words))
        if legible(best.words) >= _PLENTY:
            break
    return best


def read_level(picture: Image.Image, recogniser: Recogniser) -> tuple[Recognised, ...]:
    """The words of a picture that stands as it should. Raises RecognitionFailed."""
    words = recogniser.words(picture, Division.PAGE)
    if legible(words) < _LITTLE:
        words = max(words, recogniser.words(picture, Division.COLUMN), key=legible)
    return tuple(words)


def legible(words: Sequence[Recognised]) -> int:
    """How many characters stand in words that the engine is fairly sure of."""
    return sum(len(word.text) for word in words if word.certainty >= _LEGIBLE and len(word.text) >= _SHORTEST)


def _read(grey: Image.Image, turn: int, recogniser: Recogniser) -> Scan:
    standing = grey.transpose(_TURNS[turn]) if turn else grey
    straight = turned(standing, skew(standing))
    return Scan(straight, read_level(even(straight), recogniser))
