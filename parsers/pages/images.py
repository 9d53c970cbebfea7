"""Pictures of pages for the screen: small enough to load at once, sharp enough to read a part number by."""

import io
from typing import Final

from PIL import Image

from parsers.parser import PageImage

DPI: Final = 120
_LONGEST: Final = 2_400
_COLOURS: Final = 32
_QUALITY: Final = 70


def print_image(page: int, picture: Image.Image) -> PageImage:
    """Of a page of print: few colours, no loss."""
    out = io.BytesIO()
    few = _fitting(picture).quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG")
    return PageImage(page, "image/png", out.getvalue())


def scan_image(page: int, picture: Image.Image, dpi: float) -> PageImage:
    """Of a scanned page."""
    share = min(1.0, DPI / dpi)
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    out = io.BytesIO()
    _fitting(picture.resize(size, Image.Resampling.BOX)).convert("L").save(out, "JPEG", quality=_QUALITY)
    return PageImage(page, "image/jpeg", out.getvalue())


def _fitting(picture: Image.Image) -> Image.Image:
    longest = max(picture.size)
    if longest <= _LONGEST:
        return picture
    size = max(1, picture.width * _LONGEST // longest), max(1, picture.height * _LONGEST // longest)
    return picture.resize(size, Image.Resampling.BOX)
