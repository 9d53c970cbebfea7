"""The shadows of a photographed page, its dark surroundings and coloured paper taken out of its picture.

What is darker than its neighbourhood is ink. One threshold for the whole page, as OCR engines take it, loses print
that lies in the shade.
"""

from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps

_SHRUNK: Final = 8
_NEIGHBOURHOOD: Final = 9
_WHITE_PAPER: Final = 245
_BRIGHTEST_OF: Final = 0.5


def even(grey: Image.Image) -> Image.Image:
    """The picture with white paper; one that has white paper stays as it is."""
    if _median(grey) >= _WHITE_PAPER:
        return grey
    size = max(1, grey.width // _SHRUNK), max(1, grey.height // _SHRUNK)
    brightest = grey.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(_NEIGHBOURHOOD))
    paper = brightest.filter(ImageFilter.GaussianBlur(_NEIGHBOURHOOD)).resize(grey.size, Image.Resampling.BILINEAR)
    ink = ImageChops.subtract(paper, grey)
    return ImageOps.invert(ImageOps.autocontrast(ink, cutoff=(0, _BRIGHTEST_OF)))


def _median(grey: Image.Image) -> int:
    left = grey.width * grey.height // 2
    for level, pixels in enumerate(grey.histogram()):
        left -= pixels
        if left < 0:
            return level
    return 0
