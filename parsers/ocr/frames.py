"""The pages of a picture file, grey and at a resolution that print is recognised at.

TIFF 6.0 holds several pages, and the resolution of each; fax pages have another one down than across.
"""

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Final, TypeVar

from PIL import Image, ImageChops, ImageFilter, ImageOps
from PIL.ImageFile import ImageFile

Made = TypeVar("Made")

_FORMATS: Final = ("TIFF", "JPEG", "PNG")
_MOST_PIXELS: Final = 60_000_000
_DPI: Final = 300
_LEAST_DPI: Final = 90
_PAGE_INCHES: Final = 11.7
_TOLERANCE: Final = 1.25
_WHITE: Final = 255
_ONE_IN_NINE: Final = _WHITE * 8 // 9 - 1


class Unreadable(Exception):
    """The bytes are no picture that can be opened within its limits."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One page: its picture in grey and its dots per inch, both ways the same. `pixels` is what the file has of it."""

    picture: Image.Image
    dpi: float
    pixels: int


def frames(content: bytes) -> Iterator[Frame]:
    """Page by page. Raises Unreadable at the page that cannot be read."""
    with _read(lambda: Image.open(io.BytesIO(content), formats=_FORMATS)) as file:
        for place in count():
            frame = _read(partial(_frame_at, file, place))
            if frame is None:
                return
            yield frame


def _read(step: Callable[[], Made]) -> Made:
    try:
        with warnings.catch_warnings():
            # Of damaged notes beside the picture, such as those of a camera.
            warnings.simplefilter("ignore", UserWarning)
            # A picture of so many pixels is a warning to Pillow and a fault to us.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return step()
    except (OSError, ValueError, SyntaxError, OverflowError, struct.error) as error:
        raise Unreadable(str(error) or type(error).__name__) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable("it has more pixels than a page has") from error


def _frame_at(file: ImageFile, place: int) -> Frame | None:
    """None behind the last page."""
    try:
        file.seek(place)
    except EOFError:
        return None
    return _frame(file)


def _frame(frame: Image.Image) -> Frame:
    width, height = frame.size
    if width * height > _MOST_PIXELS:
        raise Unreadable(f"it has {width} x {height} pixels, more than a page has")
    across, down = _resolution(frame)
    upright = ImageOps.exif_transpose(frame)
    if upright.size != frame.size:
        across, down = down, across
    grey = _on_white(upright)
    picture, dpi = _resized(grey, across, down)
    return Frame(picture, dpi, width * height)


def _resolution(frame: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down; where the file says none that can be, as if it were a page of A4."""
    told = frame.info.get("dpi")
    if isinstance(told, tuple) and len(told) == 2 and min(float(side) for side in told) >= _LEAST_DPI:
        return float(told[0]), float(told[1])
    assumed = max(frame.size) / _PAGE_INCHES
    return assumed, assumed


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "1":
        return _without_dust(picture.convert("L"))
    if "A" in picture.getbands() or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        page = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(page, coloured).convert("L")
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert("L")


def _without_dust(grey: Image.Image) -> Image.Image:
    """A fax without the black dots that stand alone, which OCR takes for print between the lines."""
    surroundings = grey.filter(ImageFilter.BoxBlur(1))
    alone = surroundings.point(lambda mean: _WHITE if mean >= _ONE_IN_NINE else 0)
    return ImageChops.lighter(grey, alone)


def _resized(grey: Image.Image, across: float, down: float) -> tuple[Image.Image, float]:
    if across == down and _DPI / _TOLERANCE <= across <= _DPI * _TOLERANCE:
        return grey, across
    size = max(1, round(grey.width * _DPI / across)), max(1, round(grey.height * _DPI / down))
    share = min(1.0, (_MOST_PIXELS / (size[0] * size[1])) ** 0.5)
    fitting = max(1, round(size[0] * share)), max(1, round(size[1] * share))
    return grey.resize(fitting, Image.Resampling.LANCZOS), _DPI * share
